import type { CalendarEntry } from "@cpts/api/Calendars";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { nameOfCpts } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { seesInside } from "../inside.ts";
import { missionLabel } from "../missions/labels.ts";
import { allEntries } from "./entries.ts";
import type { StampedEntry } from "./ical.ts";
import { linkOfSecret } from "./links.ts";
import { stampsOf, stateOfCalendar, type CalendarOf } from "./stamps.ts";
import { keepView, knownView } from "./views.ts";
import { wholeText, writtenCalendar } from "./texts.ts";

const notFound = new Problem({ type: "not-found" });

/** A calendar with its name; `isPrivate` where not everyone may see it. */
interface Named {
  readonly name: string;
  readonly of: CalendarOf;
  readonly isPrivate: boolean;
}

const feedOf = ({ isPrivate, name, of }: Named) =>
  Effect.gen(function* () {
    const state = yield* stateOfCalendar(of);
    const tag = `${name};${state.tag}`;
    const calendar = Object.values(of).join(";");
    const text = wholeText(calendar, tag) ?? (yield* writtenCalendar(calendar, name, of, { ...state, tag }));
    return { tag, text: () => text, isPrivate };
  });

const shown = ({ end, isCancelled, kind, place, sequence, start, title, uid }: StampedEntry): CalendarEntry => ({ uid, kind, title, place, start, end, isCancelled, sequence });

const viewOf = ({ name, of }: Named) =>
  Effect.gen(function* () {
    const tag = `${name};${(yield* stateOfCalendar(of)).tag}`;
    const calendar = Object.values(of).join(";");
    const known = knownView(calendar, tag);
    if (known !== undefined) return known;
    const entries = yield* Effect.flatMap(stampsOf(of), allEntries);
    return keepView(calendar, tag, { name, timeZone: "Europe/Paris", items: entries.map(shown) });
  });

const nameOf = (id: CptsId) => Effect.flatMap(read((db) => nameOfCpts(db, id)), (name) => (name === undefined ? Effect.fail(notFound) : Effect.succeed(name)));

/** What is published, for its people and agencies what is planned too. */
const ofCpts = (cptsId: CptsId, theme: string | undefined, actor: Actor) =>
  Effect.gen(function* () {
    const inside = yield* seesInside(actor, "action.read", cptsId);
    const board = inside && (yield* seesInside(actor, "action.read", cptsId, "board"));
    return { name: yield* nameOf(cptsId), of: { _tag: "OfCpts" as const, cptsId, theme: theme ?? null, inside, board }, isPrivate: inside };
  });

const ofTheme = (theme: string): Named => ({ name: missionLabel(theme).fr, of: { _tag: "OfTheme", theme }, isPrivate: false });

const ofSecret = (secret: string) =>
  Effect.gen(function* () {
    const { cpts_id: cptsId, professional_id: professionalId } = yield* linkOfSecret(secret);
    return { name: yield* nameOf(cptsId), of: { _tag: "OfPerson" as const, cptsId, professionalId }, isPrivate: true };
  });

/** The calendar of a CPTS. */
export const cptsFeed = (id: CptsId, theme: string | undefined, actor: Actor) => Effect.flatMap(ofCpts(id, theme, actor), feedOf);
export const cptsCalendar = (id: CptsId, theme: string | undefined, actor: Actor) => Effect.flatMap(ofCpts(id, theme, actor), viewOf);

/** What is published about a theme, everywhere. */
export const themeFeed = (theme: string) => feedOf(ofTheme(theme));
export const themeCalendar = (theme: string) => viewOf(ofTheme(theme));

/** The calendar of a professional: the sessions they signed up for, and the meetings of the CPTS. */
export const privateFeed = (secret: string) => Effect.flatMap(ofSecret(secret), feedOf);
export const privateCalendar = (secret: string) => Effect.flatMap(ofSecret(secret), viewOf);
