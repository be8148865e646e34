/**
 * The health project of a CPTS in its versions, and what the agency answers: it validates, it refuses on one of two grounds, or it is
 * silent for two months, which validates (art. L. 1434-12 CSP).
 *
 * The two months are counted from the day on which the agency has the whole project: that of its submission, or a later one that
 * the agency names because pieces were missing (art. L. 114-5 CRPA). They end with the day of the second month that has the
 * same number, or the last day of that month (art. 641 of the code de procedure civile). Provisional: that a Sunday or a
 * holiday moves nothing (art. 642 is about acts before a court) is assumed.
 *
 * @example
 * ```ts
 * import * as HealthProject from "@cpts/domain/HealthProject";
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * const day = Schema.decodeUnknownSync(LocalDate.LocalDate);
 * HealthProject.silenceEnds(day("2026-12-31")); // => "2027-02-28"
 * HealthProject.silenceEnds(day("2026-11-22")); // => "2027-01-22"
 * ```
 */
import { Schema } from "effect";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { Budget, Examiner } from "./LetterOfIntent.ts";
import { addMonths, LocalDate } from "./LocalDate.ts";
import { LocalMission } from "./Mission.ts";
import { Code, openCode } from "./OpenCode.ts";
import { earliest, latest, PartialDate } from "./PartialDate.ts";
import { Source } from "./Source.ts";

/** Identity of the health project of a CPTS, whatever its version. Issue: `platform-id.format`. */
export const ProjectId = platformId("ProjectId", "Identity of a health project").pipe(Schema.brand("ProjectId"));

/** Identity of a health project. */
export type ProjectId = typeof ProjectId.Type;

const tooMany = { message: "formation.too-many" };
const count = { message: "mission.count" };

/** A version of the project with the day it was handed in. Issues: `formation.too-many`, `mission.count`. */
export const NewHealthProject = Schema.Struct({
  on: PartialDate.annotate({ description: "When the agency received it, as far as it is known" }),
  diagnosis: freeText({ max: 50_000, title: "Diagnosis", description: "Diagnosis of the territory" }),
  axes: Schema.optionalKey(Schema.Array(freeText({ max: 500, title: "Axis", description: "An axis of the project" })).pipe(Schema.check(Schema.isMaxLength(50, tooMany)))),
  missions: Schema.Array(LocalMission).pipe(Schema.check(Schema.isMinLength(1, count), Schema.isMaxLength(50, count))),
  actionSheets: Schema.optionalKey(
    Schema.Array(
      Schema.Struct({ title: freeText({ max: 300, title: "Title", description: "Title of the sheet" }), reference: Schema.optionalKey(Code.annotate({ description: "Its number in the document, or its id in the contracts service" })) }).annotate({
        identifier: "ActionSheetReference",
        title: "ActionSheetReference",
        description: "A sheet of the project",
      }),
    ).pipe(Schema.check(Schema.isMaxLength(200, tooMany))),
  ),
  budget: Schema.optionalKey(Budget),
  source: Schema.optionalKey(Source),
}).annotate({ identifier: "NewHealthProject", title: "NewHealthProject", description: "A version of a health project" });

/** A version of the project. */
export type NewHealthProject = typeof NewHealthProject.Type;

/** How an opinion turns out. */
export const OpinionVerdict = openCode(["favourable", "favourable-with-reservations", "unfavourable"], { title: "OpinionVerdict", description: "How an opinion turns out" });

/** What the agency, the fund or the union of professionals thinks of a version. An opinion binds nobody. */
export const Opinion = Schema.Struct({ from: Examiner, verdict: OpinionVerdict, on: PartialDate, source: Source }).annotate({
  identifier: "Opinion",
  title: "Opinion",
  description: "An opinion on a health project",
});

/** An opinion on a version. */
export type Opinion = typeof Opinion.Type;

