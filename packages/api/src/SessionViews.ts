/**
 * Sessions of actions as the prevention service shows them: to everyone with small counts hidden, to those of the CPTS exactly.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { Warning } from "@cpts/api/SessionViews"
 *
 * Schema.decodeUnknownSync(Warning)({ code: "overlap", message: { fr: "…", en: "…" } }).code // => "overlap"
 * ```
 *
 * @since 0.1.0
 */
import { LocalDate } from "@cpts/domain/LocalDate";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Session, SessionReason } from "@cpts/domain/Session";
import { AgeCount, ShownResults } from "@cpts/domain/SessionResults";
import { SignUpState } from "@cpts/domain/SessionSignUp";
import { ProfessionStaffing } from "@cpts/domain/SessionStaffing";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";

/** Something unusual, as it stands when it is read. */
export const Warning = Schema.Struct({ code: Code, message: Schema.Struct({ fr: Schema.String, en: Schema.String }) }).annotate({ identifier: "Warning" });
export type Warning = typeof Warning.Type;

/** A session in a list. `results` is null until it was held. */
export const SessionItem = Schema.Struct({ ...Session.fields, communeName: Schema.String, results: Schema.NullOr(ShownResults) }).annotate({ identifier: "SessionItem" });
export type SessionItem = typeof SessionItem.Type;

/** A session, with what is unusual about it now. */
export const SessionView = Schema.Struct({
  ...SessionItem.fields,
  staffing: Schema.NullOr(Schema.Array(ProfessionStaffing)).annotate({ description: "The professions needed beside those who have a place; null for those who may not see who comes" }),
  warnings: Schema.Array(Warning),
}).annotate({ identifier: "Session" });
export type SessionView = typeof SessionView.Type;

/** How somebody belongs to the CPTS on the day of a session: `unknown` where no document tells whether they still do. */
export const MemberStanding = Schema.Literals(["member", "ended", "not-a-member", "unknown"]).annotate({ description: "Membership of the CPTS on the day of the session" });
export type MemberStanding = typeof MemberStanding.Type;

/** Somebody of a session. `number` gives the order in which they came; the first that waits is next. */
export const SignUpView = Schema.Struct({
  professionalId: ProfessionalId,
  number: Schema.Int,
  state: SignUpState,
  signedUpOn: LocalDate,
  membership: MemberStanding,
}).annotate({ identifier: "SignUp" });
export type SignUpView = typeof SignUpView.Type;

/** What was recorded of a session: the first count, then each correction with its reason. */
export const RecordedResults = Schema.Struct({
  number: Schema.Int,
  recordedOn: LocalDate,
  reason: Schema.NullOr(SessionReason),
  byAge: Schema.Array(AgeCount),
  reached: Schema.Int,
  screened: Schema.Int,
  referred: Schema.Int,
}).annotate({ identifier: "RecordedResults" });
export type RecordedResults = typeof RecordedResults.Type;

/** What a session came to, exactly: the newest record first; and who of the professionals came. */
export const SessionResultsView = Schema.Struct({ 
  history: Schema.Array(RecordedResults),
  attendance: Schema.Array(ProfessionalId),
  attendanceErased: Schema.Int.annotate({ description: "How many more came, of whom nothing is kept since they were erased" }),
}).annotate({ identifier: "SessionResults" });
export type SessionResultsView = typeof SessionResultsView.Type;
