/**
 * The contract of a CPTS: between whom, for which missions, since when.
 *
 * @example
 * ```ts
 * import * as Contract from "@cpts/domain/Contract";
 * import { Schema } from "effect";
 *
 * Schema.decodeUnknownSync(Contract.ContractKind)("contrat-territorial-de-sante"); // => "contrat-territorial-de-sante"
 * ```
 */
import { Schema } from "effect";
import { CommuneCode, RegionCode } from "./Cog.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalTime } from "./LocalTime.ts";
import { Code, openCode } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";

/** Identity of a contract. Issue: `platform-id.format`. */
export const ContractId = platformId("ContractId", "Identity of a contract on the platform").pipe(Schema.brand("ContractId"));

/** Identity of a contract. */
export type ContractId = typeof ContractId.Type;

/** The kinds of contract met, with their labels: in a sentence, after "un" or "a". */
export const contractKinds = [
  { code: "aci", fr: "contrat ACI", en: "ACI contract" },
  { code: "contrat-territorial-de-sante", fr: "contrat territorial de santé", en: "territorial health contract" },
  { code: "accord-ars", fr: "accord avec l'ARS", en: "agreement with the ARS" },
] as const;

/**
 * `aci`: the tripartite contract CPTS, fund, ARS of the national agreement of 20 June 2019; `contrat-territorial-de-sante`: before
 * it (2017-2018), signed by ARS, federation of URPS and CPTS; `accord-ars`: an agreement with the ARS alone. An open list.
 */
export const ContractKind = openCode(
  contractKinds.map(({ code }) => code),
  { title: "ContractKind", description: "Kind of a contract" },
);

/** Kind of a contract. */
export type ContractKind = typeof ContractKind.Type;

/** A draft may change; what is signed is frozen. */
export const ContractState = Schema.Literals(["draft", "signed"]).annotate({ title: "ContractState", description: "Where a contract stands" });

/** Where a contract stands. */
export type ContractState = typeof ContractState.Type;

/** A mission of a contract: the official code (`missions` of `@cpts/reference-data`, an open list), and how the contract words it. */
export const ContractMission = Schema.Struct({
  code: Code,
  label: Schema.NullOr(freeText({ max: 300, title: "Label", description: "The mission in the words of the contract" })),
}).annotate({ identifier: "ContractMission", title: "ContractMission", description: "A mission of a contract" });

/** A mission of a contract. */
export type ContractMission = typeof ContractMission.Type;

/** A signing that is planned: the day as far as it is known, and where. */
export const AnnouncedSigning = Schema.Struct({
  on: PartialDate,
  time: Schema.NullOr(LocalTime),
  place: Schema.NullOr(freeText({ max: 300, title: "Place", description: "Where the signing takes place" })),
  commune: Schema.NullOr(CommuneCode),
}).annotate({ identifier: "AnnouncedSigning", title: "AnnouncedSigning", description: "A signing that is planned" });

/** A signing that is planned. */
export type AnnouncedSigning = typeof AnnouncedSigning.Type;

/** The capacities in which one is party to a contract, with their labels, article included. "Caisse" is CPAM, MSA or CGSS. */
export const partyCapacities = [
  { code: "cpts", fr: "la CPTS", en: "the CPTS" },
  { code: "ars", fr: "l'ARS", en: "the ARS" },
  { code: "cpam", fr: "la CPAM", en: "the CPAM" },
  { code: "msa", fr: "la MSA", en: "the MSA" },
  { code: "cgss", fr: "la CGSS", en: "the CGSS" },
  { code: "federation-urps", fr: "la fédération des URPS", en: "the federation of URPS" },
  { code: "urps", fr: "l'URPS", en: "the URPS" },
] as const;

/** In which capacity someone is party to a contract. An open list. */
export const PartyCapacity = openCode(
  partyCapacities.map(({ code }) => code),
  { title: "PartyCapacity", description: "Capacity of a party to a contract" },
);

/** In which capacity someone is party to a contract. */
export type PartyCapacity = typeof PartyCapacity.Type;

/** A party to a contract: the organization when it is known, its name as the document writes it. */
export const ContractParty = Schema.Struct({
  capacity: PartyCapacity,
  organizationId: Schema.NullOr(OrganizationId),
  name: Schema.NullOr(freeText({ max: 300, title: "PartyName", description: "The party as the document names it" })),
}).annotate({ identifier: "ContractParty", title: "ContractParty", description: "A party to a contract" });

/** A party to a contract. */
export type ContractParty = typeof ContractParty.Type;

/** Who signed for a party. People are ids: their names stay in the directory, which can erase them. */
export const Signatory = Schema.Struct({
  capacity: PartyCapacity,
  organizationId: Schema.NullOr(OrganizationId),
  professionalId: Schema.NullOr(ProfessionalId),
  function: Schema.NullOr(freeText({ max: 120, title: "SignatoryFunction", description: "Office of the signatory, such as president; never a name" })),
  on: Schema.optionalKey(Schema.NullOr(PartialDate).annotate({ description: "When this one signed, as far as the document says; parties often sign on days of their own" })),
  place: Schema.optionalKey(AnnouncedSigning.fields.place),
}).annotate({ identifier: "Signatory", title: "Signatory", description: "Who signed for a party" });

/** Who signed for a party. */
export type Signatory = typeof Signatory.Type;

/** What a document says that the contract pursues, in its words, with the official missions it belongs to. */
export const ContractObjective = Schema.Struct({
  label: freeText({ max: 500, title: "Objective", description: "The objective in the words of the document" }),
  codes: Schema.Array(Code).pipe(Schema.check(Schema.isMaxLength(20))),
}).annotate({ identifier: "ContractObjective", title: "ContractObjective", description: "An objective of a contract" });

/** What a document says that the contract pursues. */
export type ContractObjective = typeof ContractObjective.Type;

/** The rank that a document gives the contract in its region, such as "le 8e contrat". */
export const ContractOrdinal = Schema.Struct({
  value: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 10_000 }))),
  region: RegionCode,
}).annotate({ identifier: "ContractOrdinal", title: "ContractOrdinal", description: "Rank of a contract in its region, as declared" });

/** The rank that a document gives the contract in its region. */
export type ContractOrdinal = typeof ContractOrdinal.Type;

/** Identity of an action sheet. Issue: `platform-id.format`. */
export const ActionSheetId = platformId("ActionSheetId", "Identity of an action sheet on the platform").pipe(Schema.brand("ActionSheetId"));

/** Identity of an action sheet. */
export type ActionSheetId = typeof ActionSheetId.Type;

/** Identity of a declared count of contracts. Issue: `platform-id.format`. */
export const ContractCountId = platformId("ContractCountId", "Identity of a declared count of contracts").pipe(Schema.brand("ContractCountId"));

/** Identity of a declared count of contracts. */
export type ContractCountId = typeof ContractCountId.Type;
