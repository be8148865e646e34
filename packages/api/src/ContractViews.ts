/**
 * A contract as the service shows it: what its documents say, what was concluded beside, and what was frozen at its signature.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { ActionSheets } from "@cpts/api/ContractViews"
 *
 * const sheets = { items: [], declaredCount: { value: 8, qualifier: "exactly" }, titlesUnknown: 8 }
 * Schema.decodeUnknownSync(ActionSheets)(sheets).titlesUnknown // => 8
 * ```
 *
 * @since 0.1.0
 */
import { SheetProgress } from "@cpts/domain/ActionSheet";
import { CommuneCode, DepartementCode } from "@cpts/domain/Cog";
import {
  ActionSheetId, AnnouncedSigning, ContractId, ContractKind, ContractMission, ContractObjective, ContractOrdinal, ContractParty, ContractState, Signatory,
} from "@cpts/domain/Contract";
import { DeclaredCount } from "@cpts/domain/DeclaredCount";
import { FrozenPopulation } from "@cpts/domain/ContractEvents";
import { ContractStanding } from "@cpts/domain/ContractLife";
import { OrderedBy } from "@cpts/domain/ContractSigning";
import { CptsId, ExternalIds } from "@cpts/domain/Cpts";
import { RegimeOrigin } from "@cpts/domain/FundingRegime";
import { GridId } from "@cpts/domain/Grid";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { ProfessionalId } from "@cpts/domain/Professional";
import { SizeClassCode } from "@cpts/domain/SizeClass";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";
import { Explanation } from "./Explanation.ts";
import { page } from "./Page.ts";

/** The signature of a contract: signatories by their ids. */
export const ContractSignature = Schema.Struct({
  signedOn: Schema.NullOr(PartialDate).annotate({ description: "As the document says it; null where it gives no date" }),
  inferredSignedOn: Schema.NullOr(PartialDate).annotate({ description: "What was concluded where the document gives no year" }),
  note: Schema.NullOr(Schema.String),
  place: Schema.NullOr(Schema.String),
  commune: Schema.NullOr(CommuneCode),
  overlapReason: Schema.optionalKey(Schema.String.annotate({ description: "Why it holds beside another contract of its kind" })),
  signatories: Schema.Array(Signatory),
}).annotate({ identifier: "ContractSignature" });
export type ContractSignature = typeof ContractSignature.Type;

/** The population that a contract keeps, with the day whose territory it is of. */
export const ContractPopulation = Schema.Struct({ ...FrozenPopulation.fields, asOf: LocalDate }).annotate({ identifier: "ContractPopulation" });
export type ContractPopulation = typeof ContractPopulation.Type;

/** The funding regime of a contract, with where it comes from (`computed` where it is derived, with the text of the grid) and the grid that tells its amounts. */
export const ContractRegime = Schema.Struct({
  code: Code.annotate({ description: "As a document names it; of a derived one, the name of its grid" }),
  origin: RegimeOrigin,
  grid: Schema.NullOr(
    Schema.Struct({
      id: GridId,
      version: Schema.Int,
      isPinned: Schema.Boolean.annotate({ description: "`true`: the contract keeps this version, whatever a newer one says" }),
    }).annotate({ identifier: "ContractRegimeGrid" }),
  ).annotate({ description: "Null where its amounts are in no grid that is known here, or the signature does not tell which one" }),
  provenance: Provenance,
}).annotate({ identifier: "ContractRegime" });
export type ContractRegime = typeof ContractRegime.Type;

