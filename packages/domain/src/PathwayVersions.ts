/**
 * The versions of a pathway: a draft is changed until it is published; what is published never changes, its successor is the
 * next draft.
 *
 * @example
 * ```ts
 * import * as PathwayVersions from "@cpts/domain/PathwayVersions";
 *
 * const to = (id: string, next?: ReadonlyArray<{ step: string }>) => ({ id, title: id, actor: { label: "IDE" }, ...(next && { next }) });
 * PathwayVersions.unreachable([to("a", [{ step: "c" }]), to("b"), to("c", [])]); // => ["b"]
 * PathwayVersions.professionsOf([{ ...to("a"), actor: { profession: "10" } }, { ...to("b"), actor: { profession: "60" } }]); // => ["10", "60"]
 * ```
 */
import { Result, Schema } from "effect";
import { LocalDate } from "./LocalDate.ts";
import type { NewPathway, Pathway, PathwayContent, PathwayId, PathwayStep } from "./Pathway.ts";
import { StepId } from "./Pathway.ts";

/** There is no draft: what is published does not change. */
export class NoDraft extends Schema.TaggedError<NoDraft>()("NoDraft", {}) {}

/** Neither a document nor a step: there is nothing that somebody could follow. */
export class NothingToFollow extends Schema.TaggedError<NothingToFollow>()("NothingToFollow", {}) {}

/** The draft says what the version before says, and brings no document. */
export class NothingNew extends Schema.TaggedError<NothingNew>()("NothingNew", { number: Schema.Int }) {}

/** No way leads from the first step to these. */
export class StepsUnreachable extends Schema.TaggedError<StepsUnreachable>()("StepsUnreachable", { steps: Schema.Array(StepId) }) {}

/** Nothing was published on a day that has not come, nor before the version before. */
export class DayNotPossible extends Schema.TaggedError<DayNotPossible>()("DayNotPossible", { publishedOn: LocalDate, earliest: Schema.NullOr(LocalDate), today: LocalDate }) {}

/** The steps that a step leads to, by their names. */
export const nextOf = (steps: ReadonlyArray<PathwayStep>, index: number): ReadonlyArray<StepId> => {
  const after = steps[index + 1];
  return steps[index]?.next?.map(({ step }) => step) ?? (after === undefined ? [] : [after.id]);
};

/** Steps to which no way leads from the first one, in their order. */
export const unreachable = (steps: ReadonlyArray<PathwayStep>): ReadonlyArray<StepId> => {
  const places = new Map(steps.map(({ id }, index) => [id, index]));
  const reached = new Set<string>();
  const open = steps.slice(0, 1).map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...nextOf(steps, places.get(id) ?? steps.length));
  }
  return steps.flatMap(({ id }) => (reached.has(id) ? [] : [id]));
};

/** The professions that do a step, each once, sorted. */
export const professionsOf = (steps: ReadonlyArray<PathwayStep>): ReadonlyArray<string> => [...new Set(steps.flatMap(({ actor }) => actor.profession ?? []))].toSorted();

/** The structures that take part, each once, sorted. */
export const organizationsOf = (steps: ReadonlyArray<PathwayStep>) =>
  [...new Set(steps.flatMap(({ actor, organizationIds = [] }) => [...(actor.organizationId === undefined ? [] : [actor.organizationId]), ...organizationIds]))].toSorted();

/** A new pathway: its first draft. The identity comes from outside. */
export const draftPathway = (id: PathwayId, { cptsId, ...content }: NewPathway): Pathway => ({ id, cptsId, published: null, draft: { number: 1, content }, version: 1 });

/** The pathway with this content as its draft: the one that is there, or the next version's. */
export const redraft = (pathway: Pathway, content: PathwayContent): Pathway => ({
  ...pathway,
  draft: { number: (pathway.published?.number ?? 0) + 1, content },
  version: pathway.version + 1,
});

/** Order of the keys of an object says nothing. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "object" && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner));

/** Whether two contents say the same. */
export const saysTheSame = (one: PathwayContent, other: PathwayContent): boolean => canonical(one) === canonical(other);

/** The pathway with its draft published: immutable from then on. `documents` is how many files the draft brings. */
export const publishPathway = (
  pathway: Pathway,
  { documents, publishedOn, today }: { readonly documents: number; readonly publishedOn: LocalDate; readonly today: LocalDate },
): Result.Result<Pathway, NoDraft | NothingToFollow | NothingNew | StepsUnreachable | DayNotPossible> => {
  const { draft, published } = pathway;
  if (draft === null) return Result.fail(new NoDraft());
  const { content } = draft;
  if (documents === 0 && content.steps.length === 0) return Result.fail(new NothingToFollow());
  if (documents === 0 && published !== null && saysTheSame(content, published.content)) return Result.fail(new NothingNew({ number: published.number }));
  const steps = unreachable(content.steps);
  if (steps.length > 0) return Result.fail(new StepsUnreachable({ steps }));
  const earliest = published?.publishedOn ?? null;
  if (publishedOn > today || (earliest !== null && publishedOn < earliest)) return Result.fail(new DayNotPossible({ publishedOn, earliest, today }));
  return Result.succeed({ ...pathway, published: { number: draft.number, publishedOn, content }, draft: null, version: pathway.version + 1 });
};
