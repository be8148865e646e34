/**
 * What the prevention service tells of crises: the alert, its end, the plan and its yearly update. Never a number to call, never
 * a person, nor what people wrote.
 *
 * @example
 * ```ts
 * import * as CrisisEvents from "@cpts/domain/CrisisEvents";
 *
 * Object.keys(CrisisEvents.CrisisActivated.fields); // => ["crisisId", "cptsId", "level", "theme", "planNumber", "activatedAt"]
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { CrisisId } from "./Crisis.ts";
import { CrisisPlanId } from "./CrisisPlan.ts";
import { Instant } from "./EventEnvelope.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";

const ofPlan = { planId: CrisisPlanId, cptsId: CptsId, number: Schema.Int.annotate({ description: "Its place among the versions of the plan, from 1" }) };
const ofCrisis = { crisisId: CrisisId, cptsId: CptsId };

/** A version of a plan is drafted, or its draft changed. */
export const CrisisPlanDrafted = Schema.Struct({ ...ofPlan, roleCount: Schema.Int, resourceCount: Schema.Int }).annotate({ identifier: "CrisisPlanDrafted", title: "CrisisPlanDrafted", description: "A version of a crisis plan is drafted, or its draft changed" });

/** A version of a plan is published, to be updated by `updateDueOn`. */
export const CrisisPlanPublished = Schema.Struct({ ...ofPlan, publishedOn: LocalDate, updateDueOn: LocalDate, roleCount: Schema.Int, resourceCount: Schema.Int }).annotate({
  identifier: "CrisisPlanPublished",
  title: "CrisisPlanPublished",
  description: "A version of a crisis plan is published",
});

/** The day has come by which a plan was to be updated, and it was not. */
export const CrisisPlanUpdateDue = Schema.Struct({ ...ofPlan, publishedOn: LocalDate, dueOn: LocalDate }).annotate({ identifier: "CrisisPlanUpdateDue", title: "CrisisPlanUpdateDue", description: "A crisis plan is to be updated" });

/** An exercise of a plan was held. */
export const CrisisExerciseRecorded = Schema.Struct({ ...ofPlan, heldOn: LocalDate, participants: Schema.Int }).annotate({ identifier: "CrisisExerciseRecorded", title: "CrisisExerciseRecorded", description: "An exercise of a crisis plan was held" });

/** The alert: a CPTS answers a crisis. `planNumber`: the plan that holds; null where there is none. */
export const CrisisActivated = Schema.Struct({ ...ofCrisis, level: Code, theme: Code, planNumber: Schema.NullOr(Schema.Int), activatedAt: Instant }).annotate({
  identifier: "CrisisActivated",
  title: "CrisisActivated",
  description: "A CPTS answers a crisis",
});

/** The end of the alert. */
export const CrisisClosed = Schema.Struct({ ...ofCrisis, activatedAt: Instant, closedAt: Instant, entryCount: Schema.Int, tasksDone: Schema.Int }).annotate({
  identifier: "CrisisClosed",
  title: "CrisisClosed",
  description: "A CPTS no longer answers a crisis",
});
