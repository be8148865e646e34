/**
 * What the contracts service tells: which contract exists, of whom, for which missions, and what was frozen at its signature.
 *
 * Signatories are people: they stay in the service, events name no one.
 *
 * @example
 * ```ts
 * import * as ContractEvents from "@cpts/domain/ContractEvents";
 *
 * Object.keys(ContractEvents.FrozenPopulation.fields); // => ["value", "source", "status"]
 * ```
 */
import { Schema } from "effect";
import { SheetProgress } from "./ActionSheet.ts";
import { CommuneCode, DepartementCode, RegionCode } from "./Cog.ts";
import { ActionSheetId, AnnouncedSigning, ContractCountId, ContractId, ContractKind, ContractMission } from "./Contract.ts";
import { DeclaredCount } from "./DeclaredCount.ts";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { ToldRegime } from "./FundingRegime.ts";
import { Code } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { EventProvenance } from "./RegistryEvents.ts";
import { SizeClassCode } from "./SizeClass.ts";

const ofContract = { contractId: ContractId, cptsId: CptsId };
const namedRegime = Schema.NullOr(ToldRegime).annotate({ description: "The funding regime that its documents name; absent or null where they name none: then the kind and the day of the signature tell it" });

/** Inhabitants of the territory as the registry told them, and where the figure comes from. */
export const FrozenPopulation = Schema.Struct({
  value: Schema.Int,
  source: Schema.String.annotate({ description: "The series and its vintage" }),
  status: Schema.String.annotate({ description: "`computed`, or `reconstructed` when the list of communes itself is" }),
}).annotate({ identifier: "FrozenPopulation", title: "FrozenPopulation", description: "The population that a contract keeps" });

/** The population that a contract keeps. */
export type FrozenPopulation = typeof FrozenPopulation.Type;

/** A contract is being prepared. */
export const ContractDrafted = Schema.Struct({
  ...ofContract,
  kind: ContractKind,
  attachmentDepartement: Schema.NullOr(DepartementCode),
  missions: Schema.Array(ContractMission),
  announced: Schema.NullOr(AnnouncedSigning),
  termYears: Schema.NullOr(Schema.Int),
  provenance: EventProvenance,
  fundingRegime: Schema.optionalKey(namedRegime),
}).annotate({ identifier: "ContractDrafted", title: "ContractDrafted", description: "A contract is being prepared" });

/** A contract is being prepared. */
export type ContractDrafted = typeof ContractDrafted.Type;

/** Fields of a draft changed: of those that travel in events, only those that did, with their new value. */
export const ContractChanged = Schema.Struct({
  ...ofContract,
  kind: Schema.optionalKey(ContractKind),
  attachmentDepartement: Schema.optionalKey(Schema.NullOr(DepartementCode)),
  missions: Schema.optionalKey(Schema.Array(ContractMission)),
  announced: Schema.optionalKey(Schema.NullOr(AnnouncedSigning)),
  termYears: Schema.optionalKey(Schema.NullOr(Schema.Int)),
  provenance: Schema.optionalKey(EventProvenance),
  fundingRegime: Schema.optionalKey(namedRegime),
}).annotate({ identifier: "ContractChanged", title: "ContractChanged", description: "Fields of a draft changed" });

/** Fields of a draft changed. */
export type ContractChanged = typeof ContractChanged.Type;

/** A contract is signed: whole, so that who hears of it first here needs nothing else. */
export const ContractSigned = Schema.Struct({
  ...ofContract,
  kind: ContractKind,
  signedOn: Schema.NullOr(PartialDate).annotate({ description: "As the document says it, a year or not" }),
  inferredSignedOn: Schema.NullOr(PartialDate).annotate({ description: "What was concluded where the document gives no year: never a confirmation" }),
  place: Schema.NullOr(Schema.String),
  commune: Schema.NullOr(CommuneCode),
  termYears: Schema.NullOr(Schema.Int),
  attachmentDepartement: Schema.NullOr(DepartementCode),
  missions: Schema.Array(ContractMission),
  population: Schema.NullOr(FrozenPopulation),
  sizeClass: Schema.NullOr(SizeClassCode),
  provenance: EventProvenance,
  fundingRegime: Schema.optionalKey(namedRegime),
}).annotate({ identifier: "ContractSigned", title: "ContractSigned", description: "A contract is signed" });

/** A contract is signed. */
export type ContractSigned = typeof ContractSigned.Type;

/** The title of an action sheet of a contract is known. */
export const ActionSheetAdded = Schema.Struct({
  ...ofContract,
  actionSheetId: ActionSheetId,
  number: Schema.NullOr(Schema.Int),
  title: freeText({ max: 300, title: "Title", description: "Title of the action sheet" }),
  missions: Schema.Array(Code),
}).annotate({ identifier: "ActionSheetAdded", title: "ActionSheetAdded", description: "An action sheet of a contract is known" });

/** The title of an action sheet of a contract is known. */
export type ActionSheetAdded = typeof ActionSheetAdded.Type;

/** An action sheet changed, or progress was noted of it: whole, but for what people wrote besides its title. Its first event is `ActionSheetAdded`. */
export const ActionSheetChanged = Schema.Struct({
  ...ActionSheetAdded.fields,
  leadId: Schema.NullOr(ProfessionalId),
  partnerIds: Schema.Array(OrganizationId),
  from: Schema.NullOr(PartialDate),
  to: Schema.NullOr(PartialDate),
  indicators: Schema.Array(Code),
  progress: Schema.NullOr(SheetProgress).annotate({ description: "That of the newest day" }),
}).annotate({ identifier: "ActionSheetChanged", title: "ActionSheetChanged", description: "An action sheet of a contract changed" });

/** An action sheet changed. */
export type ActionSheetChanged = typeof ActionSheetChanged.Type;

/** A document counts the contracts of a region by departement, before a contract or on a date. No contract is made of it. */
export const ContractCountDeclared = Schema.Struct({
  contractCountId: ContractCountId,
  region: RegionCode,
  kind: ContractKind,
  before: Schema.NullOr(ContractId),
  on: Schema.NullOr(PartialDate),
  total: Schema.NullOr(DeclaredCount.fields.value),
  counts: Schema.Array(Schema.Struct({ departement: DepartementCode, value: DeclaredCount.fields.value })),
  provenance: EventProvenance,
}).annotate({ identifier: "ContractCountDeclared", title: "ContractCountDeclared", description: "A document counts the contracts of a region" });

/** A document counts the contracts of a region by departement. */
export type ContractCountDeclared = typeof ContractCountDeclared.Type;
