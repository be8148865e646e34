/**
 * What the directory tells. People are ids: their names and numbers stay in the directory, which can erase them; names of
 * organizations are public facts.
 *
 * @example
 * ```ts
 * import * as DirectoryEvents from "@cpts/domain/DirectoryEvents";
 *
 * Object.keys(DirectoryEvents.ProfessionalRegistered.fields); // => ["professionalId", "profession"]
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { OfficeCode, StatementId } from "./Governance.ts";
import { BodyId, BodyKind, DeclaredCount } from "./GovernanceBody.ts";
import { CountedFigure, HeadcountGroup, HeadcountId } from "./Headcount.ts";
import { Code } from "./OpenCode.ts";
import { OrganizationId, OrganizationKind } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { PracticeMode, ProfessionalId } from "./Professional.ts";
import { EventProvenance } from "./RegistryEvents.ts";
import type { Provenance, Source } from "./Source.ts";

/** Someone is known to the directory. */
export const ProfessionalRegistered = Schema.Struct({
  professionalId: ProfessionalId,
  profession: Schema.NullOr(Code).annotate({ description: "Code of the profession (TRE_G15); null when it is not known or there is none" }),
}).annotate({ identifier: "ProfessionalRegistered", title: "ProfessionalRegistered", description: "Someone is known to the directory" });

/** Someone is known to the directory. */
export type ProfessionalRegistered = typeof ProfessionalRegistered.Type;

/** An organization is known to the directory. */
export const OrganizationRegistered = Schema.Struct({
  organizationId: OrganizationId,
  name: freeText({ max: 200, title: "Name", description: "Name of the organization" }),
  kind: OrganizationKind,
  provenance: EventProvenance,
}).annotate({ identifier: "OrganizationRegistered", title: "OrganizationRegistered", description: "An organization is known to the directory" });

/** An organization is known to the directory. */
export type OrganizationRegistered = typeof OrganizationRegistered.Type;

/** The document without the words quoted from it, which may name people. */
export const withoutQuote = (source: Source): Source => {
  const { quote: _, ...document } = source;
  return document;
};

/** How a statement about people was obtained: without remark nor quotation. */
export const withoutWords = ({ source, status }: Provenance): EventProvenance => (source === undefined ? { status } : { status, source: withoutQuote(source) });

/** A document says who holds an office. How it words the office stays in the directory: that may name people. */
export const OfficeDeclared = Schema.Struct({
  statementId: StatementId,
  cptsId: CptsId,
  office: OfficeCode,
  holderIds: Schema.Array(ProfessionalId),
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate),
  provenance: EventProvenance,
}).annotate({ identifier: "OfficeDeclared", title: "OfficeDeclared", description: "A document says who holds an office" });

/** A document says who holds an office. */
export type OfficeDeclared = typeof OfficeDeclared.Type;

/** A document declares a body. Its composition in prose stays in the directory. */
export const BodyDeclared = Schema.Struct({
  bodyId: BodyId,
  cptsId: CptsId,
  kind: BodyKind,
  declaredSize: Schema.NullOr(DeclaredCount),
  declaredProfessionCount: Schema.NullOr(DeclaredCount),
  provenance: EventProvenance,
}).annotate({ identifier: "BodyDeclared", title: "BodyDeclared", description: "A document declares a body" });

/** A document declares a body. */
export type BodyDeclared = typeof BodyDeclared.Type;

/** A line of a headcount by its codes. */
export const HeadcountDeclaredLine = Schema.Struct({
  profession: Schema.NullOr(Code),
  group: Schema.NullOr(HeadcountGroup),
  ...CountedFigure.fields,
}).annotate({ identifier: "HeadcountDeclaredLine", title: "HeadcountDeclaredLine", description: "A line of a headcount by its codes" });

/** A document counts people and structures. Its words stay in the directory. */
export const HeadcountDeclared = Schema.Struct({
  headcountId: HeadcountId,
  cptsId: CptsId,
  practiceMode: Schema.NullOr(PracticeMode),
  on: Schema.NullOr(PartialDate),
  total: Schema.NullOr(CountedFigure),
  lines: Schema.Array(HeadcountDeclaredLine),
  provenance: EventProvenance,
}).annotate({ identifier: "HeadcountDeclared", title: "HeadcountDeclared", description: "A document counts people and structures" });

/** A document counts people and structures. */
export type HeadcountDeclared = typeof HeadcountDeclared.Type;
