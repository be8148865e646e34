import { Problem } from "@cpts/api/Problem";
import { Effect, Exit, Schema, SchemaParser } from "effect";

/** What PostgreSQL takes as a text. */
export const StorableText = Schema.String.pipe(Schema.check(Schema.isPattern(/^\P{Cc}*$/u)));

const malformedCursor = new Problem({
  type: "malformed-request",
  faults: [{ in: "query", path: ["cursor"], code: "wrong-format", message: { fr: "curseur illisible : reprenez au début", en: "unreadable cursor: begin anew" } }],
});

/** Where a page of a list ends, as a cursor: the values that the list is ordered by. */
export const pageCursor = <Place>(schema: Schema.ConstraintCodec<Place, unknown>) => {
  const decode = SchemaParser.decodeUnknownExit(Schema.fromJsonString(schema));
  return {
    write: (place: Place): string => Buffer.from(JSON.stringify(place)).toString("base64url"),
    /** Null without a cursor: the list begins. */
    read: (cursor: string | undefined): Effect.Effect<Place | null, Problem> => {
      if (cursor === undefined) return Effect.succeed(null);
      const place = decode(Buffer.from(cursor, "base64url").toString("utf8"));
      return Exit.isSuccess(place) ? Effect.succeed(place.value) : Effect.fail(malformedCursor);
    },
  };
};

/** A page out of one row more than fits, and the cursor of its last row when there is a next page. */
export const pageOf = <Row, Item>(rows: ReadonlyArray<Row>, limit: number, itemOf: (row: Row) => Item, cursorOf: (row: Row) => string) => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(itemOf), nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
};
