/**
 * A number as a document counts something: members, sheets, professions.
 *
 * @example
 * ```ts
 * import * as DeclaredCount from "@cpts/domain/DeclaredCount";
 * import { Schema } from "effect";
 *
 * Schema.decodeUnknownSync(DeclaredCount.DeclaredCount)({ value: 18 }).value; // => 18
 * Schema.is(DeclaredCount.Count)(-1); // => false
 * ```
 */
import { Schema } from "effect";
import { Qualifier } from "./DeclaredFact.ts";

/** More than all who could be counted in a region. */
const most = 10_000_000;

/** A number of people or structures in a document. Issue: `count.range`. */
export const Count = Schema.Int.annotate({ title: "Count", description: "A number of people or structures, 0 to 10,000,000" }).pipe(
  Schema.check(Schema.isBetween({ minimum: 0, maximum: most }, { message: "count.range" })),
);

/** A number that a document declares; `exactly` unless it says otherwise. */
export const DeclaredCount = Schema.Struct({ value: Count, qualifier: Schema.optionalKey(Qualifier) }).annotate({
  identifier: "DeclaredCount",
  title: "DeclaredCount",
  description: "A number that a document declares",
});

/** A number that a document declares. */
export type DeclaredCount = typeof DeclaredCount.Type;
