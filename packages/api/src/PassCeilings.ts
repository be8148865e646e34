/**
 * The yearly social-security ceiling as dated data: what indemnities and remunerations of one person are held against before a month is validated. Each
 * amount has its source and status; an operator enters the year that an order publishes, without a release, and corrects one by a new version.
 *
 * @example
 * ```ts
 * import { passCeilingEndpoints } from "@cpts/api/PassCeilings"
 *
 * passCeilingEndpoints.setPassCeiling.path // => "/v1/pass-ceilings/{year}"
 * ```
 *
 * @since 0.1.0
 */
import { freeText } from "@cpts/domain/FreeText";
import { CellStatus } from "@cpts/domain/Grid";
import { CeilingAmount } from "@cpts/domain/Payout";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { page, pageQuery } from "./Page.ts";

/** The ceiling of a calendar year, to be entered. */
export const NewPassCeiling = Schema.Struct({
  amountCents: CeilingAmount,
  status: CellStatus,
  source: Source,
  reason: Schema.optionalKey(freeText({ max: 500, title: "Reason", description: "Why it is corrected, or departs from the source" })),
}).annotate({ identifier: "NewPassCeiling" });
export type NewPassCeiling = typeof NewPassCeiling.Type;

/** The ceiling of a calendar year. */
export const PassCeilingView = Schema.Struct({
  year: Schema.Int,
  amountCents: Schema.Int.annotate({ description: "In cents" }),
  status: CellStatus,
  source: Source,
  reason: Schema.NullOr(Schema.String),
  version: Schema.Int,
}).annotate({ identifier: "YearlyCeiling" });
export type PassCeilingView = typeof PassCeilingView.Type;

const params = Schema.Struct({
  year: Schema.String.annotate({ description: "A calendar year" }).pipe(Schema.decodeTo(Schema.NumberFromString.pipe(Schema.check(Schema.isInt(), Schema.isBetween({ minimum: 2016, maximum: 2100 }))))),
});
const path = "/v1/pass-ceilings";

/** Reading and entering ceilings. */
export const passCeilingEndpoints = {
  listPassCeilings: endpoint({
    id: "pass-ceiling.list",
    method: "GET",
    path,
    query: Schema.Struct(pageQuery),
    response: page(PassCeilingView).annotate({ identifier: "PassCeilingPage" }),
    permission: "grid.read",
    summary: { fr: "Les plafonds annuels de la sécurité sociale connus, avec leur source", en: "The yearly social-security ceilings that are known, with their source" },
  }),
  readPassCeiling: endpoint({
    id: "pass-ceiling.read",
    method: "GET",
    path: `${path}/{year}`,
    params,
    response: PassCeilingView,
    versioned: true,
    permission: "grid.read",
    summary: { fr: "Le plafond d'une année", en: "The ceiling of a year" },
  }),
  setPassCeiling: endpoint({
    id: "pass-ceiling.set",
    method: "PUT",
    path: `${path}/{year}`,
    params,
    body: NewPassCeiling,
    response: PassCeilingView,
    versioned: true,
    problems: ["invalid-request", "version-conflict", "precondition-required"],
    permission: "platform.configure",
    summary: { fr: "Entrer ou corriger le plafond d'une année ; pour une année nouvelle, If-Match: \"v0\"", en: "Enter or correct the ceiling of a year; of a new year with If-Match: \"v0\"" },
    example: { amountCents: 4_806_000, status: "verified", source: { document: "Arrêté fixant le plafond de la sécurité sociale" }, reason: "Arrêté lu" },
  }),
};
