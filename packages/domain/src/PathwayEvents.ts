/**
 * What the prevention service tells of pathways: drafted, published, how many people entered. A draft is not public and a log
 * cannot be erased: its texts travel once it is published. A count under 11 is withheld.
 *
 * @example
 * ```ts
 * import * as PathwayEvents from "@cpts/domain/PathwayEvents";
 *
 * "title" in PathwayEvents.PathwayDrafted.fields; // => false
 * "title" in PathwayEvents.PathwayPublished.fields; // => true
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";
import { PathwayContent, PathwayId, type Pathway } from "./Pathway.ts";
import type { InclusionCount } from "./PathwayInclusions.ts";
import { organizationsOf, professionsOf } from "./PathwayVersions.ts";
import { hide } from "./SmallCounts.ts";

const ofPathway = { pathwayId: PathwayId, cptsId: CptsId };
const number = Schema.Int.annotate({ description: "Its place among the versions of the pathway, from 1" });
const content = PathwayContent.fields;
const priorityYear = Schema.NullOr(Schema.Int).annotate({ description: "The year of which it is a priority of the CPTS" });

/** A version of a pathway is drafted, or its draft changed. */
export const PathwayDrafted = Schema.Struct({ ...ofPathway, number, theme: content.theme, priorityYear, stepCount: Schema.Int }).annotate({
  identifier: "PathwayDrafted",
  title: "PathwayDrafted",
  description: "A version of a pathway is drafted, or its draft changed",
});

/** A version of a pathway is drafted, or its draft changed. */
export type PathwayDrafted = typeof PathwayDrafted.Type;

/** A version of a pathway is published; the one before no longer holds. */
export const PathwayPublished = Schema.Struct({
  ...ofPathway,
  number,
  title: content.title,
  theme: content.theme,
  priorityYear,
  publishedOn: LocalDate,
  stepCount: Schema.Int,
  documentCount: Schema.Int,
  professions: Schema.Array(Code),
  organizationIds: Schema.Array(OrganizationId),
}).annotate({ identifier: "PathwayPublished", title: "PathwayPublished", description: "A version of a pathway is published" });

/** A version of a pathway is published. */
export type PathwayPublished = typeof PathwayPublished.Type;

/** How many people entered a pathway in a period is declared, or corrected. */
export const InclusionsDeclared = Schema.Struct({
  ...ofPathway,
  from: LocalDate,
  to: LocalDate,
  people: Schema.NullOr(Schema.Int).annotate({ description: "Null where the count is withheld, being under 11" }),
}).annotate({ identifier: "InclusionsDeclared", title: "InclusionsDeclared", description: "How many people entered a pathway in a period" });

/** How many people entered a pathway in a period. */
export type InclusionsDeclared = typeof InclusionsDeclared.Type;

const of = ({ cptsId, id }: Pathway) => ({ pathwayId: id, cptsId });

/** The payload of a draft. Throws where there is none: a defect. */
export const pathwayDrafted = (pathway: Pathway): PathwayDrafted => {
  const { draft } = pathway;
  if (draft === null) throw new Error("a pathway without draft");
  const { priorityYear: year = null, steps, theme } = draft.content;
  return { ...of(pathway), number: draft.number, theme, priorityYear: year, stepCount: steps.length };
};

/** The payload of a publication. Throws where nothing is published: a defect. */
export const pathwayPublished = (pathway: Pathway, documentCount: number): PathwayPublished => {
  const { published } = pathway;
  if (published === null) throw new Error("a pathway that is not published");
  const { priorityYear: year = null, steps, theme, title } = published.content;
  const { number: place, publishedOn } = published;
  return { ...of(pathway), number: place, title, theme, priorityYear: year, publishedOn, stepCount: steps.length, documentCount, professions: professionsOf(steps), organizationIds: organizationsOf(steps) };
};

/** The payload of a declaration. */
export const inclusionsDeclared = (pathway: Pathway, { from, people, to }: InclusionCount): InclusionsDeclared => ({ ...of(pathway), from, to, people: hide(people) });
