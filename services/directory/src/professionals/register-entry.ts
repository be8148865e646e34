import type { ProfessionalView, RegisterEntry } from "@cpts/api/DirectoryViews";
import { isGeneralPractitionerSkill } from "@cpts/reference-data";
import { activityOf } from "../rpps/activity.ts";
import { warningsOf } from "./warnings.ts";

type Encoded = typeof RegisterEntry.Encoded;

/** Someone as the mirror of the register keeps them. */
export interface MirrorRow {
  readonly id: string;
  readonly version: number;
  readonly rpps: string;
  readonly family_name: string;
  readonly given_name: string;
  readonly title: string | null;
  readonly profession: string | null;
  readonly professions: ReadonlyArray<string>;
  readonly all_skills: ReadonlyArray<string>;
  readonly modes: ReadonlyArray<string>;
  readonly activities: ReadonlyArray<string>;
  readonly changed_at: string;
}

const doctor = "10";

/**
 * A general practitioner is a doctor with one of the three codes of general medicine, however many sites they have; a doctor
 * of whom the register says no speciality is neither one nor not (domain.md §8b).
 */
const generalPractitioner = ({ all_skills: skills, professions }: Pick<MirrorRow, "all_skills" | "professions">): Encoded["generalPractitioner"] => {
  if (!professions.includes(doctor)) return "no";
  if (skills.some(isGeneralPractitionerSkill)) return "yes";
  return skills.some((code) => code.startsWith("SM")) ? "no" : "no-speciality";
};

const orNull = (text: string): string | null => (text === "" ? null : text);

const activityView = (text: string): Encoded["activities"][number] => {
  const { commune, finess, mode, name, place, postalCode, profession, role, sector, siret, skill, structure } = activityOf(text);
  return {
    profession: orNull(profession),
    skill: orNull(skill),
    practiceMode: orNull(mode),
    sector: orNull(sector),
    role: orNull(role),
    structure: { id: orNull(structure), finess: orNull(finess), siret: orNull(siret), name: orNull(name) },
    postalCode: orNull(postalCode),
    commune: orNull(commune),
    place: orNull(place),
  };
};

/** What the register says of someone. */
export const registerEntryOf = (row: MirrorRow): Encoded => ({
  professions: row.professions,
  skills: row.all_skills,
  practiceModes: row.modes,
  generalPractitioner: generalPractitioner(row),
  activities: row.activities.map(activityView),
  changedAt: row.changed_at,
});

const provenance = { status: "sourced", source: { document: "RPPS, extraction en libre accès (Agence du numérique en santé)" } } as const;

/** Self-employed and employed at once has a code of its own (TRE_R23). */
const modeOf = (modes: ReadonlyArray<string>): string | null => (modes.length === 1 ? (modes[0] ?? null) : modes.includes("L") && modes.includes("S") ? "I" : null);

/** Someone whom the register alone makes known: public data (arrêté du 23 septembre 2022). */
export const mirrorViewOf = (row: MirrorRow): typeof ProfessionalView.Encoded => ({
  id: row.id,
  familyName: row.family_name,
  givenName: row.given_name,
  title: row.title,
  rpps: row.rpps,
  profession: row.profession,
  skills: row.all_skills,
  practiceMode: modeOf(row.modes),
  visibility: "public",
  cptsId: null,
  provenance,
  externalIds: [],
  warnings: warningsOf(row.rpps),
  version: row.version,
  register: registerEntryOf(row),
});
