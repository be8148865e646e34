/**
 * The catalogue of indicators that the platform starts with. Contracts choose their own indicators and no national list was read: codes and formulas are
 * ours, recalled from what agencies and CPTS publish, and `provisional`. Services keep the catalogue as data; this is its first version.
 *
 * @example
 * ```ts
 * import { indicators } from "@cpts/reference-data";
 *
 * indicators.find(({ code }) => code === "DYN-01")?.denominator; // => "professionnels du territoire, par profession (RPPS)"
 * indicators.every(({ status }) => status === "provisional"); // => true
 * ```
 */

/** A row of the catalogue, in the shape that `Indicator` of `@cpts/domain` decodes. */
export interface CatalogueIndicator {
  readonly code: string;
  readonly label: string;
  /** Null for the functioning of the CPTS. */
  readonly mission: string | null;
  readonly kind: "moyen" | "resultat";
  readonly measure: "ratio" | "value" | "yes-no";
  /** What is counted. */
  readonly unit: string;
  readonly direction: "up" | "down";
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly achievement: { readonly method: "linear" | "yes-no" };
  readonly countsPeople: boolean;
  readonly proofRequired: boolean;
  readonly source: { readonly document: string; readonly locator?: string };
  readonly status: "verified" | "provisional";
}

type Who = "Cnam" | "CPTS" | "RPPS";

const documents: Readonly<Record<Who, string>> = {
  Cnam: "RECALL: national reference figures published by the Cnam (Rézone CPTS), as told by PAPS Normandie",
  CPTS: "RECALL: indicators counted by CPTS, formula of this platform",
  RPPS: "Formula of this platform: members over the professionals of the RPPS",
};

type Options = Partial<Pick<CatalogueIndicator, "direction" | "countsPeople" | "proofRequired" | "kind" | "unit">>;

const row = (code: string, label: string, mission: string | null, who: Who, rest: Pick<CatalogueIndicator, "measure" | "numerator" | "denominator" | "unit">, options: Options): CatalogueIndicator => ({
  code,
  label,
  mission,
  kind: "moyen",
  direction: "up",
  achievement: { method: rest.measure === "yes-no" ? "yes-no" : "linear" },
  countsPeople: false,
  proofRequired: false,
  source: { document: documents[who] },
  status: "provisional",
  ...rest,
  ...options,
});
const ratio = (code: string, label: string, mission: string | null, who: Who, numerator: string, denominator: string, options: Options = {}) => row(code, label, mission, who, { measure: "ratio", unit: "ratio", numerator, denominator }, options);
const count = (code: string, label: string, mission: string | null, unit: string, options: Options = {}) => row(code, label, mission, "CPTS", { measure: "value", unit, numerator: null, denominator: null }, options);
const yesNo = (code: string, label: string, mission: string) => row(code, label, mission, "CPTS", { measure: "yes-no", unit: "yes-no", numerator: null, denominator: null }, { proofRequired: true });

const people: Options = { countsPeople: true };
const less: Options = { countsPeople: true, kind: "resultat", direction: "down" };
const result: Options = { countsPeople: true, kind: "resultat" };

/** The catalogue of indicators that the platform starts with. */
export const indicators: readonly CatalogueIndicator[] = [
  ratio("MT-01", "Assurés de 16 ans et plus sans médecin traitant", "ACCES_SOINS", "Cnam", "assurés de 16 ans et plus sans médecin traitant", "assurés de 16 ans et plus du territoire", less),
  ratio("MT-02", "Patients en ALD sans médecin traitant", "ACCES_SOINS", "Cnam", "patients en ALD sans médecin traitant", "patients en ALD du territoire", less),
  ratio("MT-03", "Patients orientés vers un médecin traitant par la CPTS", "ACCES_SOINS", "CPTS", "patients qui ont trouvé un médecin traitant par la CPTS", "demandes reçues", result),
  ratio("SNP-01", "Passages aux urgences non suivis d'hospitalisation", "ACCES_SOINS", "Cnam", "passages non suivis d'hospitalisation", "habitants du territoire", less),
  count("SNP-02", "Créneaux de soins non programmés ouverts au SAS ou à la CPTS", "ACCES_SOINS", "slots"),
  ratio("SNP-02.medecins", "Médecins généralistes participant aux soins non programmés", "ACCES_SOINS", "CPTS", "médecins généralistes participants", "médecins généralistes du territoire"),
  count("PAR-01", "Parcours formalisés entre au moins deux professions", "PARCOURS", "pathways", { proofRequired: true }),
  count("PAR-01.professions", "Professions engagées dans les parcours", "PARCOURS", "professions"),
  count("PAR-02", "Patients inclus dans un parcours", "PARCOURS", "people", people),
  ratio("PRE-01", "Actions de prévention réalisées", "PREVENTION", "CPTS", "actions réalisées", "actions prévues"),
  count("PRE-02", "Personnes touchées par les actions de prévention", "PREVENTION", "people", people),
  count("PRE-02.depistees", "Personnes dépistées", "PREVENTION", "people", people),
  count("PRE-02.orientees", "Personnes orientées", "PREVENTION", "people", people),
  ratio("PRE-03", "Vaccination contre la grippe à 65 ans et plus", "PREVENTION", "Cnam", "personnes de 65 ans et plus vaccinées", "personnes de 65 ans et plus", result),
  ratio("PRE-03.sein", "Dépistage du cancer du sein", "PREVENTION", "Cnam", "femmes dépistées", "femmes de la population cible", result),
  ratio("PRE-03.colorectal", "Dépistage du cancer colorectal", "PREVENTION", "Cnam", "personnes dépistées", "personnes de la population cible", result),
  ratio("PRE-03.col-uterus", "Dépistage du cancer du col de l'utérus", "PREVENTION", "Cnam", "femmes dépistées", "femmes de la population cible", result),
  yesNo("CRI-01", "Plan de réponse aux crises rédigé", "CRISE_SANITAIRE"),
  yesNo("CRI-01.mise-a-jour", "Plan de crise mis à jour depuis moins de douze mois", "CRISE_SANITAIRE"),
  yesNo("CRI-01.exercice", "Exercice de crise tenu", "CRISE_SANITAIRE"),
  count("QUA-01", "Groupes d'analyse de pratiques réunis", "QUALITE_PERTINENCE", "meetings"),
  count("QUA-01.participants", "Participants aux groupes d'analyse de pratiques", "QUALITE_PERTINENCE", "participants"),
  count("ACC-01", "Installations accompagnées", "ACCOMPAGNEMENT_PS", "installations"),
  count("ACC-01.etudiants", "Étudiants et internes accueillis", "ACCOMPAGNEMENT_PS", "students"),
  ratio("DYN-01", "Adhérents de la CPTS", null, "RPPS", "adhérents exerçant sur le territoire", "professionnels du territoire, par profession (RPPS)"),
];
