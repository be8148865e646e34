/**
 * The columns that are read of each file, by the normalised name of their label. Labels drift between editions: capitals,
 * accents, "(structure)" or "(coord. structure)" (data.md §3); their place does too.
 */
export const activityFields = {
  kind: "type d identifiant pp",
  rpps: "identifiant pp",
  title: "code civilite d exercice",
  familyName: "nom d exercice",
  givenName: "prenom d exercice",
  profession: "code profession",
  skill: "code savoir faire",
  mode: "code mode exercice",
  siret: "numero siret site",
  finess: "numero finess site",
  structure: "identifiant technique de la structure",
  legalName: "raison sociale site",
  signboard: "enseigne commerciale site",
  cedex: "bureau cedex",
  postalCode: "code postal",
  commune: "code commune",
  place: "libelle commune",
  sector: "code secteur d activite",
  role: "code role",
} as const;

export const skillFields = {
  kind: "type d identifiant pp",
  rpps: "identifiant pp",
  profession: "code profession",
  skill: "code savoir faire",
} as const;

/** Without these a file says nothing; the others may be missing from older editions, and are then empty. */
export const mandatoryActivityFields = ["kind", "rpps", "familyName", "givenName", "profession", "skill", "mode", "structure", "postalCode", "commune"] as const satisfies ReadonlyArray<keyof typeof activityFields>;
export const mandatorySkillFields = ["kind", "rpps", "skill"] as const satisfies ReadonlyArray<keyof typeof skillFields>;

/** What an extract may be of. */
export type ExtractKind = "activities" | "skills" | "qualifications";

/** What a file that is sent may be of: the register of professionals, or that of establishments. */
export type FileKind = ExtractKind | "structures";

/** Other names under which editions have had a column (data.md §3; `Code fonction` is today's `Code rôle`). */
const synonyms: Readonly<Record<string, string>> = {
  "code fonction": "code role",
  "code mode d exercice": "code mode exercice",
  "code civilite exercice": "code civilite d exercice",
  "nom exercice": "nom d exercice",
  "prenom exercice": "prenom d exercice",
  "bureau cedex structure": "bureau cedex",
};

/** A label without accents, capitals, punctuation and what is said in brackets. */
export const columnKey = (label: string): string => {
  const key = label
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/\([^)]*\)/gu, " ")
    .replace(/[^a-z0-9]+/gu, " ")
    .trim();
  return synonyms[key] ?? key;
};
