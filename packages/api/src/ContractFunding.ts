/**
 * The funding of a contract: each payment with its rule, its cells, their source and status. What is not known is said, never 0.
 *
 * @example
 * ```ts
 * import { contractFundingEndpoints } from "@cpts/api/ContractFunding"
 *
 * contractFundingEndpoints.readFunding.path // => "/v1/contracts/{id}/funding"
 * ```
 *
 * @since 0.1.0
 */
import { ContractId } from "@cpts/domain/Contract";
import { CptsId } from "@cpts/domain/Cpts";
import { CellStatus, FundingComponent, GridId, RoundingRule } from "@cpts/domain/Grid";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { ContractRegime } from "./ContractViews.ts";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";
import { queryInteger } from "./Page.ts";

const cents = Schema.Int.annotate({ description: "In cents" });

/** A sum that says what of it is sure. */
export const FundingTotal = Schema.Struct({
  knownCents: cents,
  isAtLeast: Schema.Boolean.annotate({ description: "Something in the sum is not known: it is at least `knownCents`" }),
  atMostCents: Schema.NullOr(cents).annotate({ description: "The most it can be; null where nothing tells" }),
  verifiedCents: cents,
  provisionalCents: cents,
  overriddenCents: cents,
}).annotate({ identifier: "FundingTotal" });
export type FundingTotal = typeof FundingTotal.Type;

/** A sum and those of its components. */
export const FundingSums = Schema.Struct({ total: FundingTotal, components: Schema.Array(Schema.Struct({ component: FundingComponent, total: FundingTotal })) }).annotate({ identifier: "FundingSums" });
export type FundingSums = typeof FundingSums.Type;

/** Days of one size that an amount is due for, and the cell of the grid that says how much a year. */
export const FundingCell = Schema.Struct({
  from: LocalDate,
  to: LocalDate,
  grid: GridId.annotate({ description: "The grid in force on these days: the contract's, or that of an amendment" }),
  size: Schema.NullOr(Schema.String),
  units: Schema.Int.annotate({ description: "Days, or days of months of 30, as the grid counts them" }),
  unitsPerYear: Schema.Int.annotate({ description: "Units of a whole year by that grid; 1 of what is paid once" }),
  amountCents: Schema.NullOr(cents).annotate({ description: "The yearly amount of the cell; null where it is not known" }),
  status: Schema.NullOr(CellStatus),
  source: Schema.NullOr(Source),
  reason: Schema.NullOr(Schema.String).annotate({ description: "Why an operator overrides the source" }),
}).annotate({ identifier: "FundingCell" });
export type FundingCell = typeof FundingCell.Type;

/** How an amount was rounded: the fraction of cents it is, and what of a cent its fellow carries. */
export const FundingRounding = Schema.Struct({
  rule: RoundingRule,
  exact: Schema.NullOr(Schema.String).annotate({ description: "A fraction of cents before rounding, or the difference a balance is; null where the amount is not known" }),
  residue: Schema.NullOr(Schema.String).annotate({ description: "Of an advance and its balance: what of a cent rounding the advance leaves to the balance, in hundredths; below 0 where the advance was rounded up" }),
}).annotate({ identifier: "FundingRounding" });
export type FundingRounding = typeof FundingRounding.Type;

/** By what it is known that something paid once happened. */
export const FundingEvidenceView = Schema.Struct({ origin: Schema.Literals(["registry", "prevention", "statement"]), document: Schema.String, on: LocalDate }).annotate({ identifier: "FundingEvidence" });
export type FundingEvidenceView = typeof FundingEvidenceView.Type;