/** The day on which the agency has every piece: its silence counts from there (art. L. 114-5 CRPA). */
export const Completeness = Schema.Struct({ on: LocalDate, source: Source }).annotate({ identifier: "Completeness", title: "Completeness", description: "Since when the agency has the whole project" });

/** The day on which the agency has every piece. */
export type Completeness = typeof Completeness.Type;

/** The two grounds that the law knows: the territory, or the regional health project. Issue: `refusal-ground.not-legal`. */
export const RefusalGround = Schema.String.annotate({ title: "RefusalGround", description: "`territory`: it is not relevant; `prs`: the regional health project is not respected", examples: ["territory", "prs"] }).pipe(
  Schema.check(Schema.isPattern(/^(?:territory|prs)$/u, { message: "refusal-ground.not-legal" })),
);

const groundsFit = ({ decision, grounds = [] }: { readonly decision: string; readonly grounds?: ReadonlyArray<string> }) => {
  if (decision === "refused" && grounds.length === 0) return { path: ["grounds"], issue: "project-decision.no-ground" };
  return decision === "validated" && grounds.length > 0 ? { path: ["grounds"], issue: "project-decision.grounds-of-validation" } : true;
};

/** The answer of the agency, named with its source. Issues: `project-decision.no-ground`, `project-decision.grounds-of-validation`, `formation.too-many`. */
export const ProjectDecision = Schema.Struct({
  decision: Schema.Literals(["validated", "refused"]),
  on: LocalDate.annotate({ description: "The day of the decision" }),
  grounds: Schema.optionalKey(Schema.Array(RefusalGround).pipe(Schema.check(Schema.isMaxLength(2, tooMany)))),
  source: Source,
})
  .annotate({ title: "ProjectDecision", description: "The answer of the agency to a health project" })
  .pipe(Schema.check(Schema.makeFilter(groundsFit, { identifier: "ProjectDecision" })));

/** The answer of the agency. */
export type ProjectDecision = typeof ProjectDecision.Type;

/** Where a version stands. */
export const ProjectState = Schema.Literals(["filed", "validated", "tacitly-validated", "refused"]).annotate({ title: "ProjectState", description: "Where a version of a health project stands" });

/** Where a version stands. */
export type ProjectState = typeof ProjectState.Type;

/** How long the silence of the agency lasts before it validates (art. L. 1434-12 CSP), in months. */
export const silenceMonths = 2;

/** The last day on which the agency may answer, when it has had the whole project since a day. */
export const silenceEnds = (completeOn: LocalDate): LocalDate => addMonths(completeOn, silenceMonths);

/** The day from which the silence counts: that of completeness, else that of the submission; `null` where no day is known. */
export const silenceCountsFrom = (submittedOn: PartialDate, completeOn: LocalDate | null): LocalDate | null => {
  const [first, last] = [earliest(submittedOn), latest(submittedOn)];
  return completeOn ?? (first === last ? first : null);
};

/** Why a decision cannot stand: it is yet to come, before the submission, after the silence that has validated, or nothing is left to decide. */
export type DecisionFault = "in-the-future" | "before-submission" | "after-silence" | "already-decided";

/** A version as far as a decision on it is concerned. */
export interface DecidableProject {
  readonly state: ProjectState;
  readonly submittedOn: PartialDate;
  readonly completeOn: LocalDate | null;
}

/** Whether the agency may decide on a day, seen from today. A decision in time that is recorded late replaces the silence. */
export const decisionFault = ({ completeOn, state, submittedOn }: DecidableProject, on: LocalDate, today: LocalDate): DecisionFault | null => {
  if (state === "validated" || state === "refused") return "already-decided";
  if (on > today) return "in-the-future";
  const first = earliest(submittedOn);
  if (first !== null && on < first) return "before-submission";
  const from = silenceCountsFrom(submittedOn, completeOn);
  return from !== null && on > silenceEnds(from) ? "after-silence" : null;
};
