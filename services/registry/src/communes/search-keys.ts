import { searchKey, type Commune, type Epci } from "@cpts/reference-data";

/** How well a key stands for its commune: lower is better. */
export const ranks = { name: 0, code: 0, formerName: 1, wordOfName: 2, wordOfFormerName: 3 } as const;

interface SearchRow {
  readonly key: string;
  readonly commune: string;
  readonly matched_by: "name" | "former-name" | "postal-code" | "code";
  readonly matched_text: string;
  readonly rank: number;
}

/** A name and what remains of it from each later word on: "st amand" finds by its first word, "amand" by the second. */
const keysOfName = (name: string): ReadonlyArray<string> => {
  const words = searchKey(name).split(" ");
  return words.map((_, index) => words.slice(index).join(" "));
};

const rowsOfName = (commune: string, name: string, matchedBy: "name" | "former-name"): ReadonlyArray<SearchRow> =>
  keysOfName(name).map((key, index) => ({
    key,
    commune,
    matched_by: matchedBy,
    matched_text: name,
    rank: matchedBy === "name" ? (index === 0 ? ranks.name : ranks.wordOfName) : index === 0 ? ranks.formerName : ranks.wordOfFormerName,
  }));

/** Everything by which a commune or arrondissement is found. */
export const rowsOfCommune = (commune: Commune): ReadonlyArray<SearchRow> => {
  const { code, codesPostaux } = commune;
  const exact = (key: string, matchedBy: "postal-code" | "code"): SearchRow => ({ key: searchKey(key), commune: code, matched_by: matchedBy, matched_text: key, rank: ranks.code });
  return [
    ...rowsOfName(code, commune.nom, "name"),
    exact(code, "code"),
    ...codesPostaux.filter((postal) => postal !== code).map((postal) => exact(postal, "postal-code")),
  ];
};

/** A commune of the past or a part of one leads to the commune of today. */
export const rowsOfFormerName = (name: string, commune: string): ReadonlyArray<SearchRow> => rowsOfName(commune, name, "former-name");

/** The words by which an EPCI is found. Its kind ("CC", "CA") is not one of them. */
export const keysOfEpci = (epci: Epci): ReadonlyArray<string> => keysOfName(epci.nom);
