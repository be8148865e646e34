/**
 * Who holds which office of a CPTS and which bodies run it, as documents say it: every statement is kept beside the others,
 * with its source.
 *
 * @example
 * ```ts
 * import { NewBody } from "@cpts/api/GovernanceViews"
 *
 * Object.keys(NewBody.fields).includes("declaredProfessionCount") // => true
 * ```
 *
 * @since 0.1.0
 */
import { BodyComposition, BodyName, BodyPurpose } from "@cpts/domain/BodyChange";
import { BodyRules } from "@cpts/domain/BodyComposition";
import { CptsId, ExternalIds } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { isEmptyPeriod, OfficeCode, OfficeHolders, StatementId } from "@cpts/domain/Governance";
import { BodyId, BodyKind, Verification } from "@cpts/domain/GovernanceBody";
import { DeclaredCount } from "@cpts/domain/DeclaredCount";
import { LocalDate } from "@cpts/domain/LocalDate";
import { MissionCodes } from "@cpts/domain/Mission";
import { Code } from "@cpts/domain/OpenCode";
import type { PartialDate as PartialDateType } from "@cpts/domain/PartialDate";
import { PartialDate } from "@cpts/domain/PartialDate";
import { PracticeMode, ProfessionalId } from "@cpts/domain/Professional";
import { Provenance, Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { Certainty } from "./CptsViews.ts";
import { Explanation } from "./Explanation.ts";

/** How a statement of a document was obtained; the document is named. */
export const SourcedProvenance = Schema.Struct({ ...Provenance.fields, source: Source }).annotate({
  identifier: "SourcedProvenance",
  description: "How a statement was obtained, with its document",
});
export type SourcedProvenance = typeof SourcedProvenance.Type;

/** A sentence in both languages. */
export const Sentence = Schema.Struct({ fr: Schema.String, en: Schema.String }).annotate({ identifier: "Sentence" });

// The identifier goes on the last check, or JSON Schema loses the name of the definition.
const inOrder = ({ validFrom, validTo }: { readonly validFrom?: PartialDateType; readonly validTo?: PartialDateType }) => (isEmptyPeriod(validFrom ?? null, validTo ?? null) ? { path: ["validTo"], issue: "period.empty" } : true);

/** What one document says of one office: its holders together, and when. Issue: `period.empty` at `validTo`. */
export const NewOfficeStatement = Schema.Struct({
  office: OfficeCode,
  label: Schema.optionalKey(freeText({ max: 200, title: "Label", description: "The office in the words of the document" })),
  /** Those that the office is for, as a REFERENT_MISSION has one. */
  missions: Schema.optionalKey(MissionCodes),
  holders: OfficeHolders,
  validFrom: Schema.optionalKey(PartialDate),
  validTo: Schema.optionalKey(PartialDate),
  provenance: SourcedProvenance,
  externalIds: Schema.optionalKey(ExternalIds),
}).pipe(Schema.check(Schema.makeFilter(inOrder, { identifier: "NewOfficeStatement" })));
export type NewOfficeStatement = typeof NewOfficeStatement.Type;

/** What a document declares of a body. Issue: `period.empty` at `validTo`. */
export const NewBody = Schema.Struct({
  kind: BodyKind,
  declaredSize: Schema.optionalKey(DeclaredCount),
  declaredProfessionCount: Schema.optionalKey(DeclaredCount),
  composition: Schema.optionalKey(BodyComposition),
  name: Schema.optionalKey(BodyName),
  purpose: Schema.optionalKey(BodyPurpose),
  missions: Schema.optionalKey(MissionCodes),
  rules: Schema.optionalKey(BodyRules),
  validFrom: Schema.optionalKey(PartialDate),
  validTo: Schema.optionalKey(PartialDate.annotate({ description: "The day on which it is no more" })),
  provenance: Provenance,
  externalIds: Schema.optionalKey(ExternalIds),
}).pipe(Schema.check(Schema.makeFilter(inOrder, { identifier: "NewBody" })));
export type NewBody = typeof NewBody.Type;

const dates = { validFrom: Schema.NullOr(PartialDate), validTo: Schema.NullOr(PartialDate) };

/** A statement as it was declared. */
export const OfficeStatementView = Schema.Struct({
  id: StatementId,
  cptsId: CptsId,
  office: OfficeCode,
  label: Schema.NullOr(Schema.String),
  missions: MissionCodes,
  holders: OfficeHolders,
  ...dates,
  provenance: SourcedProvenance,
  externalIds: ExternalIds,
}).annotate({ identifier: "OfficeStatement" });
export type OfficeStatementView = typeof OfficeStatementView.Type;

const declaredBody = {
  id: BodyId,
  kind: BodyKind,
  declaredSize: Schema.NullOr(DeclaredCount),
  declaredProfessionCount: Schema.NullOr(DeclaredCount),
  composition: Schema.NullOr(Schema.String),
  provenance: Provenance,
};

/** What a working group, and a body whose statutes are known, has besides. */
const described = {
  name: Schema.NullOr(Schema.String),
  purpose: Schema.NullOr(Schema.String),
  missions: MissionCodes,
  validFrom: Schema.NullOr(PartialDate),
  validTo: Schema.NullOr(PartialDate).annotate({ description: "The day on which it is no more" }),
};
const rules = Schema.NullOr(BodyRules).annotate({ description: "What its statutes ask of its composition" });

/** A body as it was declared. */
export const BodyView = Schema.Struct({ ...declaredBody, ...described, rules, cptsId: CptsId, externalIds: ExternalIds, version: Schema.Int }).annotate({ identifier: "Body" });
export type BodyView = typeof BodyView.Type;

/** Someone who holds an office. All but the id is null for those who may not see them. */
export const HolderView = Schema.Struct({
  professionalId: ProfessionalId,
  name: Schema.NullOr(Schema.String),
  profession: Schema.NullOr(Code),
  practiceMode: Schema.NullOr(PracticeMode),
}).annotate({ identifier: "Holder" });
export type HolderView = typeof HolderView.Type;

/** A statement that holds, or may hold, on the day asked. Its words are null where they name someone whom the reader may not see. */
export const HeldStatement = Schema.Struct({
  id: StatementId,
  label: Schema.NullOr(Schema.String),
  missions: Schema.optionalKey(MissionCodes),
  holders: Schema.Array(HolderView),
  ...dates,
  certainty: Certainty.annotate({ description: "Unknown too on every day but that of the document, where the document gives neither a beginning nor an end" }),
  provenance: SourcedProvenance,
}).annotate({ identifier: "HeldStatement" });
export type HeldStatement = typeof HeldStatement.Type;

/** An office with every statement about it; `conflict` when they name different people at the same time. */
export const OfficeView = Schema.Struct({
  office: OfficeCode,
  label: Sentence,
  statements: Schema.Array(HeldStatement),
  conflict: Schema.Boolean,
  sentence: Schema.NullOr(Sentence),
}).annotate({ identifier: "Office" });
export type OfficeView = typeof OfficeView.Type;

/** A declared body beside who is known to sit there. */
export const VerifiedBody = Schema.Struct({
  ...declaredBody,
  name: Schema.optionalKey(described.name),
  purpose: Schema.optionalKey(described.purpose),
  missions: Schema.optionalKey(described.missions),
  validFrom: Schema.optionalKey(described.validFrom),
  validTo: Schema.optionalKey(described.validTo),
  knownMembers: Schema.Int.annotate({ description: "People who certainly hold one of its offices on the day" }),
  knownProfessions: Schema.Int.annotate({ description: "Known professions among them" }),
  verification: Verification,
  sentence: Sentence,
}).annotate({ identifier: "VerifiedBody" });
export type VerifiedBody = typeof VerifiedBody.Type;

/** Who runs a CPTS on a day, as documents say it. */
export const GovernanceView = Schema.Struct({
  cptsId: CptsId,
  asOf: LocalDate,
  offices: Schema.Array(OfficeView),
  bodies: Schema.Array(VerifiedBody),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "Governance" });
export type GovernanceView = typeof GovernanceView.Type;
