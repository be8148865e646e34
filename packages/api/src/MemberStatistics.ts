/**
 * Members by profession: beside what documents declare, and over those who practise on the territory.
 *
 * @example
 * ```ts
 * import { memberStatisticsEndpoints } from "@cpts/api/MemberStatistics"
 *
 * memberStatisticsEndpoints.readMemberStatistics.path // => "/v1/cpts/{id}/member-statistics"
 * ```
 *
 * @since 0.1.0
 */
import { PractisingUnknown } from "@cpts/domain/AdhesionRate";
import { CptsId } from "@cpts/domain/Cpts";
import { CountedFigure, HeadcountId, HeadcountUnit } from "@cpts/domain/Headcount";
import { IndicatorProposal } from "@cpts/domain/IndicatorProposal";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained, Explanation } from "./Explanation.ts";
import { RemainderView } from "./HeadcountViews.ts";

/** Members of a profession over those who practise it on the territory. */
export const AdhesionView = Schema.Struct({
  profession: Schema.NullOr(Code).annotate({ description: "TRE_G15; null: all professions of the RPPS together, each person once" }),
  label: Schema.NullOr(Schema.String),
  members: Schema.Int.annotate({ description: "People whose membership certainly holds on the day" }),
  perhaps: Schema.Int.annotate({ description: "People whose membership may hold: a date is only partly known" }),
  practising: Schema.NullOr(Schema.Int),
  rate: Schema.NullOr(Schema.Finite),
  unknownBecause: Schema.NullOr(PractisingUnknown),
}).annotate({ identifier: "Adhesion" });
export type AdhesionView = typeof AdhesionView.Type;

/** A line of a declared headcount beside what is known here; null where it counts what is not known by profession. */
export const DeclaredLine = Schema.Struct({ label: Schema.String, profession: Schema.NullOr(Code), declared: CountedFigure, known: Schema.NullOr(Schema.Int) }).annotate({ identifier: "DeclaredLine" });
export type DeclaredLine = typeof DeclaredLine.Type;

/** What a document counts, what its lines leave of its total unit by unit, and how many are known here. */
export const DeclaredComparison = Schema.Struct({
  headcountId: HeadcountId,
  on: Schema.NullOr(PartialDate),
  total: Schema.NullOr(CountedFigure),
  remainders: Schema.Array(RemainderView),
  lines: Schema.Array(DeclaredLine),
  known: Schema.Array(Schema.Struct({ unit: HeadcountUnit, value: Schema.Int }).annotate({ identifier: "KnownInUnit" })),
}).annotate({ identifier: "DeclaredComparison" });
export type DeclaredComparison = typeof DeclaredComparison.Type;

/** Members of a CPTS on a day. */
export const MemberStatistics = Schema.Struct({
  cptsId: CptsId,
  asOf: LocalDate,
  registerOf: Schema.NullOr(LocalDate).annotate({ description: "Day of the extract of the RPPS that tells who practises" }),
  adhesion: Schema.Array(AdhesionView),
  declared: Schema.Array(DeclaredComparison),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "MemberStatistics" });
export type MemberStatistics = typeof MemberStatistics.Type;

/** What is proposed: over `[from, to)`, measured on its last day or today; of one profession, or of all. */
export const AdhesionProposalRequest = Schema.Struct({ from: LocalDate, to: LocalDate, profession: Schema.optionalKey(Code) }).annotate({ identifier: "AdhesionProposalRequest" });

/** A proposal with why it is what it is. */
export const ExplainedProposal = Schema.Struct({ proposal: IndicatorProposal, explanations: Schema.Array(Explanation) }).annotate({ identifier: "ExplainedProposal" });

const ofCpts = Schema.Struct({ id: CptsId });
const example = {
  proposalId: "0198c0de-0000-7000-8000-000000000035",
  cptsId: "0198c0de-0000-7000-8000-000000000001",
  indicator: "DYN-01",
  from: "2026-01-01",
  to: "2027-01-01",
  numerator: 96,
  denominator: 240,
  value: 0.4,
  unit: "ratio",
  rule: "members-over-practising",
  computedOn: "2026-11-22",
} as const;

/** Statistics of members, by name. */
export const memberStatisticsEndpoints = {
  readMemberStatistics: endpoint({
    id: "member-statistics.read",
    method: "GET",
    path: "/v1/cpts/{id}/member-statistics",
    params: ofCpts,
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate), ...explained }),
    response: MemberStatistics,
    permission: "membership.read",
    summary: { fr: "Taux d'adhésion par profession, et membres face aux effectifs déclarés", en: "Rate of adhesion by profession, and members beside declared headcounts" },
  }),
  proposeAdhesion: endpoint({
    id: "member-statistics.propose",
    method: "POST",
    path: "/v1/cpts/{id}/member-statistics/proposals",
    params: ofCpts,
    body: AdhesionProposalRequest,
    response: ExplainedProposal,
    status: 201,
    permission: "membership.record",
    summary: { fr: "Proposer le taux d'adhésion comme indicateur du contrat", en: "Propose the rate of adhesion as an indicator of the contract" },
    example: { from: "2026-01-01", to: "2027-01-01" },
  }),
};

/** What is told of statistics, by name. */
export const memberStatisticsEvents = {
  indicatorProposed: eventType({
    service: "directory",
    aggregate: "indicator",
    event: "proposed",
    version: 1,
    payload: IndicatorProposal,
    summary: { fr: "Une valeur d'indicateur est proposée au contrat", en: "A value of an indicator is proposed to the contract" },
    example,
  }),
};
