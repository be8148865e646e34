import { Problem } from "@cpts/api/Problem";
import { Effect, Exit, Schema, SchemaParser } from "effect";

/** Where a page ends: what its last row is sorted by, and its id. */
export interface Place {
  readonly key: string;
  readonly id: string;
}

// What PostgreSQL takes as a text and a UUID.
const Written = Schema.fromJsonString(
  Schema.Tuple([Schema.String.pipe(Schema.check(Schema.isPattern(/^\P{Cc}*$/u))), Schema.String.pipe(Schema.check(Schema.isPattern(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/u)))]),
);
const decode = SchemaParser.decodeUnknownExit(Written);

const malformed = new Problem({
  type: "malformed-request",
  faults: [{ in: "query", path: ["cursor"], code: "wrong-format", message: { fr: "curseur illisible : reprenez au début", en: "unreadable cursor: begin anew" } }],
});

/** The place that a cursor names, null at the start. */
export const placeOf = (cursor: string | undefined): Effect.Effect<Place | null, Problem> => {
  if (cursor === undefined) return Effect.succeed(null);
  const place = decode(Buffer.from(cursor, "base64url").toString("utf8"));
  if (Exit.isFailure(place)) return Effect.fail(malformed);
  const [key, id] = place.value;
  return Effect.succeed({ key, id });
};

/** A page from rows that were asked for with one more than its size. */
export const pageOf = <Row>(rows: ReadonlyArray<Row>, size: number, place: (row: Row) => Place): { readonly items: ReadonlyArray<Row>; readonly nextCursor: string | null } => {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  if (rows.length <= size || last === undefined) return { items, nextCursor: null };
  const { id, key } = place(last);
  return { items, nextCursor: Buffer.from(JSON.stringify([key, id])).toString("base64url") };
};
