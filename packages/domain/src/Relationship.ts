/**
 * Who stands for whom: a person represents or is employed by an organization, an organization is mandated by another.
 *
 * @example
 * ```ts
 * import * as Relationship from "@cpts/domain/Relationship";
 * import { Schema } from "effect";
 *
 * const urps = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
 * Schema.is(Relationship.RelationshipStatement)({ kind: "mandated-by", organizationId: urps, of: urps }); // => false
 * Relationship.relationshipKinds.find(({ code }) => code === "mandated-by")?.fr; // => "mandaté par"
 * ```
 */
import { Schema } from "effect";
import { CptsId, ExternalIds } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { exactlyOneWho, periodInOrder } from "./internal/statementChecks.ts";
import { openCode } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { Provenance } from "./Source.ts";

/** Identity of a relationship. Issue: `platform-id.format`. */
export const RelationshipId = platformId("RelationshipId", "Identity of a relationship on the platform").pipe(Schema.brand("RelationshipId"));

/** Identity of a relationship. */
export type RelationshipId = typeof RelationshipId.Type;

/** Kinds of relationship, read from who to whom, with their labels. */
export const relationshipKinds = [
  { code: "represents", fr: "représente", en: "represents" },
  { code: "employed-by", fr: "employé par", en: "employed by" },
  { code: "mandated-by", fr: "mandaté par", en: "mandated by" },
] as const;

/** Kind of a relationship, an open list. */
export const RelationshipKind = openCode(
  relationshipKinds.map(({ code }) => code),
  { title: "RelationshipKind", description: "What someone is to an organization" },
);

/** Kind of a relationship. */
export type RelationshipKind = typeof RelationshipKind.Type;

/** In what capacity people act for an organization, with their labels: what they may sign for hangs on it, and on its statutes. */
export const representativeCapacities = [
  { code: "legal-representative", fr: "représentant légal", en: "legal representative" },
  { code: "director", fr: "directeur, directrice", en: "director" },
  { code: "delegate", fr: "délégué, déléguée, par délégation écrite", en: "delegate, by a written delegation" },
  { code: "elected", fr: "élu, élue", en: "elected member" },
  { code: "referent", fr: "interlocuteur, interlocutrice", en: "contact" },
  { code: "user-representative", fr: "représentant, représentante des usagers", en: "users' representative" },
] as const;

/** In what capacity someone acts for an organization, an open list. */
export const RepresentativeCapacity = openCode(
  representativeCapacities.map(({ code }) => code),
  { title: "RepresentativeCapacity", description: "In what capacity someone acts for an organization" },
);

/** In what capacity someone acts for an organization. */
export type RepresentativeCapacity = typeof RepresentativeCapacity.Type;

const itself = (statement: { readonly organizationId?: string; readonly of: string }) =>
  statement.organizationId === statement.of ? { path: ["of"], issue: "relationship.itself" } : true;

/**
 * Who (one person or one organization) represents, is employed or mandated by which organization, as what, what for, and
 * when as far as is known: the first day, and the day after the last. Issues: `who.exactly-one`, `relationship.itself`,
 * `period.empty`.
 */
export const RelationshipStatement = Schema.Struct({
  kind: RelationshipKind,
  professionalId: Schema.optionalKey(ProfessionalId),
  organizationId: Schema.optionalKey(OrganizationId),
  of: OrganizationId,
  capacity: Schema.optionalKey(RepresentativeCapacity),
  function: Schema.optionalKey(freeText({ max: 200, title: "Function", description: "As what, such as directrice générale" })),
  object: Schema.optionalKey(freeText({ max: 500, title: "Object", description: "What for" })),
  cptsId: Schema.optionalKey(CptsId),
  validFrom: Schema.optionalKey(PartialDate),
  validTo: Schema.optionalKey(PartialDate),
  provenance: Schema.optionalKey(Provenance),
  externalIds: Schema.optionalKey(ExternalIds),
})
  .annotate({ title: "RelationshipStatement", description: "Who stands for whom" })
  .pipe(Schema.check(Schema.makeFilter(exactlyOneWho), Schema.makeFilter(itself), Schema.makeFilter(periodInOrder, { identifier: "RelationshipStatement" })));

/** Who stands for whom. */
export type RelationshipStatement = typeof RelationshipStatement.Type;
