/**
 * Lists come in pages that are followed by a cursor: no page is skipped or seen twice when rows are added meanwhile.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { page } from "@cpts/api/Page"
 *
 * Schema.decodeUnknownSync(page(Schema.String))({ items: ["a"], nextCursor: null }).items // => ["a"]
 * ```
 *
 * @since 0.1.0
 */
import { Schema } from "effect";

/** Biggest page that a service gives. */
export const maxPageSize = 200;

/** A page of `items`; `nextCursor` is null on the last one. Also announced by `Link: <…>; rel="next"`. */
export const page = <Item extends Schema.Constraint>(item: Item) =>
  Schema.Struct({
    items: Schema.Array(item),
    nextCursor: Schema.NullOr(Schema.String.annotate({ description: "Send it back as `cursor` for the next page; null on the last one" })),
  });

/** A whole number written in a query string, in digits: `1e3` and `0x10` are none. */
export const queryInteger = (bounds: { readonly minimum: number; readonly maximum: number }) =>
  Schema.String.pipe(
    Schema.check(Schema.isPattern(/^-?\d{1,16}$/u, { message: "isInt" })),
    Schema.decodeTo(Schema.NumberFromString.pipe(Schema.check(Schema.isInt(), Schema.isBetween(bounds)))),
  );

/** A text in a query string. No database takes the character NUL, and nobody types one. */
export const queryText = (maximum: number) =>
  Schema.String.pipe(Schema.check(Schema.isMaxLength(maximum), Schema.isPattern(/^\P{Cc}*$/u, { message: "free-text.control-character" })));

/** `limit` and `cursor` of a list. */
export const pageQuery = {
  limit: Schema.optionalKey(queryInteger({ minimum: 1, maximum: maxPageSize })),
  cursor: Schema.optionalKey(queryText(1_000)),
};
