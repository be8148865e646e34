/**
 * How many contracts a document counts in a region, by departement, beside those that are known by name: no CPTS is made up to
 * reach a number.
 *
 * @example
 * ```ts
 * import { contractCountEndpoints } from "@cpts/api/ContractCounts"
 *
 * contractCountEndpoints.declareContractCount.path // => "/v1/contract-counts"
 * ```
 *
 * @since 0.1.0
 */
import { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { ContractCountId, ContractId, ContractKind } from "@cpts/domain/Contract";
import { DeclaredCount } from "@cpts/domain/DeclaredCount";
import { ExternalIds } from "@cpts/domain/Cpts";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";
import { SourcedProvenance } from "./GovernanceViews.ts";
import { page, pageQuery, queryText } from "./Page.ts";

const count = DeclaredCount.fields.value;

/** A count of contracts as a document gives it; the document is named. */
export const NewContractCount = Schema.Struct({
  region: RegionCode,
  kind: ContractKind,
  before: Schema.optionalKey(ContractId.annotate({ description: "The contract that the counted ones were signed before" })),
  on: Schema.optionalKey(PartialDate.annotate({ description: "The day the document counts on" })),
  total: Schema.optionalKey(Schema.Struct({ value: count })),
  counts: Schema.Array(Schema.Struct({ departement: DepartementCode, value: count })).pipe(Schema.check(Schema.isMaxLength(200))),
  provenance: SourcedProvenance,
  externalIds: Schema.optionalKey(ExternalIds),
}).annotate({ identifier: "NewContractCount" });
export type NewContractCount = typeof NewContractCount.Type;

/** What a document counts in a departement, beside the contracts that are known. */
export const DepartementCount = Schema.Struct({
  departement: DepartementCode,
  nom: Schema.String,
  declared: Schema.Int,
  known: Schema.Int.annotate({ description: "Signed contracts of the kind held here, attached there and signed before" }),
  withoutName: Schema.NullOr(Schema.Int).annotate({ description: "Declared and not known; null where the order of a signature cannot be told, or more are known than declared" }),
  certainty: Schema.Literals(["yes", "inferred", "unknown"]).annotate({ description: "What `known` rests on: dates of documents, conclusions that confirm nothing, or an order that cannot be told" }),
}).annotate({ identifier: "DepartementContractCount" });
export type DepartementCount = typeof DepartementCount.Type;

/** A declared count of contracts. */
export const ContractCountView = Schema.Struct({
  id: ContractCountId,
  region: RegionCode,
  kind: ContractKind,
  before: Schema.NullOr(ContractId),
  on: Schema.NullOr(PartialDate),
  total: Schema.NullOr(Schema.Int),
  sum: Schema.Int,
  sumAgrees: Schema.NullOr(Schema.Boolean).annotate({ description: "Whether the departements add up to the total; null without a total" }),
  counts: Schema.Array(DepartementCount),
  provenance: Provenance,
  externalIds: ExternalIds,
}).annotate({ identifier: "ContractCount" });
export type ContractCountView = typeof ContractCountView.Type;

/** Declared counts, and why the figures beside them are what they are. */
export const ContractCountPage = Schema.Struct({ ...page(ContractCountView).fields, explanations: Schema.optionalKey(Schema.Array(Explanation)) }).annotate({ identifier: "ContractCountPage" });
export type ContractCountPage = typeof ContractCountPage.Type;

/** Declaring and reading counts of contracts. */
export const contractCountEndpoints = {
  declareContractCount: endpoint({
    id: "contract-count.declare",
    method: "POST",
    path: "/v1/contract-counts",
    body: NewContractCount,
    response: ContractCountView,
    status: 201,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "contract-count.declare",
    summary: { fr: "Noter combien de contrats un document compte par département", en: "Record how many contracts a document counts by departement" },
    example: {
      region: "24",
      kind: "contrat-territorial-de-sante",
      total: { value: 7 },
      counts: [{ departement: "18", value: 2 }, { departement: "36", value: 1 }, { departement: "37", value: 3 }, { departement: "45", value: 1 }],
      provenance: { status: "sourced", source: { document: "Communiqué de presse" } },
    },
  }),
  listContractCounts: endpoint({
    id: "contract-count.list",
    method: "GET",
    path: "/v1/contract-counts",
    query: Schema.Struct({
      ...pageQuery,
      region: Schema.optionalKey(RegionCode),
      kind: Schema.optionalKey(Code),
      before: Schema.optionalKey(ContractId),
      identifier: Schema.optionalKey(queryText(301).annotate({ description: "An external id as `system|value`" })),
      ...explained,
    }),
    response: ContractCountPage,
    permission: "contract-count.read",
    summary: { fr: "Les contrats comptés par département, à côté de ceux qui sont connus", en: "Contracts counted by departement, beside those that are known" },
  }),
};
