/**
 * What does not fit about a CPTS, from every service, in one list: said in French and English, never judged.
 *
 * @example
 * ```ts
 * import { discrepancyEndpoints } from "@cpts/api/DiscrepancyViews"
 *
 * discrepancyEndpoints.listDiscrepancies.path // => "/v1/cpts/{id}/discrepancies"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { Discrepancy } from "@cpts/domain/Discrepancy";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";

/** Two statements that do not fit, with the service that found it and the sentence that says it. */
export const DiscrepancyView = Schema.Struct({
  service: Schema.String.annotate({ description: "The service that found it: `registry`, `directory` or `contracts`" }),
  ...Discrepancy.fields,
  sentence: Schema.Struct({ fr: Schema.String, en: Schema.String }),
  explanation: Schema.optionalKey(Explanation),
}).annotate({ identifier: "ToldDiscrepancy" });
export type DiscrepancyView = typeof DiscrepancyView.Type;

/** Everything that does not fit about a CPTS, its territory taken on a date. What agrees is not listed. */
export const DiscrepancyList = Schema.Struct({ cptsId: CptsId, asOf: LocalDate, items: Schema.Array(DiscrepancyView) }).annotate({ identifier: "DiscrepancyList" });
export type DiscrepancyList = typeof DiscrepancyList.Type;

/** The endpoints of the registry about what does not fit. */
export const discrepancyEndpoints = {
  listDiscrepancies: endpoint({
    id: "discrepancy.list",
    method: "GET",
    path: "/v1/cpts/{id}/discrepancies",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date of the territory; today in Paris by default" })), ...explained }),
    response: DiscrepancyList,
    permission: "discrepancy.read",
    summary: { fr: "Ce qui ne concorde pas au sujet d'une CPTS", en: "What does not fit about a CPTS" },
  }),
};
