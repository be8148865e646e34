import { firstLetter } from "./byte-texts.ts";
import { byteHeap } from "./byte-heap.ts";
import { copyBytes } from "./copy-bytes.ts";
import type { activityFields } from "./fields.ts";
import { heldPerson } from "./held-person.ts";
import { limits } from "./limits.ts";
import type { RowReader } from "./row-reader.ts";

/** Puts the rows of activities together into people, as lines of a COPY. */
export interface PeopleWriter {
  /** Takes the row looked at; the reason why it does not, or null. */
  readonly take: () => "no-name" | "field-too-long" | null;
  /** How many bytes of lines are ready. */
  readonly ready: () => number;
  /** The lines that are ready, in bytes that the next row is written over; `all` ends the last person too. */
  readonly lines: (all: boolean) => Buffer;
  /** Whether somebody may stand in two lines: rows of theirs did not follow each other. */
  readonly isScattered: () => boolean;
}

/** What is looked for has a place in an index, which takes no long text; the others are only shown. */
const indexed = ["familyName", "givenName", "profession", "skill", "mode", "siret", "finess", "structure"] as const;
const shown = ["title", "sector", "role", "signboard", "legalName", "postalCode", "cedex", "place"] as const;

/** Rows of one person follow each other in the real extract, in the order of their numbers; where they do not, it is said. */
export const peopleWriter = (reader: RowReader<keyof typeof activityFields>): PeopleWriter => {
  const { begins, placeOf } = reader;
  const [short, long] = [indexed.map(placeOf), shown.map(placeOf)].map((columns) => Int32Array.from(columns)) as [Int32Array, Int32Array]; // as many as are named
  const family = placeOf("familyName");
  const person = heldPerson(reader);
  const heap = byteHeap(1_048_576);
  const out = copyBytes(heap);
  let last = 0;
  let isScattered = false;
  const end = (): void => {
    const rpps = person.rpps();
    if (rpps === 0) return;
    person.writeTo(out);
    isScattered ||= rpps <= last;
    last = rpps;
  };
  const isLonger = (columns: Int32Array, most: number): boolean => {
    for (const column of columns) if ((begins[column + 1] ?? 0) - (begins[column] ?? 0) > most + 1) return true;
    return false;
  };
  return {
    take: () => {
      if (isLonger(short, limits.indexedField) || isLonger(long, limits.shownField)) return "field-too-long";
      const nameEnd = (begins[family + 1] ?? 0) - 1;
      if (firstLetter(reader.bytes(), begins[family] ?? 0, nameEnd) === nameEnd) return "no-name";
      if (!person.takes()) {
        end();
        person.begin();
      }
      person.addRow();
      return null;
    },
    ready: heap.used,
    lines: (all) => {
      if (all) end();
      const lines = heap.bytes().subarray(0, heap.used());
      heap.cut(0);
      return lines;
    },
    isScattered: () => isScattered,
  };
};
