/**
 * What the contracts service tells of indicators: rows of the catalogue, plans of contracts, observations. Small counts of people are hidden.
 *
 * @example
 * ```ts
 * import * as IndicatorEvents from "@cpts/domain/IndicatorEvents";
 *
 * Object.keys(IndicatorEvents.IndicatorPublished.fields); // => ["indicator", "indicatorVersion", "mission", "kind", "status"]
 * ```
 */
import { Schema } from "effect";
import { ContractId } from "./Contract.ts";
import { CptsId } from "./Cpts.ts";
import { CellStatus } from "./Grid.ts";
import { IndicatorKind, Ppm } from "./Indicator.ts";
import { ContractYearNumber, IndicatorTarget } from "./IndicatorPlan.ts";
import { ProposalId } from "./IndicatorProposal.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";

/** Identity of an observation. Issue: `platform-id.format`. */
export const ObservationId = platformId("ObservationId", "Identity of an observation of an indicator").pipe(Schema.brand("ObservationId"));

/** Identity of an observation. */
export type ObservationId = typeof ObservationId.Type;

/** A version of a row of the catalogue can be used. */
export const IndicatorPublished = Schema.Struct({ indicator: Code, indicatorVersion: Schema.Int, mission: Schema.NullOr(Code), kind: IndicatorKind, status: CellStatus }).annotate({
  identifier: "IndicatorPublished",
  title: "IndicatorPublished",
  description: "A version of an indicator of the catalogue can be used",
});

const ofContract = { contractId: ContractId, cptsId: CptsId };

/** The indicators of a contract are set, all of them. */
export const IndicatorsPlanned = Schema.Struct({
  ...ofContract,
  planVersion: Schema.Int,
  indicators: Schema.Array(Schema.Struct({ indicator: Code, mission: Schema.NullOr(Code), weightPpm: Ppm, targets: Schema.Array(IndicatorTarget) })),
}).annotate({ identifier: "IndicatorsPlanned", title: "IndicatorsPlanned", description: "The indicators of a contract are set" });

const observed = { observationId: ObservationId, ...ofContract, indicator: Code, contractYear: ContractYearNumber };

/** An indicator was observed; `corrects` the observation it replaces. What is small is null. */
export const IndicatorObserved = Schema.Struct({
  ...observed,
  from: LocalDate,
  to: LocalDate,
  numerator: Schema.NullOr(Schema.Int),
  denominator: Schema.NullOr(Schema.Int),
  value: Schema.NullOr(Schema.Finite),
  unit: Code,
  rule: Schema.NullOr(Code).annotate({ description: "The rule that computed it, where it was proposed by a service" }),
  proposalId: Schema.NullOr(ProposalId),
  corrects: Schema.NullOr(ObservationId),
}).annotate({ identifier: "IndicatorObserved", title: "IndicatorObserved", description: "An indicator of a contract was observed" });

/** An agency has validated an observation. */
export const ObservationValidated = Schema.Struct(observed).annotate({ identifier: "ObservationValidated", title: "ObservationValidated", description: "An observation was validated" });

/** A proposal was accepted or refused; the observation that came of it. */
export const ProposalDecided = Schema.Struct({ proposalId: ProposalId, ...ofContract, decision: Schema.Literals(["accepted", "refused"]), observationId: Schema.NullOr(ObservationId) }).annotate({
  identifier: "ProposalDecided",
  title: "ProposalDecided",
  description: "A proposed value was accepted or refused",
});
