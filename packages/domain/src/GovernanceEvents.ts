/**
 * What the directory tells of the offices, bodies and counts that documents declare: ids, codes and figures. The words of a
 * document may name people: they stay in the directory.
 *
 * @example
 * ```ts
 * import * as GovernanceEvents from "@cpts/domain/GovernanceEvents";
 *
 * GovernanceEvents.withoutQuote({ document: "Article", quote: "Mme Dupont" }); // => { document: "Article" }
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { OfficeCode, StatementId } from "./Governance.ts";
import { BodyId, BodyKind } from "./GovernanceBody.ts";
import { DeclaredCount } from "./DeclaredCount.ts";
import { CountedFigure, HeadcountGroup, HeadcountId } from "./Headcount.ts";
import { MissionCodes } from "./Mission.ts";
import { Code } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { PracticeMode, ProfessionalId } from "./Professional.ts";
import { EventProvenance } from "./RegistryEvents.ts";
import type { ProvenanceStatus } from "./Source.ts";

interface Quoting {
  readonly quote?: string;
}

/** The document without the words quoted from it, which may name people. */
export const withoutQuote = <Document extends Quoting>(source: Document): Omit<Document, "quote"> => {
  const { quote: _, ...document } = source;
  return document;
};

/** How a statement about people was obtained, as a value or as it travels: without remark nor quotation. */
export const withoutWords = <Document extends Quoting>({
  source,
  status,
}: {
  readonly status: ProvenanceStatus;
  readonly source?: Document;
}): { readonly status: ProvenanceStatus; readonly source?: Omit<Document, "quote"> } => (source === undefined ? { status } : { status, source: withoutQuote(source) });

/** A document says who holds an office. How it words the office stays in the directory: that may name people. */
export const OfficeDeclared = Schema.Struct({
  statementId: StatementId,
  cptsId: CptsId,
  office: OfficeCode,
  missions: Schema.optionalKey(MissionCodes),
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
  missions: Schema.optionalKey(MissionCodes),
  validFrom: Schema.optionalKey(Schema.NullOr(PartialDate)),
  validTo: Schema.optionalKey(Schema.NullOr(PartialDate)),
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