const contractFields = {
  id: ContractId,
  cptsId: CptsId,
  cptsName: Schema.NullOr(Schema.String).annotate({ description: "As learned from the registry" }),
  kind: ContractKind,
  state: ContractState.annotate({ description: "Whether its text may still change" }),
  standing: ContractStanding.annotate({ description: "Where it stands in its life today" }),
  draftedOn: Schema.NullOr(PartialDate),
  parties: Schema.Array(ContractParty),
  missions: Schema.Array(ContractMission),
  objectives: Schema.Array(ContractObjective),
  actionSheetCount: Schema.NullOr(DeclaredCount).annotate({ description: "As a document counts them; the known ones are the action sheets" }),
  attachmentDepartement: Schema.NullOr(DepartementCode).annotate({ description: "The departement that agencies count the contract in" }),
  ordinal: Schema.NullOr(ContractOrdinal),
  announced: Schema.NullOr(AnnouncedSigning),
  termYears: Schema.NullOr(Schema.Int),
  lastDay: Schema.NullOr(LocalDate).annotate({
    description: "Last day on which the contract can still hold; null before its signature, and where its document states no term or no year. Provisional: no tacit renewal is assumed, the clause of the agreement was not read",
  }),
  signature: Schema.NullOr(ContractSignature),
  population: Schema.NullOr(ContractPopulation),
  sizeClass: Schema.NullOr(SizeClassCode).annotate({ description: "As frozen at the signature; `inForce` has what holds today" }),
  fundingRegime: Schema.NullOr(ContractRegime).annotate({
    description: "By which text it is paid since its signature: the one its documents name, else derived from its kind and the day of its signature; null where nothing tells",
  }),
  inForce: Schema.NullOr(
    Schema.Struct({
      amendment: Schema.Int.annotate({ description: "Number of the last amendment in force today; 0 before the first" }),
      certain: Schema.Boolean.annotate({ description: "`false` where a document leaves open whether something had happened yet" }),
      sizeClass: Schema.NullOr(Schema.String),
      population: Schema.NullOr(Schema.Int),
      missions: Schema.Array(ContractMission),
      termYears: Schema.NullOr(Schema.Int),
      grid: Schema.NullOr(Schema.String).annotate({ description: "The grid that an amendment names; null while the contract has its own" }),
      fundingRegime: Schema.NullOr(ContractRegime).annotate({ description: "That of an amendment, else the contract's" }),
    }).annotate({ identifier: "ContractInForce" }),
  ).annotate({ description: "What holds today, amendments included, beside what was signed; null before the signature, or where nothing tells its year" }),
  provenance: Provenance,
  externalIds: ExternalIds,
  version: Schema.Int,
};

/** A contract. */
export const ContractView = Schema.Struct({ ...contractFields, explanations: Schema.optionalKey(Schema.Array(Explanation)) }).annotate({ identifier: "Contract" });
export type ContractView = typeof ContractView.Type;

/** A contract in a list, with what its place in the order of signatures rests on. */
export const ContractItem = Schema.Struct({ ...contractFields, orderedBy: OrderedBy }).annotate({ identifier: "ContractItem" });
export type ContractItem = typeof ContractItem.Type;

/** Contracts, and why they stand in this order. */
export const ContractPage = Schema.Struct({ ...page(ContractItem).fields, explanations: Schema.optionalKey(Schema.Array(Explanation)) }).annotate({ identifier: "ContractPage" });
export type ContractPage = typeof ContractPage.Type;

/** An action sheet whose title is known. */
export const ActionSheetView = Schema.Struct({
  id: ActionSheetId,
  contractId: ContractId,
  number: Schema.NullOr(Schema.Int),
  title: Schema.String,
  missions: Schema.Array(Code),
  leadId: Schema.NullOr(ProfessionalId).annotate({ description: "Someone of the directory who answers for it" }),
  from: Schema.NullOr(PartialDate),
  to: Schema.NullOr(PartialDate),
  indicators: Schema.Array(Code),
  progress: Schema.NullOr(SheetProgress).annotate({ description: "What was noted last of the newest day" }),
  externalIds: ExternalIds,
}).annotate({ identifier: "ActionSheet" });
export type ActionSheetView = typeof ActionSheetView.Type;

/** The action sheets of a contract: those whose titles are known, beside the number that a document gives. */
export const ActionSheets = Schema.Struct({
  items: Schema.Array(ActionSheetView),
  declaredCount: Schema.NullOr(DeclaredCount),
  titlesUnknown: Schema.NullOr(Schema.Int).annotate({ description: "Declared sheets without a known title; null where no exact number is declared" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "ActionSheets" });
export type ActionSheets = typeof ActionSheets.Type;

/** A signing, announced or done. */
export const SigningView = Schema.Struct({
  contractId: ContractId,
  cptsId: CptsId,
  cptsName: Schema.NullOr(Schema.String),
  state: Schema.Literals(["announced", "signed"]),
  on: Schema.NullOr(PartialDate),
  inferredOn: Schema.NullOr(PartialDate),
  time: AnnouncedSigning.fields.time,
  place: Schema.NullOr(Schema.String),
  commune: Schema.NullOr(CommuneCode),
  orderedBy: OrderedBy,
}).annotate({ identifier: "Signing" });
export type SigningView = typeof SigningView.Type;

/** Signings in the order of their dates, and apart those whose place in it nobody can tell. */
export const Signings = Schema.Struct({
  ...page(SigningView).fields,
  undated: Schema.Array(SigningView).annotate({ description: "Whose place in the order, or before or after what is asked, nobody can tell: all of them on the first page, none on the next ones" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "Signings" });
export type Signings = typeof Signings.Type;