/** A payment due, with what it was computed from. */
export const FundingLineView = Schema.Struct({
  component: FundingComponent,
  mission: Schema.NullOr(Schema.String),
  part: Schema.NullOr(Schema.String),
  contractYear: Schema.Int,
  from: LocalDate,
  to: LocalDate.annotate({ description: "First day after the days it is due for" }),
  kind: Schema.Literals(["full", "advance", "balance", "repayment", "after-review"]),
  on: LocalDate.annotate({ description: "The day it is to be paid; of a variable part before its review, the earliest" }),
  amountCents: Schema.NullOr(cents).annotate({ description: "Below zero for a repayment; null where it is not known" }),
  atMostCents: Schema.NullOr(cents),
  dueCents: Schema.NullOr(cents).annotate({ description: "What the payments of this line and its fellows add up to" }),
  unknown: Schema.NullOr(Schema.Literals(["size", "cell", "rate"])).annotate({ description: "Why the amount is not known" }),
  status: Schema.NullOr(CellStatus).annotate({ description: "That of the least sure cell" }),
  rate: Schema.NullOr(Schema.Struct({ ratePpm: Schema.Int, status: Schema.Literals(["agreed", "provisional"]) }).annotate({ identifier: "FundingRate" })).annotate({ description: "Of a variable part: how far it is achieved, and whether the annual review decided it" }),
  rule: Schema.String,
  ruleStatus: Schema.Literals(["verified", "provisional"]),
  rounding: FundingRounding,
  evidence: Schema.NullOr(FundingEvidenceView).annotate({ description: "Of what is paid once: by what it is known" }),
  unitsPerYear: Schema.Int,
  cells: Schema.Array(FundingCell),
}).annotate({ identifier: "FundingLine" });
export type FundingLineView = typeof FundingLineView.Type;

/** Something that keeps the funding from being whole, in words. */
export const FundingNoticeView = Schema.Struct({
  code: Schema.Literals(["not-signed", "signature-day-unknown", "no-grid", "regime-without-grid", "grid-amended", "amended-grid-unknown", "letter-day-unknown", "crisis-not-paid", "term-unknown", "size-unknown", "mission-not-in-grid", "mission-start-unknown"]),
  mission: Schema.NullOr(Schema.String),
  message: Schema.Struct({ fr: Schema.String, en: Schema.String }),
}).annotate({ identifier: "FundingNotice" });
export type FundingNoticeView = typeof FundingNoticeView.Type;

/** The version of a grid that a contract is computed by. */
const FundingGrid = Schema.Struct({
  id: GridId,
  version: Schema.Int,
  label: Schema.String,
  status: CellStatus,
  isPinned: Schema.Boolean.annotate({ description: "`true`: a newer version exists, or did, and the contract keeps this one" }),
});

/** The funding of a contract, whole or of a calendar year. */
export const FundingView = Schema.Struct({
  contractId: ContractId,
  cptsId: CptsId,
  year: Schema.NullOr(Schema.Int),
  regime: Schema.NullOr(ContractRegime).annotate({ description: "The funding regime since the signature: named by a document, or derived; `amendedGrids` are those of amendments" }),
  grid: Schema.NullOr(FundingGrid),
  amendedGrids: Schema.Array(Schema.Struct({ ...FundingGrid.fields, from: LocalDate }).annotate({ identifier: "AmendedFundingGrid" })).annotate({ description: "The grids that amendments put in its place, from a day on" }),
  contractYears: Schema.Array(Schema.Struct({ number: Schema.Int, from: LocalDate, to: LocalDate, due: FundingSums })),
  payable: FundingSums.annotate({ description: "What is to be paid in the year asked for, or over the whole contract" }),
  earned: FundingSums.annotate({ description: "What the days of the year asked for earn, whenever it is paid" }),
  lines: Schema.Array(FundingLineView),
  notices: Schema.Array(FundingNoticeView),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "ContractFunding" });
export type FundingView = typeof FundingView.Type;

/** Reading the funding of a contract. */
export const contractFundingEndpoints = {
  readFunding: endpoint({
    id: "funding.read",
    method: "GET",
    path: "/v1/contracts/{id}/funding",
    params: Schema.Struct({ id: ContractId }),
    query: Schema.Struct({ year: Schema.optionalKey(queryInteger({ minimum: 2000, maximum: 2200 }).annotate({ description: "A calendar year; the whole contract by default" })), ...explained }),
    response: FundingView,
    permission: "funding.read",
    summary: { fr: "Le financement d'un contrat, ligne à ligne et expliqué", en: "The funding of a contract, line by line and explained" },
  }),
};
