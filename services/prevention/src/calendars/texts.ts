import { Effect } from "effect";
import { entriesOf, idOfStamp } from "./entries.ts";
import { writeEntry } from "./ical.ts";
import { entryKinds, type EntryKind, type Stamps } from "./stamps.ts";

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

/** The entries of a calendar as iCalendar text: those that are new here are read, the others are as they were written. */
export const textsOf = (stamps: Stamps) =>
  Effect.map(Effect.forEach(entryKinds, (kind) => ofKind(kind, stamps[kind])), (kinds): ReadonlyArray<string> => kinds.flatMap((texts) => texts.filter((text) => text !== undefined)));

/** Whole calendars as they were last asked for, each with the state it shows; the oldest go when they are long together. */
const whole = new Map<string, { readonly tag: string; readonly text: string }>();
const longest = 32_000_000;
let length = 0;

const forget = (calendar: string): void => {
  length -= whole.get(calendar)?.text.length ?? 0;
  whole.delete(calendar);
};

/** A calendar whole, where this is its state. */
export const wholeText = (calendar: string, tag: string): string | undefined => {
  const found = whole.get(calendar);
  return found?.tag === tag ? found.text : undefined;
};

/** Keeps a calendar in the place of what it was before. */
export const keepWhole = (calendar: string, tag: string, text: string): string => {
  forget(calendar);
  whole.set(calendar, { tag, text });
  length += text.length;
  for (const oldest of whole.keys()) {
    if (length <= longest) break;
    forget(oldest);
  }
  return text;
};
