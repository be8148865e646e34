/**
 * What a meeting came to: decisions with their votes, as totals, and what somebody is to do by a day.
 *
 * @example
 * ```ts
 * import * as MeetingOutcome from "@cpts/domain/MeetingOutcome";
 *
 * MeetingOutcome.checkVote({ outcome: "adopted", majority: "simple", votes: { for: 12, against: 3, abstain: 1 } }, 16); // => "agrees"
 * MeetingOutcome.checkVote({ outcome: "adopted", majority: "two-thirds", votes: { for: 9, against: 7, abstain: 0 } }, 16); // => "differs"
 * MeetingOutcome.checkVote({ outcome: "adopted", votes: { for: 9, against: 7, abstain: 0 } }, null); // => "cannot-verify"
 * ```
 */
import { Schema } from "effect";
import { freeText } from "./FreeText.ts";
import { LocalDate } from "./LocalDate.ts";
import { MeetingCorrectionReason } from "./ConvenedMeeting.ts";
import { openCode } from "./OpenCode.ts";
import { ProfessionalId } from "./Professional.ts";

/** Voices, 0 to 10,000. Issue: `vote.range`. */
export const Voices = Schema.Int.annotate({ title: "Voices", description: "Voices, 0 to 10,000" }).pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 10_000 }, { message: "vote.range" })));

/** How a vote went, as totals: nobody is named. */
export const Votes = Schema.Struct({ for: Voices, against: Voices, abstain: Voices }).annotate({ identifier: "Votes", title: "Votes", description: "How a vote went, as totals" });

/** How a vote went. */
export type Votes = typeof Votes.Type;

/** What became of a proposal. `recorded-in-error`: it was never decided, which `replaces` says of an earlier entry. */
export const DecisionOutcome = openCode(["adopted", "rejected", "postponed", "noted", "recorded-in-error"], { title: "DecisionOutcome", description: "What became of a proposal" });

/** The majority that the statutes ask for: of the voices cast (`simple`), of all who may vote there (`absolute`), or two thirds of those cast. */
export const Majority = Schema.Literals(["simple", "absolute", "two-thirds"]).annotate({ title: "Majority", description: "The majority that the statutes ask for" });

/** The majority that the statutes ask for. */
export type Majority = typeof Majority.Type;

/** The place of an entry in the list of its meeting. Issue: `entry-number.range`. */
export const EntryNumber = Schema.Int.annotate({ title: "EntryNumber", description: "The place of an entry in the list of its meeting, from 1" }).pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 10_000 }, { message: "entry-number.range" })));

/** A decision, or a later one in place of an earlier that was written down wrong. */
export const NewDecision = Schema.Struct({
  title: freeText({ max: 300, title: "Title", description: "What was put to the vote" }),
  text: Schema.optionalKey(freeText({ max: 4000, title: "Text", description: "What was decided, without any patient" })),
  outcome: DecisionOutcome,
  majority: Schema.optionalKey(Majority),
  votes: Schema.optionalKey(Votes),
  replaces: Schema.optionalKey(EntryNumber.annotate({ description: "The decision that was written down wrong" })),
}).annotate({ identifier: "NewDecision", title: "NewDecision", description: "What a meeting decided" });

/** What a meeting decided. */
export type NewDecision = typeof NewDecision.Type;

/** Whether the votes agree with what was recorded as decided. */
export const VoteCheck = Schema.Literals(["agrees", "differs", "cannot-verify"]).annotate({ title: "VoteCheck", description: "Whether the votes agree with what was recorded as decided" });

/** Whether the votes agree with what was recorded. */
export type VoteCheck = typeof VoteCheck.Type;

/** Whether a majority is met: of the voices cast, or of the voters; null where the voters are not known. */
const isMet = (majority: Majority, votes: Votes, voters: number | null): boolean | null => {
  const cast = votes.for + votes.against;
  if (majority === "simple") return votes.for > votes.against;
  if (majority === "two-thirds") return cast > 0 && 3 * votes.for >= 2 * cast;
  return voters === null ? null : 2 * votes.for > voters;
};

/** Compares a decision with its votes. `voters`: how many voices there are, in person or by proxy; null where it is not known. */
export const checkVote = ({ majority, outcome, votes }: { readonly outcome: string; readonly majority?: Majority; readonly votes?: Votes }, voters: number | null): VoteCheck => {
  if (votes === undefined || majority === undefined || (outcome !== "adopted" && outcome !== "rejected")) return "cannot-verify";
  const met = isMet(majority, votes, voters);
  if (met === null) return "cannot-verify";
  return met === (outcome === "adopted") ? "agrees" : "differs";
};

/** More voices than there were voters, who are known. */
export const hasTooManyVoices = (votes: Votes, voters: number): boolean => votes.for + votes.against + votes.abstain > voters;

/** Where something that is to be done stands: an open list. */
export const FollowUpState = openCode(["open", "done", "dropped", "recorded-in-error"], { title: "FollowUpState", description: "Where something that is to be done stands" });

const what = freeText({ max: 1000, title: "What", description: "What is to be done, without any patient" });

/** Something that is to be done after a meeting. */
export const NewFollowUp = Schema.Struct({ what, assigneeId: Schema.optionalKey(ProfessionalId), dueOn: Schema.optionalKey(LocalDate) }).annotate({
  identifier: "NewFollowUp",
  title: "NewFollowUp",
  description: "Something that is to be done after a meeting",
});

/** Something that is to be done. */
export type NewFollowUp = typeof NewFollowUp.Type;

/** What changes of something that is to be done, and why. Issue: `follow-up.empty`. */
export const FollowUpChange = Schema.Struct({
  why: MeetingCorrectionReason,
  what: Schema.optionalKey(what),
  assigneeId: Schema.optionalKey(Schema.NullOr(ProfessionalId)),
  dueOn: Schema.optionalKey(Schema.NullOr(LocalDate)),
  state: Schema.optionalKey(FollowUpState),
})
  .annotate({ title: "FollowUpChange", description: "What changes of something that is to be done" })
  .pipe(Schema.check(Schema.makeFilter((change) => Object.keys(change).length > 1 || "follow-up.empty", { identifier: "FollowUpChange" })));

/** What changes of something that is to be done. */
export type FollowUpChange = typeof FollowUpChange.Type;
