import { Problem } from "@cpts/api/Problem";
import { Effect, Exit, Schema, SchemaParser } from "effect";

/** What PostgreSQL takes as a text. */
export const StorableText = Schema.String.pipe(Schema.check(Schema.isPattern(/^\P{Cc}*$/u)));

/** What PostgreSQL takes as a UUID, as it writes it. */
export const StorableId = Schema.String.pipe(Schema.check(Schema.isPattern(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u)));

const malformedCursor = new Problem({
  type: "malformed-request",
  faults: [{ in: "query", path: ["cursor"], code: "wrong-format", message: { fr: "curseur illisible : reprenez au début", en: "unreadable cursor: begin anew" } }],
});

/**
 * Where a page of a list ends, as a cursor: what the list is ordered by, whose last part distinguishes all rows. The cursor names
 * its list, in one of its orders, so that no other list takes it for its own.
 */
export const pageCursor = <Place>(list: string, place: Schema.ConstraintCodec<Place, unknown>) => {
  const decode = SchemaParser.decodeUnknownExit(Schema.fromJsonString(Schema.Struct({ list: Schema.Literal(list), after: place })));
  return {
    /** Where the page asked for begins after; null without a cursor, at the start of the list. */
    read: (cursor: string | undefined): Effect.Effect<Place | null, Problem> => {
      if (cursor === undefined) return Effect.succeed(null);
      const read = decode(Buffer.from(cursor, "base64url").toString("utf8"));
      return Exit.isSuccess(read) ? Effect.succeed(read.value.after) : Effect.fail(malformedCursor);
    },
    /** A page of at most `limit` rows, out of one row more than that. */
    pageOf: <Row>(rows: ReadonlyArray<Row>, limit: number, placeOf: (row: Row) => Place): { readonly items: ReadonlyArray<Row>; readonly nextCursor: string | null } => {
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const isWhole = rows.length <= limit || last === undefined;
      return { items, nextCursor: isWhole ? null : Buffer.from(JSON.stringify({ list, after: placeOf(last) })).toString("base64url") };
    },
  };
};

/** Of a list in the order of ids, which grow with time. */
export const idCursor = (list: string) => pageCursor(list, StorableId);

/** Of a list in the order of a text, then of ids. */
export const keyCursor = (list: string) => pageCursor(list, Schema.Tuple([StorableText, StorableId]));
