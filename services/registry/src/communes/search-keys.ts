import { searchKey, type Commune, type Epci } from "@cpts/reference-data";
import type { FormerCode, FormerKind, FormerName } from "./former-places.ts";

/** How well a key stands for its commune: lower is better. */
export const ranks = { name: 0, code: 0, formerName: 1, formerCode: 1, wordOfName: 2, wordOfFormerName: 3 } as const;

/** A key by which a commune is found, and what it stands for. */
export interface SearchRow {
  readonly key: string;
  readonly commune: string;
  readonly matched_by: "name" | "former-name" | "postal-code" | "code" | "former-code";
  readonly matched_text: string;
  readonly rank: number;
  /** Of what is past: how it became what it is today, and the name it had. */
  readonly kind: FormerKind | null;
  readonly former_name: string | null;
}

/** A name and what remains of it from each later word on: "st amand" finds by its first word, "amand" by the second. */
const keysOfName = (name: string): ReadonlyArray<string> => {
  const words = searchKey(name).split(" ");
  return words.map((_, index) => words.slice(index).join(" "));
};

const isCurrent = { kind: null, former_name: null } as const;

const rowsOfName = (commune: string, name: string, kind: FormerKind | null): ReadonlyArray<SearchRow> =>
  keysOfName(name).map((key, index) => ({
    key,
    commune,
    matched_by: kind === null ? "name" : "former-name",
    matched_text: name,
    rank: kind === null ? (index === 0 ? ranks.name : ranks.wordOfName) : index === 0 ? ranks.formerName : ranks.wordOfFormerName,
    kind,
    former_name: kind === null ? null : name,
  }));

/** Everything by which a commune or arrondissement is found. */
export const rowsOfCommune = (commune: Commune): ReadonlyArray<SearchRow> => {
  const { code, codesPostaux } = commune;
  const exact = (key: string, matchedBy: "postal-code" | "code"): SearchRow => ({ key: searchKey(key), commune: code, matched_by: matchedBy, matched_text: key, rank: ranks.code, ...isCurrent });
  return [
    ...rowsOfName(code, commune.nom, null),
    exact(code, "code"),
    ...codesPostaux.filter((postal) => postal !== code).map((postal) => exact(postal, "postal-code")),
  ];
};

/** A commune of the past or a part of one leads to the commune of today. */
export const rowsOfFormerName = ({ commune, kind, nom }: FormerName): ReadonlyArray<SearchRow> => rowsOfName(commune, nom, kind);

/** So does its code. */
export const rowsOfFormerCode = ({ code, commune, kind, nom }: FormerCode): ReadonlyArray<SearchRow> => [
  { key: searchKey(code), commune, matched_by: "former-code", matched_text: code, rank: ranks.formerCode, kind, former_name: nom },
];

/** The words by which an EPCI is found. Its kind ("CC", "CA") is not one of them. */
export const keysOfEpci = (epci: Epci): ReadonlyArray<string> => keysOfName(epci.nom);
