import { Problem } from "@cpts/api/Problem";
import type { prevention } from "@cpts/api/Prevention";
import type { SessionView, Warning } from "@cpts/api/SessionViews";
import type { Actor } from "@cpts/domain/Access";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { Instant } from "@cpts/domain/EventEnvelope";
import { isInTerritory, type PlacedTerritory } from "@cpts/domain/ActionPlanning";
import type { Session, SessionId } from "@cpts/domain/Session";
import { isOpen } from "@cpts/domain/SessionPlanning";
import { loadCommunes } from "@cpts/reference-data";
import { pageCursor, StorableId } from "@cpts/service-kit/http/page-cursor";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";
import { Effect, Schema } from "effect";
import { sql, type RawBuilder } from "kysely";
import { plannedSeenBy } from "../actions/sight.ts";
import { read } from "../database/tables.ts";
import { dayIn } from "./faults.ts";
import { itemOfRow, sessionById, sessionOfRow, sessionPage } from "./rows.ts";

/** What is unusual about where a session takes place: outside the territory of its CPTS on that day. */
export const outsideTerritory = (session: Pick<Session, "cptsId" | "place" | "start">) =>
  Effect.gen(function* () {
    const found = yield* territoryOn(session.cptsId, session.start.date);
    // The events came through their schemas.
    const territory = found === undefined ? null : (found as unknown as PlacedTerritory);
    const isTold = territory !== null && territory.communes.length + territory.parts.length > 0;
    if (!isTold || isInTerritory(territory, session.place.commune)) return [];
    const name = (yield* Effect.promise(loadCommunes)).territorial(session.place.commune)?.nom ?? session.place.commune;
    const day = dayIn(session.start.date);
    return [
      {
        code: "commune-outside-territory",
        path: ["place", "commune"],
        message: {
          fr: `${name} (${session.place.commune}) n'est pas dans le territoire de cette CPTS au ${day.fr}`,
          en: `${name} (${session.place.commune}) is not in the territory of this CPTS on ${day.en}`,
        },
      },
    ];
  });

const warningsOf = (session: Session) =>
  Effect.map(isOpen(session.state) ? outsideTerritory(session) : Effect.succeed([]), (found): ReadonlyArray<Warning> => found.map(({ code, message }) => ({ code, message })));

/** A session, whoever asks: the permission is checked before. */
export const findSession = (id: SessionId) =>
  Effect.gen(function* () {
    const [row] = yield* read((db) => sessionById(db, id));
    if (row === undefined) return yield* new Problem({ type: "not-found" });
    const communes = yield* Effect.promise(loadCommunes);
    const view: typeof SessionView.Encoded = { ...itemOfRow(row, communes), warnings: yield* warningsOf(sessionOfRow(row)) };
    return view;
  });

type ListQuery = (typeof prevention.endpoints.listSessions)["query"]["Type"];
type Place = readonly [startsAt: string, id: string];

const startOf = (day: LocalDate): string => new Date(startOfDayInParis(day)).toISOString();

const isSeen = (seen: ReadonlyArray<string> | "all"): ReadonlyArray<RawBuilder<boolean>> => {
  if (seen === "all") return [];
  // An index holds those that are public: the condition must stand alone for it to be used.
  return [seen.length === 0 ? sql<boolean>`s.is_public` : sql<boolean>`(s.is_public or s.cpts_id = any(${seen}::uuid[]))`];
};

const rowsOf = (query: ListQuery, seen: ReadonlyArray<string> | "all", after: Place | null, limit: number) => {
  const where = [
    ...isSeen(seen),
    ...(after === null ? [] : [sql<boolean>`(s.starts_at, s.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`]),
    ...(query.cpts === undefined ? [] : [sql<boolean>`s.cpts_id = ${query.cpts}`]),
    ...(query.action === undefined ? [] : [sql<boolean>`s.action_id = ${query.action}`]),
    ...(query.commune === undefined ? [] : [sql<boolean>`s.commune = ${query.commune}`]),
    ...(query.state === undefined ? [] : [sql<boolean>`s.state = ${query.state}`]),
    ...(query.from === undefined ? [] : [sql<boolean>`s.starts_at >= ${startOf(query.from)}::timestamptz`]),
    ...(query.to === undefined ? [] : [sql<boolean>`s.starts_at < ${startOf(query.to)}::timestamptz`]),
  ];
  const all = where.length === 0 ? sql<boolean>`true` : sql.join<boolean>(where, sql` and `);
  return read(async (db) => (await sessionPage(all, limit).execute(db)).rows);
};

const pages = pageCursor("sessions", Schema.Tuple([Instant, StorableId]));

/** Sessions that an actor sees, in the order in which they begin, a page at a time. */
export const listSessions = (query: ListQuery, actor: Actor) =>
  Effect.gen(function* () {
    const after = yield* pages.read(query.cursor);
    const limit = query.limit ?? 50;
    const seen = yield* plannedSeenBy(actor, query.cpts);
    const rows = yield* rowsOf(query, seen, after, limit + 1);
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ id, starts }): [string, string] => [starts, id]);
    const communes = yield* Effect.promise(loadCommunes);
    return { items: items.map((row) => itemOfRow(row, communes)), nextCursor };
  });
