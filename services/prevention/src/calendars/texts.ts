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
