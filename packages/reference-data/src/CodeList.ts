/**
 * The shape of every nomenclature here. Lists are open: stored data may hold a code that this version does not know, so a
 * look-up answers null and never throws.
 *
 * @example
 * ```ts
 * import { labelOf, professions } from "@cpts/reference-data";
 *
 * labelOf(professions, "60"); // => "Infirmier"
 * labelOf(professions, "61"); // => null
 * ```
 */

/** Still given to new records, or closed and kept to read old ones. */
export type CodeStatus = "active" | "deprecated";

/** How far a list can be trusted: read at its publisher's, read only in part, or our own proposal where none exists. */
export type CodeListStatus = "verified" | "partial" | "ours";

/** One code. The label is the official French one where there is an official list. */
export interface CodeEntry {
  readonly code: string;
  readonly label: string;
  /** An English rendering of ours, for display; null where the list is official and only French. */
  readonly labelEn: string | null;
  readonly status: CodeStatus;
  /** The day the code was closed, `YYYY-MM-DD`; null while it is active. */
  readonly deprecatedOn: string | null;
}

/** A nomenclature and where it comes from. */
export interface CodeList<Entry extends CodeEntry = CodeEntry> {
  /** The publisher's short name ("TRE_G15") or ours. */
  readonly id: string;
  readonly name: string;
  readonly oid: string | null;
  /** The FHIR system of the list, or null. */
  readonly url: string | null;
  /** The publisher's version; null for our own lists, which follow the package. */
  readonly version: string | null;
  readonly status: CodeListStatus;
  readonly source: string;
  readonly licence: string;
  readonly entries: readonly Entry[];
}

/** The entry of a code, active or not, or null. */
export const entryOf = <Entry extends CodeEntry>(list: CodeList<Entry>, code: string): Entry | null =>
  list.entries.find((entry) => entry.code === code) ?? null;

/** The French label of a code, active or not, or null for a code this version does not know. */
export const labelOf = (list: CodeList, code: string): string | null => entryOf(list, code)?.label ?? null;

/** The codes still given to new records. */
export const activeEntries = <Entry extends CodeEntry>(list: CodeList<Entry>): readonly Entry[] =>
  list.entries.filter(({ status }) => status === "active");
