import type { DecisionView } from "@cpts/api/ConvenedMeetingViews";
import type { Explanation } from "@cpts/api/Explanation";
import type { VoteCheck } from "@cpts/domain/MeetingOutcome";
import type { Quorum, QuorumRules } from "@cpts/domain/MeetingQuorum";
import { citationOf } from "../../citation.ts";

type Encoded = typeof Explanation.Encoded;

const quorumRule = {
  fr: "Sont comptés les invités présents, et les représentés si les statuts le disent, collège par collège. Un seuil en pourcentage porte sur les invités du collège, arrondi au-dessus. Tant qu'une présence ou un collège n'est pas noté et pourrait changer la réponse, le quorum ne peut être vérifié ; sans règle saisie non plus : la loi de 1901 n'en fixe pas. Qui vient sans invitation, ou sans voix, ne compte pas.",
  en: "Invited people who are there count, and those represented where the statutes say so, college by college. A share is of the invited of the college, rounded up. As long as a presence or a college is not noted and could change the answer, the quorum cannot be verified; nor without a rule: the law of 1901 sets none. Whoever comes without an invitation, or without a vote, does not count.",
};

/** Why a quorum is reached or not, or cannot be verified. */
export const explainQuorum = (rules: typeof QuorumRules.Encoded | null, { lines, verdict }: Quorum): Encoded => ({
  figure: "quorum",
  rule: quorumRule,
  inputs: [
    ...lines.map(({ college, counted, invited, needed, perhaps, verdict: one }) => ({ name: college ?? "all", value: `${counted} + ${perhaps}? / ${invited} ; ${needed ?? "?"} ; ${one}` })),
    ...(rules === null ? [] : [{ name: "proxiesCount", value: String(rules.proxiesCount) }]),
    { name: "verdict", value: verdict },
  ],
  sources: rules === null ? [] : [{ name: citationOf(rules.source), status: "declared" }],
});

const voteRule = {
  fr: "Une décision adoptée ou rejetée est rapprochée de ses voix : majorité simple des voix exprimées, absolue des votants (présents ou représentés, une fois la présence arrêtée), ou deux tiers des voix exprimées. Sans voix, sans majorité dite ou sans présence arrêtée, elle ne peut être vérifiée ; plus de voix que de votants diffère.",
  en: "A decision that is adopted or rejected is compared with its votes: simple majority of the voices cast, absolute of the voters (present or represented, once the attendance is closed), or two thirds of the voices cast. Without votes, without a majority that is said or without a closed attendance it cannot be verified; more voices than voters differ.",
};

/** Why votes agree with what was recorded, or not. */
export const explainVote = ({ majority, number, outcome, votes }: typeof DecisionView.Encoded, check: VoteCheck, voters: number | null): Encoded => ({
  figure: `vote.${number}`,
  rule: voteRule,
  inputs: [
    { name: "outcome", value: outcome },
    { name: "majority", value: majority ?? "-" },
    { name: "votes", value: votes === null ? "-" : `${votes.for} / ${votes.against} / ${votes.abstain}` },
    { name: "voters", value: voters === null ? "-" : String(voters) },
    { name: "check", value: check },
  ],
  sources: [{ name: "attendance and decisions recorded here", status: "declared" }],
});
