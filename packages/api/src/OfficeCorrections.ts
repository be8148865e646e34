/**
 * Ends and corrections of what documents say of offices, with their history.
 *
 * @example
 * ```ts
 * import { officeCorrectionEndpoints } from "@cpts/api/OfficeCorrections"
 *
 * officeCorrectionEndpoints.correctOffice.path // => "/v1/cpts/{id}/offices/{statement}/corrections"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { StatementId } from "@cpts/domain/Governance";
import { LocalDate } from "@cpts/domain/LocalDate";
import { MissionCodes } from "@cpts/domain/Mission";
import { OfficeChanged, OfficeCorrection } from "@cpts/domain/OfficeCorrection";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";

const params = Schema.Struct({ id: CptsId, statement: StatementId });

/** A statement about an office as it was written once. */
export const OfficeVersion = Schema.Struct({
  version: Schema.Int,
  why: Code.annotate({ description: "`declared`, or the reason of the correction" }),
  recordedOn: LocalDate,
  missions: MissionCodes,
  label: Schema.NullOr(Schema.String).annotate({ description: "null too where it names someone whom the reader may not see" }),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
  withdrawn: Schema.Boolean,
}).annotate({ identifier: "OfficeVersion" });
export type OfficeVersion = typeof OfficeVersion.Type;

/** Every version of a statement, the oldest first. */
export const OfficeHistory = Schema.Struct({ items: Schema.Array(OfficeVersion) }).annotate({ identifier: "OfficeHistory" });
export type OfficeHistory = typeof OfficeHistory.Type;

/** What may be corrected of offices, by name. */
export const officeCorrectionEndpoints = {
  correctOffice: endpoint({
    id: "office.correct",
    method: "POST",
    path: "/v1/cpts/{id}/offices/{statement}/corrections",
    params,
    body: OfficeCorrection,
    response: OfficeHistory,
    status: 201,
    problems: ["illegal-transition", "unknown-reference"],
    permission: "governance.declare",
    summary: { fr: "Mettre fin à un mandat, ou corriger ce qui a été noté d'une fonction", en: "End a mandate, or correct what was recorded of an office" },
    example: { why: "mandate-ended", validTo: "2026-06-30" },
  }),
  readOfficeHistory: endpoint({
    id: "office.history",
    method: "GET",
    path: "/v1/cpts/{id}/offices/{statement}/history",
    params,
    response: OfficeHistory,
    permission: "governance.read",
    summary: { fr: "Ce qui a été noté d'une fonction, version par version", en: "What was recorded of an office, version by version" },
  }),
};

/** What is told of corrections of offices, by name. */
export const officeCorrectionEvents = {
  officeChanged: eventType({
    service: "directory",
    aggregate: "office",
    event: "changed",
    version: 1,
    payload: OfficeChanged,
    summary: { fr: "Un mandat prend fin, ou ce qui en a été noté est corrigé", en: "A mandate ends, or what was recorded of it is corrected" },
    example: {
      statementId: "0198c0de-0000-7000-8000-000000000030",
      cptsId: "0198c0de-0000-7000-8000-000000000001",
      office: "CO_TRESORIER",
      holderIds: ["0198c0de-0000-7000-8000-000000000020"],
      validFrom: "2025",
      validTo: "2026-06-30",
      withdrawn: false,
      why: "mandate-ended",
    },
  }),
};
