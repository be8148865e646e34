/**
 * A time of day as people say it, without a time zone.
 *
 * @example
 * ```ts
 * import * as LocalTime from "@cpts/domain/LocalTime";
 * import { Schema } from "effect";
 *
 * Schema.is(LocalTime.LocalTime)("20:00"); // => true
 * Schema.is(LocalTime.LocalTime)("24:00"); // => false
 * ```
 */
import { Schema } from "effect";

/** Local time, `HH:MM`. Issue: `local-time.format`. */
export const LocalTime = Schema.String.annotate({ title: "LocalTime", description: "Local time HH:MM", examples: ["20:00"] }).pipe(
  Schema.check(Schema.isPattern(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, { message: "local-time.format" })),
);

/** Local time, `HH:MM`. */
export type LocalTime = typeof LocalTime.Type;
