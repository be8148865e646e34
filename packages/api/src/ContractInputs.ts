/**
 * What a contract is drafted, changed and signed with. Everything a document may leave out may be left out.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { NewContract } from "@cpts/api/ContractInputs"
 *
 * const draft = { cptsId: "0198c0de-0000-7000-8000-000000000001", kind: "aci", parties: [{ capacity: "cpts" }] }
 * Schema.decodeUnknownSync(NewContract)(draft).kind // => "aci"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode, DepartementCode } from "@cpts/domain/Cog";
import { AnnouncedSigning, ContractKind, ContractMission, ContractObjective, ContractOrdinal, ContractParty, Signatory } from "@cpts/domain/Contract";
import { DeclaredCount } from "@cpts/domain/DeclaredCount";
import { CptsId, ExternalIds } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { NamedRegime } from "@cpts/domain/FundingRegime";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";

const upTo = (maximum: number) => Schema.isMaxLength(maximum);

const PartyInput = Schema.Struct({
  capacity: ContractParty.fields.capacity,
  organizationId: Schema.optionalKey(ContractParty.fields.organizationId),
  name: Schema.optionalKey(ContractParty.fields.name),
}).annotate({ identifier: "ContractPartyInput" });

const MissionInput = Schema.Struct({ code: Code, label: Schema.optionalKey(ContractMission.fields.label) }).annotate({ identifier: "ContractMissionInput" });

const ObjectiveInput = Schema.Struct({ label: ContractObjective.fields.label, codes: Schema.optionalKey(ContractObjective.fields.codes) }).annotate({ identifier: "ContractObjectiveInput" });

const AnnouncedInput = Schema.Struct({
  on: PartialDate,
  time: Schema.optionalKey(AnnouncedSigning.fields.time),
  place: Schema.optionalKey(AnnouncedSigning.fields.place),
  commune: Schema.optionalKey(AnnouncedSigning.fields.commune),
}).annotate({ identifier: "AnnouncedSigningInput" });

const RegimeInput = Schema.Struct({ code: NamedRegime.fields.code, provenance: Schema.optionalKey(Provenance) })
  .annotate({ identifier: "ContractRegimeInput", description: "The funding regime that the document names; without one, the kind and the day of the signature tell it" });

const parties = Schema.Array(PartyInput).pipe(Schema.check(upTo(20)));
const missions = Schema.Array(MissionInput).pipe(Schema.check(upTo(50)));
const objectives = Schema.Array(ObjectiveInput).pipe(Schema.check(upTo(100)));
const termYears = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 50 })));

/** A contract that is being prepared. */
export const NewContract = Schema.Struct({
  cptsId: CptsId,
  kind: ContractKind,
  draftedOn: Schema.optionalKey(PartialDate),
  parties,
  missions: Schema.optionalKey(missions),
  objectives: Schema.optionalKey(objectives),
  actionSheetCount: Schema.optionalKey(DeclaredCount),
  attachmentDepartement: Schema.optionalKey(DepartementCode),
  ordinal: Schema.optionalKey(ContractOrdinal),
  announced: Schema.optionalKey(AnnouncedInput),
  termYears: Schema.optionalKey(termYears),
  fundingRegime: Schema.optionalKey(RegimeInput),
  provenance: Schema.optionalKey(Provenance),
  externalIds: Schema.optionalKey(ExternalIds),
}).annotate({ identifier: "NewContract" });
export type NewContract = typeof NewContract.Type;

const something = Schema.makeFilter((patch: object) => Object.keys(patch).length > 0 || "cpts-patch.empty", { identifier: "ContractPatch" });

/** What to change in a draft: absent keys stay, `null` clears. */
export const ContractPatch = Schema.Struct({
  kind: Schema.optionalKey(ContractKind),
  draftedOn: Schema.optionalKey(Schema.NullOr(PartialDate)),
  parties: Schema.optionalKey(parties),
  missions: Schema.optionalKey(missions),
  objectives: Schema.optionalKey(objectives),
  actionSheetCount: Schema.optionalKey(Schema.NullOr(DeclaredCount)),
  attachmentDepartement: Schema.optionalKey(Schema.NullOr(DepartementCode)),
  ordinal: Schema.optionalKey(Schema.NullOr(ContractOrdinal)),
  announced: Schema.optionalKey(Schema.NullOr(AnnouncedInput)),
  termYears: Schema.optionalKey(Schema.NullOr(termYears)),
  fundingRegime: Schema.optionalKey(Schema.NullOr(RegimeInput)),
  provenance: Schema.optionalKey(Provenance),
  externalIds: Schema.optionalKey(ExternalIds),
}).pipe(Schema.check(something));
export type ContractPatch = typeof ContractPatch.Type;

/** Someone who signs: only the capacity has to be known. */
export const SignatoryInput = Schema.Struct({
  capacity: Signatory.fields.capacity,
  organizationId: Schema.optionalKey(Signatory.fields.organizationId),
  professionalId: Schema.optionalKey(Signatory.fields.professionalId),
  function: Schema.optionalKey(Signatory.fields.function),
  on: Signatory.fields.on,
  place: Signatory.fields.place,
}).annotate({ identifier: "SignatoryInput" });

/** Why a contract holds beside another of its kind. */
export const OverlapReason = freeText({ max: 1000, description: "Why this contract holds beside another of its kind; refused without" });

/** A signature: the day as the document says it, what was concluded from it, and who signed. */
export const NewSignature = Schema.Struct({
  signedOn: Schema.NullOr(PartialDate),
  inferredSignedOn: Schema.optionalKey(Schema.NullOr(PartialDate)),
  note: Schema.optionalKey(Schema.NullOr(freeText({ max: 1000 }))),
  place: Schema.optionalKey(AnnouncedSigning.fields.place),
  commune: Schema.optionalKey(Schema.NullOr(CommuneCode)),
  overlapReason: Schema.optionalKey(OverlapReason),
  signatories: Schema.Array(SignatoryInput).pipe(Schema.check(upTo(50))),
}).annotate({ identifier: "NewSignature" });
export type NewSignature = typeof NewSignature.Type;

/** An action sheet whose title a document gives. */
export const NewActionSheet = Schema.Struct({
  number: Schema.optionalKey(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 10_000 })))),
  title: freeText({ max: 300, title: "Title", description: "Title of the action sheet" }),
  missions: Schema.optionalKey(Schema.Array(Code).pipe(Schema.check(upTo(20)))),
  externalIds: Schema.optionalKey(ExternalIds),
}).annotate({ identifier: "NewActionSheet" });
export type NewActionSheet = typeof NewActionSheet.Type;
