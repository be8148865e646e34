import { createHash } from "node:crypto";
import { Problem } from "@cpts/api/Problem";
import type { prevention } from "@cpts/api/Prevention";
import type { SessionView, Warning } from "@cpts/api/SessionViews";
import type { Actor } from "@cpts/domain/Access";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { Instant } from "@cpts/domain/EventEnvelope";
import { isInTerritory, type PlacedTerritory } from "@cpts/domain/ActionPlanning";
import type { Session, SessionId } from "@cpts/domain/Session";
import { isOpen } from "@cpts/domain/SessionPlanning";
import { staffingOf, type ProfessionStaffing } from "@cpts/domain/SessionStaffing";
import { loadCommunes } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { pageCursor, StorableId } from "@cpts/service-kit/http/page-cursor";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";
import { Effect, Schema } from "effect";
import { sql, type RawBuilder } from "kysely";
import { plannedSeenBy } from "../actions/sight.ts";
import { read } from "../database/tables.ts";
import { seesInside } from "../inside.ts";
import { dayIn, professionMissing } from "./faults.ts";
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

const warningsOf = (session: Session, staffing: ReadonlyArray<ProfessionStaffing>) =>
  Effect.gen(function* () {
    if (!isOpen(session.state)) return [];
    const outside = (yield* outsideTerritory(session)).map(({ code, message }): Warning => ({ code, message }));
    return [...outside, ...staffing.flatMap((one) => (one.missing === 0 ? [] : [professionMissing(one)]))];
  });

const confirmedStatement = statement<[session: string], { readonly profession: string | null }>(
  "select p.profession from session_sign_up u left join known_professional p on p.id = u.professional_id where u.session_id = $1 and u.state = 'confirmed'",
);

const staffing = ({ id, professions }: Session) =>
  professions.length === 0
    ? Effect.succeed([])
    : Effect.map(read((db) => confirmedStatement(db, id)), (rows) => staffingOf(professions, rows.map(({ profession }) => profession)));

/** What is beside the session and changes without it: another answer of the same version. */
const variantOf = ({ staffing: staffed, warnings }: Pick<typeof SessionView.Encoded, "staffing" | "warnings">) =>
  (staffed ?? []).length + warnings.length === 0 ? {} : { variant: createHash("sha256").update(JSON.stringify([staffed, warnings])).digest("base64url").slice(0, 8) };

/** A session, with what the professions it needs lack for those who may see who comes. The permission to see it is checked before. */
export const findSession = (id: SessionId, actor: Actor) =>
  Effect.gen(function* () {
    const [row] = yield* read((db) => sessionById(db, id));
    if (row === undefined) return yield* new Problem({ type: "not-found" });
    const communes = yield* Effect.promise(loadCommunes);
    const session = sessionOfRow(row);
    const staffed = (yield* seesInside(actor, "sign-up.read", session.cptsId)) ? yield* staffing(session) : null;
    const beside = { staffing: staffed, warnings: yield* warningsOf(session, staffed ?? []) };
    const body: typeof SessionView.Encoded = { ...itemOfRow(row, communes), ...beside };
    return { body, version: body.version, ...variantOf(beside) };
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
