/**
 * Names of communes that documents of CPTS still use and that COG 2026 no longer holds, not even as a delegated commune.
 * A short list kept by hand; names that survive as delegated communes are found in `Communes.parts`.
 *
 * @example
 * ```ts
 * import { formerName } from "@cpts/reference-data";
 *
 * formerName("cloyes sur le loir")?.code; // => "28103"
 * formerName("Vierzon"); // => null
 * ```
 */
import type { CommuneCode } from "./Commune.ts";
import { searchKey } from "./SearchKey.ts";

/** A name given up, and the current commune it leads to. */
export interface FormerName {
  readonly nom: string;
  readonly code: CommuneCode;
  /** The first day the commune no longer bore the name, `YYYY-MM-DD`. */
  readonly until: string;
  readonly source: string;
}

/** The names known. */
export const formerNames: readonly FormerName[] = [
  {
    nom: "Cloyes-sur-le-Loir",
    code: "28103",
    until: "2017-01-01",
    source: "INSEE, mouvements de communes: merged into Cloyes-les-Trois-Rivières on 2017-01-01, delegated commune suppressed on 2020-03-14",
  },
];

/** The former name written in any spelling that has its search key, or null. */
export const formerName = (text: string): FormerName | null => {
  const key = searchKey(text);
  return formerNames.find(({ nom }) => searchKey(nom) === key) ?? null;
};
