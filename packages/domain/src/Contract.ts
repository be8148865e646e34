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
import { CommuneCode } from "./Cog.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalTime } from "./LocalTime.ts";
import { Code, openCode } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";

/** Identity of a contract. Issue: `platform-id.format`. */
export const ContractId = platformId("ContractId", "Identity of a contract on the platform").pipe(Schema.brand("ContractId"));

/** Identity of a contract. */
export type ContractId = typeof ContractId.Type;

/**
 * `aci`: the tripartite contract CPTS, fund, ARS of the national agreement of 20 June 2019; `contrat-territorial-de-sante`: before
 * it (2017-2018), signed by ARS, federation of URPS and CPTS; `accord-ars`: an agreement with the ARS alone. An open list.
 */
export const ContractKind = openCode(["aci", "contrat-territorial-de-sante", "accord-ars"], { title: "ContractKind", description: "Kind of a contract" });

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
