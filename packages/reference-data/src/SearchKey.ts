/**
 * The form under which two spellings of a French place name meet.
 *
 * @example
 * ```ts
 * import { searchKey } from "@cpts/reference-data";
 *
 * searchKey("Cœur de Berry"); // => "coeur de berry"
 * searchKey("ST-AMAND"); // => "saint amand"
 * searchKey("L'Île-d'Yeu"); // => "l ile d yeu"
 * ```
 */

const ligatures: ReadonlyMap<string, string> = new Map([
  ["œ", "oe"],
  ["æ", "ae"],
  ["ß", "ss"],
]);

const abbreviations: ReadonlyMap<string, string> = new Map([
  ["st", "saint"],
  ["ste", "sainte"],
]);

/**
 * Lower case, no accents, ligatures spelt out, everything that is neither letter nor digit a space, `st` and `ste` as
 * whole words spelt out, single spaces. Total, and idempotent: `searchKey(searchKey(x)) === searchKey(x)`. A prefix typed
 * by a user is a prefix of the key: "st amand" of "Saint-Amand-Montrond".
 */
export const searchKey = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[œæß]/gu, (ligature) => ligatures.get(ligature) ?? ligature)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => abbreviations.get(word) ?? word)
    .join(" ");
