/**
 * How a CPTS forms, as the registry shows it: letters of intent, health projects, and what is missing for the next step.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { RuleText } from "@cpts/api/FormationViews"
 *
 * const rule = { fr: "Art. L. 1434-12 CSP", en: "Art. L. 1434-12 CSP", status: "verified" }
 * Schema.is(RuleText)(rule) // => true
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { CptsAction, CptsStatus } from "@cpts/domain/CptsStatus";
import { Completeness, NewHealthProject, Opinion, ProjectDecision, ProjectId, ProjectState } from "@cpts/domain/HealthProject";
import { LetterDecision, LetterId, NewLetterOfIntent } from "@cpts/domain/LetterOfIntent";
import { LocalDate } from "@cpts/domain/LocalDate";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Role } from "@cpts/domain/Role";
import { Schema } from "effect";
import { StoredFile } from "./Files.ts";
import { TransitionView } from "./TransitionEndpoints.ts";

const version = Schema.Int.annotate({ description: "Which version, from 1" });

/** The text that a rule comes from, and how sure it is. */
export const RuleText = Schema.Struct({ fr: Schema.String, en: Schema.String, status: Schema.Literals(["verified", "provisional"]) }).annotate({ identifier: "RuleText" });
export type RuleText = typeof RuleText.Type;

const letterFacts = {
  letterId: LetterId,
  cptsId: CptsId,
  version,
  state: Schema.Literals(["filed", "validated", "returned"]),
  submittedOn: PartialDate,
  decidedOn: Schema.NullOr(PartialDate),
};

/** A version of a letter of intent, without its content. */
export const LetterFacts = Schema.Struct(letterFacts).annotate({ identifier: "LetterOfIntentFacts" });
export type LetterFacts = typeof LetterFacts.Type;

/** A version of a letter of intent. */
export const LetterView = Schema.Struct({
  ...letterFacts,
  letter: NewLetterOfIntent,
  lacking: Schema.Array(Schema.String).annotate({ description: "Sections that guides of agencies ask for and it has not" }),
  decision: Schema.NullOr(LetterDecision),
  files: Schema.Array(StoredFile),
}).annotate({ identifier: "LetterOfIntent" });
export type LetterView = typeof LetterView.Type;

const projectFacts = {
  projectId: ProjectId,
  cptsId: CptsId,
  version,
  state: ProjectState,
  submittedOn: PartialDate,
  completeOn: Schema.NullOr(LocalDate),
  decidedOn: Schema.NullOr(LocalDate.annotate({ description: "The day of the decision, or the last one of the silence" })),
};

/** A version of a health project, without its content. */
export const ProjectFacts = Schema.Struct(projectFacts).annotate({ identifier: "HealthProjectFacts" });
export type ProjectFacts = typeof ProjectFacts.Type;

const silenceEndsOn = Schema.NullOr(LocalDate.annotate({ description: "The last day on which the agency may answer; null once it has, or where no day is known to count from" }));

/** A version of a health project in the list of all, without its content. */
export const ProjectItem = Schema.Struct({ ...projectFacts, silenceEndsOn, cptsName: Schema.String }).annotate({ identifier: "HealthProjectItem" });
export type ProjectItem = typeof ProjectItem.Type;

/** A version of a health project. */
export const ProjectView = Schema.Struct({
  ...projectFacts,
  silenceEndsOn,
  project: NewHealthProject,
  completeness: Schema.NullOr(Completeness),
  opinions: Schema.Array(Opinion),
  decision: Schema.NullOr(ProjectDecision.annotate({ description: "Null while there is none, and after a silence" })),
  files: Schema.Array(StoredFile),
}).annotate({ identifier: "HealthProject" });
export type ProjectView = typeof ProjectView.Type;

/** Something that must be there before a step. */
export const MissingView = Schema.Struct({ code: Schema.String, fr: Schema.String, en: Schema.String, source: RuleText }).annotate({ identifier: "MissingRequirement" });

/** A step that exists from where a CPTS stands. */
export const NextStepView = Schema.Struct({
  action: CptsAction,
  fr: Schema.String,
  en: Schema.String,
  to: CptsStatus,
  by: Schema.Array(Role).annotate({ description: "Whose step it is" }),
  source: RuleText,
  missing: Schema.Array(MissingView).annotate({ description: "What must be there first; empty where nothing is missing" }),
  path: Schema.String.annotate({ description: "The endpoint that takes it" }),
}).annotate({ identifier: "NextStep" });

/** The silence of the agency about a project. */
export const SilenceView = Schema.Struct({
  countsFrom: Schema.NullOr(LocalDate.annotate({ description: "Completeness, else submission; null where that is not known to the day" })),
  endsOn: silenceEndsOn,
  rule: RuleText,
}).annotate({ identifier: "Silence" });

/** How far a CPTS has come, and what is missing for each of its next steps. */
export const FormationView = Schema.Struct({
  cptsId: CptsId,
  status: CptsStatus,
  done: Schema.Array(TransitionView),
  next: Schema.Array(NextStepView),
  letter: Schema.NullOr(LetterFacts),
  letterLacks: Schema.Array(Schema.String),
  project: Schema.NullOr(ProjectFacts),
  silence: Schema.NullOr(SilenceView),
}).annotate({ identifier: "Formation" });
export type FormationView = typeof FormationView.Type;
