/**
 * What the registry tells of letters of intent and health projects: which version of whose, when, and how it was answered. Contents
 * stay in the registry.
 *
 * @example
 * ```ts
 * import * as FormationEvents from "@cpts/domain/FormationEvents";
 *
 * Object.keys(FormationEvents.HealthProjectValidated.fields); // => ["cptsId", "projectId", "version", "on", "tacit"]
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { OpinionVerdict, ProjectId, RefusalGround } from "./HealthProject.ts";
import { Examiner, LetterDecision, LetterId } from "./LetterOfIntent.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";

const version = Schema.Int.annotate({ description: "Which version, from 1" }).pipe(Schema.check(Schema.isGreaterThanOrEqualTo(1, { message: "version.range" })));
const letter = { cptsId: CptsId, letterId: LetterId, version };
const project = { cptsId: CptsId, projectId: ProjectId, version };

/** A version of a letter of intent was handed in. */
export const LetterSubmitted = Schema.Struct({ ...letter, on: PartialDate }).annotate({ identifier: "LetterOfIntentSubmitted", title: "LetterOfIntentSubmitted", description: "A version of a letter of intent was handed in" });

/** A version of a letter of intent was answered. */
export const LetterDecided = Schema.Struct({ ...letter, decision: LetterDecision.fields.decision, on: PartialDate }).annotate({ identifier: "LetterOfIntentDecided", title: "LetterOfIntentDecided", description: "A version of a letter of intent was answered" });

/** A version of a health project was handed in. */
export const HealthProjectSubmitted = Schema.Struct({ ...project, on: PartialDate, missions: Schema.Array(Code).annotate({ description: "Official missions that it is about, each once" }) }).annotate({
  identifier: "HealthProjectSubmitted",
  title: "HealthProjectSubmitted",
  description: "A version of a health project was handed in",
});

/** The agency, the fund or the union of professionals gave an opinion. */
export const HealthProjectOpinionGiven = Schema.Struct({ ...project, from: Examiner, verdict: OpinionVerdict, on: PartialDate }).annotate({ identifier: "HealthProjectOpinionGiven", title: "HealthProjectOpinionGiven", description: "An opinion was given on a health project" });

/** The agency has every piece since a day, from which its silence counts. */
export const HealthProjectCompleted = Schema.Struct({ ...project, on: LocalDate }).annotate({ identifier: "HealthProjectCompleted", title: "HealthProjectCompleted", description: "The agency has the whole project" });

/** A version was validated, by a decision or by silence. */
export const HealthProjectValidated = Schema.Struct({ ...project, on: LocalDate, tacit: Schema.Boolean.annotate({ description: "By two months of silence" }) }).annotate({
  identifier: "HealthProjectValidated",
  title: "HealthProjectValidated",
  description: "A health project was validated",
});

/** A version was refused, on legal grounds. */
export const HealthProjectRefused = Schema.Struct({ ...project, on: LocalDate, grounds: Schema.Array(RefusalGround) }).annotate({ identifier: "HealthProjectRefused", title: "HealthProjectRefused", description: "A health project was refused" });
