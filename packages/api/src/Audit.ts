/**
 * The audit of a service's event log: each event is chained to the one before by a hash, so a row that was changed, removed or
 * added by hand is found. Whoever rewrites the whole log with all its hashes is found by comparing with a hash noted elsewhere.
 *
 * @example
 * ```ts
 * import { pathOf } from "@cpts/api/Endpoint"
 * import { auditEndpoints } from "@cpts/api/Audit"
 *
 * pathOf(auditEndpoints.verifyLog, {}) // => "/v1/audit/verification"
 * ```
 *
 * @since 0.1.0
 */
import { maxPosition, PositionNumber } from "@cpts/domain/Position";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";

/** A place in the log and its hash, as they were noted once; both or neither. */
const Noted = Schema.Struct({
  position: Schema.optionalKey(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: maxPosition })))),
  hash: Schema.optionalKey(Schema.String.annotate({ description: "SHA-256 of that event and all those before it, in hexadecimal" }).pipe(Schema.check(Schema.isPattern(/^[0-9a-f]{64}$/u)))),
});

/** What an audit of the log has found. */
export const LogVerification = Schema.Struct({
  logId: Schema.String.annotate({ description: "The log that was read" }),
  head: PositionNumber.annotate({ description: "Position of its newest event" }),
  hash: Schema.NullOr(Schema.String.annotate({ description: "Hash of the head: noted elsewhere, it lets a later audit find a history that was rewritten whole" })),
  events: Schema.Int.annotate({ description: "Events that are as they were written, from the first one on" }),
  firstBad: Schema.NullOr(PositionNumber.annotate({ description: "First position where the log is not what was written: a changed, missing or added row" })),
  noted: Schema.NullOr(
    Schema.Struct({
      position: PositionNumber,
      hash: Schema.NullOr(Schema.String.annotate({ description: "The hash there now; null where the log has no such position" })),
      isSame: Schema.Boolean.annotate({ description: "Whether it is the one that was noted" }),
    }).annotate({ description: "The comparison with what was noted; null when nothing was sent" }),
  ),
}).annotate({ identifier: "LogVerification" });

/** Part of the operations of every service; for platform administrators, and service accounts with `platform:operate`. */
export const auditEndpoints = {
  verifyLog: endpoint({
    id: "audit.verify",
    method: "POST",
    path: "/v1/audit/verification",
    body: Noted,
    response: LogVerification,
    permission: "platform.operate",
    waits: true,
    summary: { fr: "Vérifier que nul n'a touché au journal, et le comparer à une empreinte notée", en: "Verify that nobody has touched the log, and compare it with a noted hash" },
    example: {},
  }),
} as const;
