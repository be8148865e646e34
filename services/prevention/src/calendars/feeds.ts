import type { CalendarEntry } from "@cpts/api/Calendars";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { nameOfCpts } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { seesInside } from "../inside.ts";
import { missionLabel } from "../missions/labels.ts";
import { entriesOf, tagOf, type CalendarOf } from "./entries.ts";
import { writeCalendar, type StampedEntry } from "./ical.ts";
import { linkOfSecret } from "./links.ts";

const notFound = new Problem({ type: "not-found" });

/** Written calendars, of which clients ask every quarter of an hour: the last ones, by the state they show. */
const written = new Map<string, string>();
const mostWritten = 32;

const keep = (tag: string, text: string): string => {
  written.set(tag, text);
  for (const oldest of [...written.keys()].slice(0, Math.max(0, written.size - mostWritten))) written.delete(oldest);
  return text;
};

const feedOf = (name: string, of: CalendarOf, isPrivate: boolean) =>
  Effect.gen(function* () {
    const tag = `${name};${yield* tagOf(of)}`;
    const text = written.get(tag) ?? keep(tag, writeCalendar(name, yield* entriesOf(of)));
    return { tag, text: () => text, isPrivate };
  });

const nameOf = (id: CptsId) => Effect.flatMap(read((db) => nameOfCpts(db, id)), (name) => (name === undefined ? Effect.fail(notFound) : Effect.succeed(name)));

const ofCpts = (cptsId: CptsId, mission: string | undefined, actor: Actor) =>
  Effect.map(seesInside(actor, "action.read", cptsId), (inside): CalendarOf => ({ cptsId, mission: mission ?? null, inside, professionalId: null }));

/** The calendar of a CPTS: what is published, for its people and agencies what is planned too. */
export const cptsFeed = (id: CptsId, mission: string | undefined, actor: Actor) =>
  Effect.gen(function* () {
    const of = yield* ofCpts(id, mission, actor);
    return yield* feedOf(yield* nameOf(id), of, of.inside);
  });

const shown = ({ end, isCancelled, kind, place, sequence, start, title, uid }: StampedEntry): CalendarEntry => ({ uid, kind, title, place, start, end, isCancelled, sequence });

/** The same as JSON. */
export const cptsCalendar = (id: CptsId, mission: string | undefined, actor: Actor) =>
  Effect.gen(function* () {
    const entries = yield* entriesOf(yield* ofCpts(id, mission, actor));
    return { name: yield* nameOf(id), timeZone: "Europe/Paris", items: entries.map(shown) };
  });

/** What is published of a mission, everywhere. */
export const themeFeed = (mission: string) => feedOf(missionLabel(mission).fr, { cptsId: null, mission, inside: false, professionalId: null }, false);

/** The calendar of a professional: the sessions they signed up for, and the meetings of the CPTS. */
export const privateFeed = (secret: string) =>
  Effect.gen(function* () {
    const { cpts_id: cptsId, professional_id: professionalId } = yield* linkOfSecret(secret);
    return yield* feedOf(yield* nameOf(cptsId), { cptsId, mission: null, inside: true, professionalId }, true);
  });
