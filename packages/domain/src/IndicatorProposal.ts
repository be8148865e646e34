/**
 * A value of an indicator that a service has computed from what it holds and proposes to the contract, where people accept it
 * or not.
 *
 * @example
 * ```ts
 * import * as IndicatorProposal from "@cpts/domain/IndicatorProposal";
 *
 * Object.keys(IndicatorProposal.IndicatorProposal.fields).length; // => 11
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";

/** Identity of a proposal. Issue: `platform-id.format`. */
export const ProposalId = platformId("ProposalId", "Identity of a proposal on the platform").pipe(Schema.brand("ProposalId"));

/** Identity of a proposal. */
export type ProposalId = typeof ProposalId.Type;

/**
 * A proposed value: of which indicator, over `[from, to)`, and by which rule it was computed. Numerator and denominator are
 * `null` where the indicator is no ratio; the value is `null` where it cannot be computed (nothing was planned).
 */
export const IndicatorProposal = Schema.Struct({
  proposalId: ProposalId,
  cptsId: CptsId,
  indicator: Code.annotate({ description: "Code of the indicator, such as PRE-01" }),
  from: LocalDate.annotate({ description: "First day of the period" }),
  to: LocalDate.annotate({ description: "The day after the last" }),
  numerator: Schema.NullOr(Schema.Int),
  denominator: Schema.NullOr(Schema.Int),
  value: Schema.NullOr(Schema.Finite),
  unit: Code.annotate({ description: "What is counted, such as ratio or people" }),
  rule: Code.annotate({ description: "Name of the rule that computed it" }),
  computedOn: LocalDate,
}).annotate({ identifier: "IndicatorProposal", title: "IndicatorProposal", description: "A value of an indicator that a service proposes to the contract" });

/** A value of an indicator that a service proposes to the contract. */
export type IndicatorProposal = typeof IndicatorProposal.Type;
