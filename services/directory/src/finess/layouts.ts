import { columnKey } from "../rpps/fields.ts";
import { emptyFile, missingColumns, wrongSeparator } from "../rpps/refusals.ts";

/** What is read of a structure, whatever edition says it. */
export type StructureField =
  | "finess" | "legalEntity" | "name" | "longName" | "number" | "streetKind" | "street" | "commune" | "departement" | "inseeCode" | "delivery" | "postalCode" | "place"
  | "category" | "categoryLabel" | "legalStatus" | "legalStatusLabel" | "siren" | "siret" | "openedOn" | "closedOn" | "updatedOn" | "x" | "y" | "projection";

/** Where the fields of a kind of row stand; a field that is not named is not there. */
export interface RowLayout {
  readonly level: "legal-entity" | "site" | "place";
  readonly columns: number;
  readonly places: Readonly<Partial<Record<StructureField, number>>>;
}

/**
 * The rows of the extracts of the Etalab series, which have no header: what a row is says its first column (the notices
 * `etalab_cs1100501` of legal entities, `etalab_cs1100502` and `etalab_cs1100507` of sites, the latter with their coordinates).
 */
const sections: Readonly<Record<string, RowLayout>> = {
  structureet: {
    level: "site",
    columns: 32,
    places: { finess: 1, legalEntity: 2, name: 3, longName: 4, number: 7, streetKind: 8, street: 9, commune: 12, departement: 13, delivery: 15, category: 18, categoryLabel: 19, siret: 22, openedOn: 28, updatedOn: 30 },
  },
  structureej: {
    level: "legal-entity",
    columns: 23,
    places: { finess: 1, name: 2, longName: 3, number: 5, streetKind: 6, street: 7, commune: 11, delivery: 12, departement: 13, legalStatus: 16, legalStatusLabel: 17, category: 18, categoryLabel: 19, siren: 20, openedOn: 22 },
  },
  geolocalisation: { level: "place", columns: 6, places: { finess: 1, x: 2, y: 3, projection: 4 } },
};

/** Labels of extracts with a header, by their key without spaces; editions differ in their words and their order. */
const labels: Readonly<Record<string, StructureField>> = {
  nofinesset: "finess", nofiness: "finess", finesset: "finess", nofinessej: "legalEntity", finessej: "legalEntity", rs: "name", nomcourt: "name", denomination: "name", rslongue: "longName", nomlong: "longName", denominationlongue: "longName",
  numvoie: "number", typvoie: "streetKind", voie: "street", commune: "commune", departement: "departement", cog: "inseeCode", codecommuneinsee: "inseeCode", ligneacheminement: "delivery", codepostal: "postalCode", libelleroutage: "place", libcommune: "place",
  categetab: "category", categorie: "category", libcategetab: "categoryLabel", categorielibelle: "categoryLabel", statutjuridique: "legalStatus", libstatutjuridique: "legalStatusLabel", siren: "siren", siret: "siret",
  dateouv: "openedOn", dateouvert: "openedOn", dateouverture: "openedOn", datecrea: "openedOn", datecreation: "openedOn", dateferm: "closedOn", datefermeture: "closedOn", datemaj: "updatedOn", maj: "updatedOn", datedernieremaj: "updatedOn",
  coordx: "x", coordxet: "x", coordy: "y", coordyet: "y", sourcegeocod: "projection", sourcecoordet: "projection",
};

const keyOf = (label: string): string => columnKey(label).replaceAll(" ", "");

/** How the rows of a file are read: by what their first column says, or all alike. */
export interface FileLayout {
  readonly of: (first: string) => RowLayout | null;
  /** Whether the first line of the file is a row of it already. */
  readonly beginsAtOnce: boolean;
  readonly edition: string | null;
}

const etalab = (beginsAtOnce: boolean, edition: string | null): FileLayout => ({ of: (first) => (Object.hasOwn(sections, first) ? (sections[first] ?? null) : null), beginsAtOnce, edition });

const withHeader = (found: ReadonlyArray<string>): FileLayout => {
  const keys = found.map(keyOf);
  const places: Partial<Record<StructureField, number>> = {};
  for (const [index, key] of keys.entries()) {
    const field = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (field !== undefined && places[field] === undefined) places[field] = index;
  }
  const missing = (["finess", "name"] as const).filter((field) => places[field] === undefined).map((field) => (field === "finess" ? "nofinesset" : "rs"));
  if (missing.length > 0) throw missingColumns(missing, found);
  const isOfSites = keys.some((key) => key === "nofinesset" || key === "finesset");
  const layout: RowLayout = { level: isOfSites ? "site" : "legal-entity", columns: found.length, places };
  return { of: () => layout, beginsAtOnce: false, edition: null };
};

const otherSeparators = ["|", "\t", ","];

/** Finds how a file is read in its first line. Throws the Problem that says what is missing and what was found. */
export const fileLayoutOf = (line: string): FileLayout => {
  if (line.trim() === "") throw emptyFile();
  const found = line.split(";").map((label) => label.trim().replace(/^"(.*)"$/u, "$1"));
  const separator = otherSeparators.find((one) => line.split(one).length > found.length);
  if (separator !== undefined) throw wrongSeparator(separator === "\t" ? "\\t" : separator, ";");
  const [first = "", , , day = ""] = found;
  if (Object.hasOwn(sections, first)) return etalab(true, null);
  // `finess;etalab;111;2026-05-12`: a remark, and the day of the extract.
  if (first.toLowerCase() === "finess") return etalab(false, day);
  return withHeader(found);
};
