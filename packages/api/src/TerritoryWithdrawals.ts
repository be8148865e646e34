/**
 * Territories that were entered by mistake and are taken out again: what they were stays in the log, and who reads the past finds what
 * was in force without them.
 *
 * @example
 * ```ts
 * import { territoryWithdrawalEndpoints } from "@cpts/api/TerritoryWithdrawals"
 *
 * territoryWithdrawalEndpoints.withdrawTerritory.path // => "/v1/cpts/{id}/territory-withdrawals"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode } from "@cpts/domain/Cog";
import { CptsId } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { PartialDate } from "@cpts/domain/PartialDate";
import { CommunePart } from "@cpts/domain/Territory";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { page, pageQuery } from "./Page.ts";

const ofCpts = Schema.Struct({ id: CptsId });
const start = Schema.NullOr(PartialDate).annotate({ description: "When the territory begins, as it was written; null of one whose start is not known" });

/** Which territory is withdrawn, and why. */
export const TerritoryWithdrawal = Schema.Struct({
  validFrom: start,
  reason: freeText({ max: 1000, title: "Reason", description: "Why it was a mistake" }),
}).annotate({ identifier: "TerritoryWithdrawal" });
/** Which territory is withdrawn, and why. */
export type TerritoryWithdrawal = typeof TerritoryWithdrawal.Type;

/** A territory that was withdrawn, as it was. */
export const WithdrawnTerritory = Schema.Struct({
  id: Schema.String,
  validFrom: start,
  validTo: start.annotate({ description: "When it ended; null: it had no end" }),
  communes: Schema.Array(CommuneCode),
  parts: Schema.Array(CommunePart),
  reason: Schema.String,
  withdrawnAt: Schema.String.annotate({ description: "Instant, RFC 3339" }),
  withdrawnBy: Schema.String.annotate({ description: "Role of who withdrew it" }),
  resumed: Schema.Boolean.annotate({ description: "The territory before goes on in its place; else nothing is in force there" }),
}).annotate({ identifier: "WithdrawnTerritory" });
/** A territory that was withdrawn. */
export type WithdrawnTerritory = typeof WithdrawnTerritory.Type;

/** Withdrawals of territories, by name. */
export const territoryWithdrawalEndpoints = {
  withdrawTerritory: endpoint({
    id: "territory.withdraw",
    method: "POST",
    path: "/v1/cpts/{id}/territory-withdrawals",
    params: ofCpts,
    body: TerritoryWithdrawal,
    response: WithdrawnTerritory,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "territory.change",
    summary: { fr: "Retirer un territoire saisi par erreur : celui d'avant reprend sa place", en: "Withdraw a territory that was entered by mistake: the one before goes on in its place" },
    example: { validFrom: "2026-01-01", reason: "Saisi pour une autre CPTS" },
  }),
  listTerritoryWithdrawals: endpoint({
    id: "territory.withdrawals",
    method: "GET",
    path: "/v1/cpts/{id}/territory-withdrawals",
    params: ofCpts,
    query: Schema.Struct(pageQuery),
    response: page(WithdrawnTerritory),
    permission: "formation.read",
    summary: { fr: "Les territoires retirés d'une CPTS, tels qu'ils étaient, et pourquoi", en: "The territories of a CPTS that were withdrawn, as they were, and why" },
  }),
};
