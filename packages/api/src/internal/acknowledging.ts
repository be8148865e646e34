import { Acknowledged } from "@cpts/domain/Acknowledgement";
import { Schema, Struct } from "effect";

/**
 * What is sent, with the warnings that were seen: texts that seem to name somebody beside a date of birth. The checks of the
 * schema look at none of them, so they stay what they were.
 */
export const acknowledging = <Fields extends Schema.Struct.Fields>(schema: Schema.Struct<Fields>, identifier: string) =>
  schema.mapFields(Struct.assign({ acknowledged: Schema.optionalKey(Acknowledged) }), { unsafePreserveChecks: true }).annotate({ identifier });
