import type { ProfessionalView, RegisterEntry } from "@cpts/api/DirectoryViews";
import { isGeneralPractitionerSkill } from "@cpts/reference-data";
import type { Activity } from "../rpps/activity.ts";
import type { MirrorRow } from "./mirror-row.ts";
import { warningsOf } from "./warnings.ts";

type Encoded = typeof RegisterEntry.Encoded;

const doctor = "10";

/**
 * A general practitioner is a doctor with one of the three codes of general medicine, however many sites they have; a doctor
 * of whom the register says no speciality is neither one nor not (domain.md §8b).
 */
const generalPractitioner = ({ professions, skills }: Pick<MirrorRow, "professions" | "skills">): Encoded["generalPractitioner"] => {
  if (!professions.includes(doctor)) return "no";
  if (skills.some(isGeneralPractitionerSkill)) return "yes";
  return skills.some((code) => code.startsWith("SM")) ? "no" : "no-speciality";
};

const orNull = (text: string): string | null => (text === "" ? null : text);

const activityView = ({ commune, finess, mode, name, place, postalCode, profession, role, sector, siret, skill, structure }: Activity): Encoded["activities"][number] => ({
  profession: orNull(profession),
  skill: orNull(skill),
  practiceMode: orNull(mode),
  sector: orNull(sector),
  role: orNull(role),
  structure: { id: orNull(structure), finess: orNull(finess), siret: orNull(siret), name: orNull(name) },
  postalCode: orNull(postalCode),
  commune: orNull(commune),
  place: orNull(place),
});

/** What the register says of someone. */
export const registerEntryOf = (row: MirrorRow): Encoded => ({
  professions: row.professions,
  skills: row.skills,
  practiceModes: row.modes,
  generalPractitioner: generalPractitioner(row),
  activities: row.activities.map(activityView),
  changedAt: row.changedAt,
});

const provenance = { status: "sourced", source: { document: "RPPS, extraction en libre accès (Agence du numérique en santé)" } } as const;

/** Self-employed and employed at once has a code of its own (TRE_R23). */
const modeOf = (modes: ReadonlyArray<string>): string | null => (modes.length === 1 ? (modes[0] ?? null) : modes.includes("L") && modes.includes("S") ? "I" : null);

/** Someone whom the register alone makes known: public data (arrêté du 23 septembre 2022). */
export const mirrorViewOf = (row: MirrorRow): typeof ProfessionalView.Encoded => ({
  id: row.id,
  familyName: row.familyName,
  givenName: row.givenName,
  title: row.title,
  rpps: row.rpps,
  profession: row.professions[0] ?? null,
  skills: row.skills,
  practiceMode: modeOf(row.modes),
  visibility: "public",
  cptsId: null,
  provenance,
  externalIds: [],
  warnings: warningsOf(row.rpps),
  version: row.version,
  register: registerEntryOf(row),
});
