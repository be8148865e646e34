import { placeOf } from "./activity.ts";
import { byteHeap } from "./byte-heap.ts";
import { isCommune, mentionsCedex, rppsLength, rppsNumber } from "./byte-texts.ts";
import type { CopyBytes } from "./copy-bytes.ts";
import { digestOf } from "./digest.ts";
import type { activityFields } from "./fields.ts";
import { writeNameKey } from "./name-key.ts";
import type { RowReader } from "./row-reader.ts";
import { sliceSet } from "./slice-set.ts";

/** Columns of the staging table, as a person is written. */
export const stagedColumns = ["rpps", "family_name", "given_name", "title", "name_key", "professions", "skills", "modes", "places", "activities", "digest_a", "digest_b"] as const;

/** One person: the rows that follow each other and are of one number, put together. Everything is bytes, held in one buffer. */
export interface HeldPerson {
  /** Whether the row looked at is theirs, and there is room for it. */
  readonly takes: () => boolean;
  /** Begins the person of the row looked at. */
  readonly begin: () => void;
  readonly addRow: () => void;
  /** Their number; 0 before the first. */
  readonly rpps: () => number;
  /** Writes them as a line of a COPY. */
  readonly writeTo: (out: CopyBytes) => void;
}

type Reader = RowReader<keyof typeof activityFields>;

/** Rows that are put together at most; the merge does the rest. It keeps a person of a million rows from being a million times a million. */
const mostRows = 64;
const [tab, lineEnd] = [0x09, 0x0a];
/** Between the fields of an activity, and between the names: no text holds it. */
const between = 0x1f;
/** Of the name key: no character is spelt out in more letters. */
const mostLetters = 40;

/** Copies the fields of a person and of an activity from the line looked at. */
const fieldsOf = (reader: Reader) => {
  const heap = byteHeap(65_536);
  const { begins, placeOf: column } = reader;
  const codes = Int32Array.from((["profession", "skill", "mode", "sector", "role", "siret", "finess", "structure"] as const).map(column));
  const [rpps, family, given, title, signboard, legalName, postalCode, commune, place, cedex] = [column("rpps"), column("familyName"), column("givenName"), column("title"), column("signboard"), column("legalName"), column("postalCode"), column("commune"), column("place"), column("cedex")];
  const from = (one: number): number => begins[one] ?? 0;
  const to = (one: number): number => (begins[one + 1] ?? 0) - 1;
  const copy = (one: number): void => heap.copy(reader.bytes(), from(one), to(one));
  /** The name of a place without its cedex: by way of a text where there may be one. */
  const copyPlace = (): void => {
    if (from(place) < to(place) && !mentionsCedex(reader.bytes(), from(place), to(place))) heap.copyTrimmed(reader.bytes(), from(place), to(place));
    else if (from(place) < to(place) || from(cedex) < to(cedex)) heap.text(placeOf(reader.text("place"), reader.text("cedex")));
  };
  /** Where each field of the activity that was copied last begins, and where one more would. */
  const starts = new Int32Array(13);
  const next = (index: number): void => {
    heap.byte(between);
    starts[index] = heap.used();
  };
  const activity = (): void => {
    starts[0] = heap.used();
    for (let index = 0; index < codes.length; index += 1) {
      copy(codes[index] ?? 0);
      next(index + 1);
    }
    copy(from(signboard) < to(signboard) ? signboard : legalName);
    next(9);
    copy(postalCode);
    next(10);
    if (isCommune(reader.bytes(), from(commune), to(commune))) copy(commune);
    next(11);
    copyPlace();
    next(12);
  };
  const person = { familyEnd: 0, givenEnd: 0, titleEnd: 0 };
  const names = (): void => {
    heap.cut(0);
    copy(rpps);
    heap.copyTrimmed(reader.bytes(), from(family), to(family));
    person.familyEnd = heap.used();
    heap.byte(between);
    heap.copyTrimmed(reader.bytes(), from(given), to(given));
    person.givenEnd = heap.used();
    copy(title);
    person.titleEnd = heap.used();
  };
  const isSameNumber = (): boolean => {
    const line = reader.bytes();
    const held = heap.bytes();
    const start = from(rpps);
    for (let index = 0; index < rppsLength; index += 1) if (line[start + index] !== held[index]) return false;
    return true;
  };
  return { heap, starts, person, names, activity, isSameNumber };
};

/** A person of the rows that a reader looks at. */
export const heldPerson = (reader: Reader): HeldPerson => {
  const { activity, heap, isSameNumber, names, person, starts } = fieldsOf(reader);
  const [professions, skills, modes, places, activities] = [sliceSet(mostRows), sliceSet(mostRows), sliceSet(mostRows), sliceSet(mostRows * 4), sliceSet(mostRows)];
  const sets = [professions, skills, modes, places, activities] as const;
  const digest = { a: 0, b: 0 };
  let rows = 0;
  let hasEscapes = false;
  const start = (index: number): number => starts[index] ?? 0;
  const addField = (set: typeof places, index: number): void => set.add(heap.bytes(), start(index), start(index + 1) - 1);
  return {
    takes: () => rows > 0 && rows < mostRows && isSameNumber(),
    begin: () => {
      rows = 0;
      hasEscapes = false;
      for (const set of sets) set.clear();
      heap.room(reader.size());
      names();
    },
    addRow: () => {
      rows += 1;
      hasEscapes ||= reader.hasEscapes();
      heap.room(reader.size() + starts.length);
      activity();
      addField(professions, 0);
      addField(skills, 1);
      addField(modes, 2);
      addField(places, 10);
      addField(places, 6);
      addField(places, 5);
      addField(places, 7);
      activities.add(heap.bytes(), start(0), start(12) - 1);
    },
    rpps: () => (rows === 0 ? 0 : rppsNumber(heap.bytes(), 0)),
    writeTo: (out) => {
      const { familyEnd, givenEnd, titleEnd } = person;
      const bytes = heap.bytes();
      const line = out.heap;
      line.room(8 * heap.used() + mostLetters * givenEnd + 32 * mostRows);
      out.value(bytes, 0, rppsLength, false);
      line.byte(tab);
      const from = line.used();
      out.value(bytes, rppsLength, familyEnd, hasEscapes);
      line.byte(tab);
      out.value(bytes, familyEnd + 1, givenEnd, hasEscapes);
      line.byte(tab);
      if (givenEnd === titleEnd) line.text("\\N");
      else out.value(bytes, givenEnd, titleEnd, hasEscapes);
      line.byte(tab);
      line.cut(writeNameKey(bytes, rppsLength, givenEnd, line.bytes(), line.used()));
      for (const set of sets) {
        line.byte(tab);
        out.array(bytes, set, hasEscapes);
      }
      digestOf(line.bytes(), from, line.used(), digest);
      line.byte(tab);
      out.integer(digest.a);
      line.byte(tab);
      out.integer(digest.b);
      line.byte(lineEnd);
    },
  };
};
