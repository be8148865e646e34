/**
 * A pathway: the protocol by which several professions, in town and in hospital, care for people with one condition. A document
 * first; then steps, of which each says who does what, within which delay, with which structures.
 *
 * @example
 * ```ts
 * import * as Pathway from "@cpts/domain/Pathway";
 * import { Schema } from "effect";
 *
 * const steps = [{ id: "screen", title: "Dépistage", actor: { label: "Infirmière Asalée" } }];
 * Schema.is(Pathway.PathwayContent)({ title: "Diabète de type 2", theme: "diabete-type-2", priorityYear: 2026, steps }); // => true
 * Schema.is(Pathway.PathwayContent)({ title: "Diabète", theme: "d", steps: [{ ...steps[0], next: [{ step: "gone" }] }] }); // => false
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";

/** Identity of a pathway. Issue: `platform-id.format`. */
export const PathwayId = platformId("PathwayId", "Identity of a pathway on the platform").pipe(Schema.brand("PathwayId"));

/** Identity of a pathway. */
export type PathwayId = typeof PathwayId.Type;

/** Name of a step within its pathway, by which other steps lead to it. Issue: `pathway-step-id.format`. */
export const StepId = Schema.String.annotate({ title: "StepId", description: "Name of a step within its pathway: lower-case letters, digits and hyphens", examples: ["first-visit"] }).pipe(
  Schema.check(Schema.isPattern(/^[a-z][a-z0-9-]{0,39}$/u, { message: "pathway-step-id.format" })),
);

/** Name of a step within its pathway. */
export type StepId = typeof StepId.Type;

/** Units of a delay. */
export const DelayUnit = Schema.Literals(["minutes", "hours", "days", "weeks", "months"]).annotate({ title: "DelayUnit", description: "In what a delay is counted" });

/** Units of a delay. */
export type DelayUnit = typeof DelayUnit.Type;

/** How long a step may take to come, at most. Issue: `pathway-delay.range`. */
export const Delay = Schema.Struct({
  within: Schema.Int.annotate({ description: "At most so many, after the step before" }).pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 1000 }, { message: "pathway-delay.range" }))),
  unit: DelayUnit,
}).annotate({ identifier: "PathwayDelay", title: "Delay", description: "How long a step may take to come" });

/** How long a step may take to come. */
export type Delay = typeof Delay.Type;

const named = (actor: object) => Object.keys(actor).length > 0 || "pathway-actor.none";

/** Who does a step: a profession (TRE_G15), a structure of the directory, or words; never a person. Issue: `pathway-actor.none`. */
export const PathwayActor = Schema.Struct({
  profession: Schema.optionalKey(Code.annotate({ description: "Code of the profession (TRE_G15)" })),
  organizationId: Schema.optionalKey(OrganizationId),
  label: Schema.optionalKey(freeText({ max: 200, title: "Label", description: "Who it is in words: a function, never a name" })),
})
  .annotate({ title: "PathwayActor", description: "Who does a step" })
  .pipe(Schema.check(Schema.makeFilter(named, { identifier: "PathwayActor" })));

/** Who does a step. */
export type PathwayActor = typeof PathwayActor.Type;

/** Where a step leads. */
export const PathwayLink = Schema.Struct({ step: StepId, when: Schema.optionalKey(freeText({ max: 300, title: "When", description: "In which case it leads there" })) }).annotate({
  identifier: "PathwayLink",
  title: "PathwayLink",
  description: "Where a step leads",
});

const mostOrganizations = 30;
const mostLinks = 10;
const mostSteps = 60;

