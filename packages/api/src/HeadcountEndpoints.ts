/**
 * Counts of people and structures of a CPTS: what the directory can be told and asked, and what it then tells.
 *
 * @example
 * ```ts
 * import { headcountEndpoints } from "@cpts/api/HeadcountEndpoints"
 *
 * headcountEndpoints.declareHeadcount.permission // => "headcount.declare"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import * as Events from "@cpts/domain/GovernanceEvents";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained } from "./Explanation.ts";
import { HeadcountList, HeadcountView, NewHeadcount } from "./HeadcountViews.ts";
import { queryText } from "./Page.ts";

const ofCpts = Schema.Struct({ id: CptsId });
const sourced = { status: "sourced", source: { document: "Article", locator: "2e paragraphe" } } as const;
const total = { value: 227, unit: "people" } as const;

/** What may be said and asked of headcounts, by name. */
export const headcountEndpoints = {
  declareHeadcount: endpoint({
    id: "headcount.declare",
    method: "POST",
    path: "/v1/cpts/{id}/headcounts",
    params: ofCpts,
    body: NewHeadcount,
    response: HeadcountView,
    status: 201,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "headcount.declare",
    summary: { fr: "Noter ce qu'un document compte", en: "Record what a document counts" },
    example: {
      scope: "professionnels libéraux",
      practiceMode: "L",
      on: "2017-11-30",
      total,
      lines: [
        { label: "médecins généralistes", profession: "10", group: "general-practitioner", value: 52, unit: "people" },
        { label: "officines pharmaceutiques", profession: "21", group: null, value: 21, unit: "structures", qualifier: "exactly" },
      ],
      provenance: sourced,
    },
  }),
  listHeadcounts: endpoint({
    id: "headcount.list",
    method: "GET",
    path: "/v1/cpts/{id}/headcounts",
    params: ofCpts,
    query: Schema.Struct({ identifier: Schema.optionalKey(queryText(301).annotate({ description: "An external id as `system|value`" })), ...explained }),
    response: HeadcountList,
    permission: "headcount.read",
    summary: { fr: "Ce que des documents comptent dans une CPTS, et ce qui reste", en: "What documents count in a CPTS, and what is left" },
  }),
};

/** What is told of headcounts, by name. */
export const headcountEvents = {
  headcountDeclared: eventType({
    service: "directory",
    aggregate: "headcount",
    event: "declared",
    version: 1,
    payload: Events.HeadcountDeclared,
    summary: { fr: "Un document compte des personnes et des structures", en: "A document counts people and structures" },
    example: {
      headcountId: "0198c0de-0000-7000-8000-000000000032",
      cptsId: "0198c0de-0000-7000-8000-000000000001",
      practiceMode: "L",
      on: "2017-11-30",
      total,
      lines: [{ profession: "10", group: "general-practitioner", value: 52, unit: "people" }],
      provenance: sourced,
    },
  }),
};
