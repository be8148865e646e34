import { Problem } from "@cpts/api/Problem";
import { Effect, Exit, Schema, SchemaParser } from "effect";

/** The list that a cursor is of, and what PostgreSQL takes as a text and as a UUID. */
const Place = Schema.fromJsonString(
  Schema.Tuple([Schema.String, Schema.String.pipe(Schema.check(Schema.isPattern(/^\P{Cc}*$/u))), Schema.String.pipe(Schema.check(Schema.isPattern(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u)))]),
);
const decode = SchemaParser.decodeUnknownExit(Place);

/** Where a page ends: the sort key and the id of its last row. */
export type PageEnd = readonly [key: string, id: string];

/** The cursor of a list, in one of its orders: it says which, so that no other list takes it for its own. */
export const cursorOf = (list: string, end: PageEnd): string => Buffer.from(JSON.stringify([list, ...end])).toString("base64url");

const malformed = new Problem({
  type: "malformed-request",
  faults: [{ in: "query", path: ["cursor"], code: "wrong-format", message: { fr: "curseur illisible : reprenez au début", en: "unreadable cursor: begin anew" } }],
});

/** Where the page asked for begins after; null for the first one. Fails with a cursor of another list, or of another order of this one. */
export const pageEndOf = (list: string, cursor: string | undefined): Effect.Effect<PageEnd | null, Problem> => {
  if (cursor === undefined) return Effect.succeed(null);
  const place = decode(Buffer.from(cursor, "base64url").toString("utf8"));
  if (Exit.isFailure(place)) return Effect.fail(malformed);
  const [of, key, id] = place.value;
  return of === list ? Effect.succeed([key, id]) : Effect.fail(malformed);
};

/** A page of at most `limit` rows, out of one row more than that. */
export const pageOf = <Row>(list: string, rows: ReadonlyArray<Row>, limit: number, endOf: (row: Row) => PageEnd): { readonly items: ReadonlyArray<Row>; readonly nextCursor: string | null } => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(list, endOf(last)) : null };
};