/** A step. Without `next` it leads to the step written after it; an empty `next` ends the pathway. */
export const PathwayStep = Schema.Struct({
  id: StepId,
  title: freeText({ max: 120, title: "Title", description: "The step in a few words" }),
  actor: PathwayActor,
  does: Schema.optionalKey(freeText({ max: 2000, title: "Does", description: "What is done" })),
  delay: Schema.optionalKey(Delay),
  condition: Schema.optionalKey(freeText({ max: 500, title: "Condition", description: "Who comes to this step" })),
  organizationIds: Schema.optionalKey(
    Schema.Array(OrganizationId)
      .annotate({ description: "Structures of the directory that take part" })
      .pipe(Schema.check(Schema.isMaxLength(mostOrganizations), Schema.isUnique())),
  ),
  next: Schema.optionalKey(Schema.Array(PathwayLink).pipe(Schema.check(Schema.isMaxLength(mostLinks)))),
}).annotate({ identifier: "PathwayStep", title: "PathwayStep", description: "A step of a pathway" });

/** A step of a pathway. */
export type PathwayStep = typeof PathwayStep.Type;

interface Stepped {
  readonly steps: ReadonlyArray<PathwayStep>;
}

const stepFaults = ({ steps }: Stepped) => {
  const known = new Set<string>();
  const repeated = steps.flatMap(({ id }, index) => (known.size === known.add(id).size ? [{ path: ["steps", index, "id"], issue: "pathway-step.repeated" }] : []));
  const unknown = steps.flatMap(({ next = [] }, index) =>
    next.flatMap(({ step }, link) => (known.has(step) ? [] : [{ path: ["steps", index, "next", link, "step"], issue: "pathway-step.unknown" }])),
  );
  return [...repeated, ...unknown];
};

const content = {
  title: freeText({ max: 200, title: "Title", description: "What the pathway is called" }),
  theme: Code.annotate({ description: "The condition or theme, an open list", examples: ["diabete-type-2"] }),
  objective: Schema.optionalKey(freeText({ max: 4000, title: "Objective", description: "What for" })),
  audience: Schema.optionalKey(freeText({ max: 500, title: "Audience", description: "For whom, never by name" })),
  priorityYear: Schema.optionalKey(
    Schema.Int.annotate({ description: "The year of which it is a priority of the CPTS", examples: [2026] }).pipe(
      Schema.check(Schema.isBetween({ minimum: 2016, maximum: 2100 }, { message: "priority-year.range" })),
    ),
  ),
  steps: Schema.Array(PathwayStep).pipe(Schema.check(Schema.isMaxLength(mostSteps, { message: "pathway-step.too-many" }))),
};

/**
 * What a version of a pathway says. Issues: `priority-year.range`, `pathway-step.too-many` (60 at most), `pathway-step.repeated`
 * and `pathway-step.unknown` at their places.
 */
export const PathwayContent = Schema.Struct(content)
  .annotate({ title: "PathwayContent", description: "What a version of a pathway says" })
  .pipe(Schema.check(Schema.makeFilter(stepFaults, { identifier: "PathwayContent" })));

/** What a version of a pathway says. */
export type PathwayContent = typeof PathwayContent.Type;

/** What it takes to draft a pathway: a title and a theme; steps may come later. */
export const NewPathway = Schema.Struct({ cptsId: CptsId, ...content })
  .annotate({ title: "NewPathway", description: "What it takes to draft a pathway" })
  .pipe(Schema.check(Schema.makeFilter(stepFaults, { identifier: "NewPathway" })));

/** What it takes to draft a pathway. */
export type NewPathway = typeof NewPathway.Type;

const VersionNumber = Schema.Int.annotate({ description: "Its place among the versions of the pathway, from 1" });

/** A pathway: the version that holds, and the draft of the next one where there is. `version` counts its changes. */
export const Pathway = Schema.Struct({
  id: PathwayId,
  cptsId: CptsId,
  published: Schema.NullOr(Schema.Struct({ number: VersionNumber, publishedOn: LocalDate, content: PathwayContent })),
  draft: Schema.NullOr(Schema.Struct({ number: VersionNumber, content: PathwayContent })),
  version: Schema.Int,
}).annotate({ title: "Pathway", description: "A pathway with the version that holds and the draft of the next one" });

/** A pathway. */
export type Pathway = typeof Pathway.Type;
