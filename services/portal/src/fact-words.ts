import { describe } from "@cpts/domain/FactProperty";
import { departementByCode } from "@cpts/reference-data/Departement";
import { capital, count, number } from "@cpts/report/french";
import { qualified, sizeLabel } from "@cpts/report/words";
import type { Fact, Territory } from "./platform.ts";

type Declared = Fact["fact"];

/** Units of the facts: one, several. */
const units: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ["inhabitants", ["habitant", "habitants"]],
  ["km2", ["km²", "km²"]],
  ["communes", ["commune", "communes"]],
  ["departements", ["département", "départements"]],
  ["epci", ["intercommunalité", "intercommunalités"]],
  ["professionals", ["professionnel", "professionnels"]],
  ["structures", ["structure", "structures"]],
  ["members", ["adhérent", "adhérents"]],
  ["people", ["personne", "personnes"]],
  ["professions", ["profession", "professions"]],
  ["contracts", ["contrat", "contrats"]],
  ["action-sheets", ["fiche action", "fiches actions"]],
  ["missions", ["mission", "missions"]],
  ["axes", ["axe", "axes"]],
  ["cpts", ["CPTS", "CPTS"]],
]);

/** Properties of the documents that the domain does not name yet. */
const otherProperties: ReadonlyMap<string, string> = new Map([
  ["cpts-ordinal", "rang de la CPTS dans la région"],
  ["project-axis-count", "nombre d'axes du projet"],
  ["mission-count", "nombre de missions"],
  ["signature-place", "lieu de signature"],
  ["planned-signature-date", "date de signature annoncée"],
  ["planned-signature-place", "lieu de signature annoncé"],
  ["formation-support", "accompagnement de la création"],
  ["territory-description", "description du territoire"],
  ["yearly-priority", "priorité de l'année"],
]);

const ofDepartement = /^(.+)-(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97\d|98\d)$/u;

/** What a fact is about, in French; `contract-count-18` is the count of one departement. */
export const propertyLabel = (code: string): string => {
  const known = describe(code)?.fr ?? otherProperties.get(code);
  if (known !== undefined) return capital(known);
  const [, stem = "", departement = ""] = ofDepartement.exec(code) ?? [];
  const name = departementByCode(departement)?.nom;
  return name === undefined || stem === "" ? code : `${propertyLabel(stem)} (${name})`;
};

/** Names of the codes a territory knows. */
export const namesIn = (territory: Territory | null): ReadonlyMap<string, string> =>
  new Map([...(territory?.communes ?? []), ...(territory?.computed.epci ?? []), ...(territory?.computed.regions ?? [])].map(({ code, nom }) => [code, nom]));

const codeLabel = (code: string, names: ReadonlyMap<string, string>): string => {
  const name = departementByCode(code)?.nom ?? names.get(code);
  return name === undefined ? code : `${name} (${code})`;
};

const ordinal = (value: number): string => (value === 1 ? "1er" : `${number(value)}e`);

/** What the document says, with its qualifier: "plus de 50 000 habitants". */
export const factValue = ({ property, value, qualifier, unit }: Pick<Declared, "property" | "value" | "qualifier" | "unit">, names: ReadonlyMap<string, string>): string => {
  if (typeof value === "object") return value.map((code) => codeLabel(code, names)).join(", ");
  if (typeof value === "string") return property === "size-class" ? sizeLabel(value) : value;
  if (property.endsWith("-ordinal")) return ordinal(value);
  const [one, many] = units.get(unit ?? "") ?? [unit ?? "", unit ?? ""];
  return qualified(count(value, one, many), qualifier);
};
