/**
 * What a declared fact may be about. The list is open: a fact may carry a code that is not here.
 *
 * @example
 * ```ts
 * import * as FactProperty from "@cpts/domain/FactProperty";
 *
 * FactProperty.describe("population")?.fr; // => "population"
 * FactProperty.describe("board-size")?.unit; // => "people"
 * FactProperty.describe("cpts-ordinal")?.en; // => "rank of the CPTS in the region"
 * ```
 */
import { Schema } from "effect";

/** The code of a property, kebab-case, at most 64 characters. Issue: `fact-property.format`. */
export const FactProperty = Schema.String.annotate({
  title: "FactProperty",
  description: "What the fact is about, a kebab-case code of an open list",
  examples: ["population", "commune-count"],
}).pipe(
  Schema.check(
    Schema.isMaxLength(64, { message: "fact-property.format" }),
    Schema.isPattern(/^[a-z][0-9a-z]*(?:-[0-9a-z]+)*$/u, { message: "fact-property.format" }),
  ),
);

/** The code of a property. */
export type FactProperty = typeof FactProperty.Type;

/** A property this version knows: its labels, the kind of its value, and the unit expected of a number. */
export interface FactPropertyDescription {
  readonly code: string;
  readonly fr: string;
  readonly en: string;
  readonly value: "number" | "text" | "codes";
  readonly unit: string | null;
}

const number = (code: string, unit: string, fr: string, en: string): FactPropertyDescription => ({ code, fr, en, value: "number", unit });
const codes = (code: string, fr: string, en: string): FactPropertyDescription => ({ code, fr, en, value: "codes", unit: null });
const text = (code: string, fr: string, en: string): FactPropertyDescription => ({ code, fr, en, value: "text", unit: null });

/** The properties met in the founding documents of CPTS, with the unit expected of each number. */
export const factProperties: ReadonlyArray<FactPropertyDescription> = [
  number("population", "inhabitants", "population", "population"),
  number("area-km2", "km2", "superficie", "area"),
  number("commune-count", "communes", "nombre de communes", "number of communes"),
  codes("departements", "départements", "departements"),
  number("departement-count", "departements", "nombre de départements", "number of departements"),
  codes("epci", "intercommunalités", "intercommunalities"),
  number("epci-count", "epci", "nombre d'intercommunalités", "number of intercommunalities"),
  text("epci-names", "intercommunalités nommées", "intercommunalities as named"),
  codes("communes", "communes", "communes"),
  codes("attachment-departement", "département de rattachement", "departement of attachment"),
  codes("regions", "régions", "regions"),
  text("size-class", "taille au sens de l'ACI", "size class of the ACI"),
  number("professional-count", "professionals", "nombre de professionnels", "number of professionals"),
  number("general-practitioner-count", "professionals", "nombre de médecins généralistes", "number of general practitioners"),
  number("other-specialist-count", "professionals", "nombre d'autres médecins spécialistes", "number of other specialist physicians"),
  number("nurse-count", "professionals", "nombre d'infirmiers", "number of nurses"),
  number("physiotherapist-count", "professionals", "nombre de masseurs-kinésithérapeutes", "number of physiotherapists"),
  number("pharmacy-count", "structures", "nombre de pharmacies", "number of pharmacies"),
  number("member-count", "members", "nombre d'adhérents", "number of members"),
  number("board-size", "people", "taille du conseil d'administration", "size of the board"),
  number("board-profession-count", "professions", "professions représentées au conseil", "professions on the board"),
  number("contract-ordinal", "contracts", "rang du contrat dans la région", "rank of the contract in the region"),
  number("contract-count", "contracts", "nombre de contrats", "number of contracts"),
  number("action-sheet-count", "action-sheets", "nombre de fiches actions", "number of action sheets"),
  text("perimeter-criterion", "critère du périmètre", "criterion of the perimeter"),
  text("initiator", "à l'initiative de", "initiated by"),
  text("project-date", "date du projet de santé", "date of the health project"),
  text("signature-date", "date de signature", "date of signature"),
  text("creation-date", "date de création", "date of creation"),
  text("launch-date", "date de lancement", "date of launch"),
  text("planned-signature-date", "date de signature annoncée", "announced date of signature"),
  codes("planned-signature-place", "lieu de signature annoncé", "announced place of signature"),
  text("signature-place", "lieu de signature", "place of signature"),
  number("cpts-ordinal", "cpts", "rang de la CPTS dans la région", "rank of the CPTS in the region"),
  number("project-axis-count", "axes", "nombre d'axes du projet de santé", "number of axes of the health project"),
  number("mission-count", "missions", "nombre de missions", "number of missions"),
  text("yearly-priority", "priorité de l'année", "priority of the year"),
  text("territory-description", "description du territoire", "description of the territory"),
  text("professions-named", "professions nommées", "professions as named"),
  text("working-groups", "groupes de travail", "working groups"),
  text("territory-needs", "enjeux du territoire", "needs of the territory"),
  text("partners", "partenaires", "partners"),
  text("funding", "financement", "funding"),
  text("regional-plan", "projet régional de santé", "regional health plan"),
  text("law-date", "date de la loi qui a créé les CPTS", "date of the law that created the CPTS"),
  text("formation-support", "appui à la création", "support to its creation"),
];

const byCode: ReadonlyMap<string, FactPropertyDescription> = new Map(factProperties.map((row) => [row.code, row]));

/** The description of a property, or `null` for a code this version does not know. */
export const describe = (code: FactProperty): FactPropertyDescription | null => byCode.get(code) ?? null;
