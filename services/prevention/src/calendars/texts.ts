import { Effect } from "effect";
import { entriesOf, idOfStamp } from "./entries.ts";
import { writeCalendar, writeEntry } from "./ical.ts";
import { entryKinds, stampsOf, type CalendarOf, type CalendarState, type EntryKind } from "./stamps.ts";

/** Written entries: clients ask for thousands every quarter of an hour, and few have changed. Those of before go when the newer ones are many. */
const most = 50_000;
let [recent, before] = [new Map<string, string>(), new Map<string, string>()];

const keep = (stamp: string, text: string): string => {
  if (recent.size >= most) [recent, before] = [new Map(), recent];
  recent.set(stamp, text);
  return text;
};

const known = (stamp: string): string | undefined => {
  const found = recent.get(stamp);
  if (found !== undefined) return found;
  const older = before.get(stamp);
  return older === undefined ? undefined : keep(stamp, older);
};

const ofKind = (kind: EntryKind, stamps: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const texts = stamps.map(known);
    const missing = stamps.filter((_, index) => texts[index] === undefined);
    if (missing.length === 0) return texts;
    const written = new Map((yield* entriesOf(kind, missing)).map(({ entry, stamp }) => [idOfStamp(stamp), keep(stamp, writeEntry(entry))]));
    return texts.map((text, index) => text ?? written.get(idOfStamp(stamps[index] ?? "")));
  });

/** The text of a part, and the state it shows. */
interface Part {
  readonly state: string;
  readonly text: string;
}

/** Calendars as they were last asked for, whole and in their parts; the oldest go when they are long together. */
const calendars = new Map<string, { readonly tag: string; readonly text: string; readonly parts: ReadonlyMap<number, Part> }>();
const longest = 32_000_000;
let length = 0;

const forget = (calendar: string): void => {
  length -= calendars.get(calendar)?.text.length ?? 0;
  calendars.delete(calendar);
};

/** A calendar whole, where this is its state. */
export const wholeText = (calendar: string, tag: string): string | undefined => {
  const found = calendars.get(calendar);
  return found?.tag === tag ? found.text : undefined;
};

/** Keeps a calendar in the place of what it was before. */
const keepWhole = (calendar: string, tag: string, text: string, parts: ReadonlyMap<number, Part>): string => {
  forget(calendar);
  calendars.set(calendar, { tag, text, parts });
  length += text.length;
  for (const oldest of calendars.keys()) {
    if (length <= longest) break;
    forget(oldest);
  }
  return text;
};

/** The texts of the parts that changed: entries that are new here are read, the others are as they were written. */
const writtenParts = (of: CalendarOf, changed: ReadonlyArray<number>) =>
  Effect.gen(function* () {
    const stamps = yield* stampsOf(of, changed);
    const texts = new Map<number, Array<string>>(changed.map((part) => [part, []]));
    for (const kind of entryKinds) {
      const written = yield* ofKind(kind, stamps[kind].map(({ stamp }) => stamp));
      for (const [index, { part }] of stamps[kind].entries()) if (written[index] !== undefined) texts.get(part)?.push(written[index]);
    }
    return texts;
  });

/** A calendar as iCalendar text. Of what was written before only the parts that changed are read again; what is read after the state may be newer: then the next state is another one. */
export const writtenCalendar = (calendar: string, name: string, of: CalendarOf, { parts: states, tag }: CalendarState) =>
  Effect.gen(function* () {
    const earlier = calendars.get(calendar)?.parts;
    const changed = [...states].flatMap(([part, state]) => (earlier?.get(part)?.state === state ? [] : [part]));
    const written = changed.length === 0 ? new Map<number, Array<string>>() : yield* writtenParts(of, changed);
    const parts = new Map<number, Part>();
    for (const [part, state] of states) {
      const texts = written.get(part);
      const kept = texts === undefined ? earlier?.get(part) : { state, text: texts.join("\r\n") };
      if (kept !== undefined) parts.set(part, kept);
    }
    return keepWhole(calendar, tag, writeCalendar(name, [...parts.values()].flatMap(({ text }) => (text === "" ? [] : [text]))), parts);
  });

/** Forgets every text: what was written before may hold words that are cut out since. */
export const forgetTexts = (): void => {
  [recent, before] = [new Map(), new Map()];
  for (const calendar of calendars.keys()) forget(calendar);
};
