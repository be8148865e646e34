import { NewActionSheet } from "@cpts/api/ContractInputs";
import { contracts } from "@cpts/api/Contracts";
import { Problem } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect, Schema, SchemaParser } from "effect";
import { lockContract } from "../contracts/lock.ts";
import { write } from "../database/tables.ts";
import { settle } from "../discrepancies/settle.ts";
import { viewOf, type SheetRow } from "./content.ts";

/** What external ids of action sheets are kept under. */
export const sheetKind = "action-sheet";

const encode = Schema.encodeSync(NewActionSheet);
const decodeAdded = SchemaParser.decodeUnknownSync(contracts.events.actionSheetAdded.payload);

const takenNumber = new Problem({
  type: "already-exists",
  faults: [{ in: "body", path: ["number"], code: "taken", message: { fr: "une fiche de ce contrat a déjà ce numéro", en: "a sheet of this contract has this number already" } }],
});

/** Two sheets of a contract have two numbers. The contract is held: no other sheet comes in between. */
export const requireFreeNumber = (contractId: ContractId, number: number | null) =>
  Effect.gen(function* () {
    if (number === null) return;
    const [other] = yield* write((db) => db.selectFrom("action_sheet").select("id").where("contract_id", "=", contractId).where("number", "=", number).execute());
    if (other !== undefined) return yield* takenNumber;
  });

/** Adds a sheet whose title is known, also to a contract that is signed: what is learned of a paper does not change it. */
export const addActionSheet = (contractId: ContractId, given: NewActionSheet) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(contractId);
    const id = yield* (yield* Ids).next;
    const { externalIds = [], missions = [], number = null, title } = encode(given);
    yield* requireFreeNumber(contractId, number);
    const version = contract.version + 1;
    const row: SheetRow = { id, contract_id: contractId, version, number, title, missions, content: {}, history: [] };
    yield* write((db) => db.insertInto("action_sheet").values({ id, contract_id: contractId, version, number, title, missions }).execute());
    yield* write((db) => db.updateTable("contract").set({ version }).where("id", "=", contractId).execute());
    yield* claimExternalIds(sheetKind, id, given.externalIds ?? []);
    const data = decodeAdded({ contractId, cptsId: contract.cpts_id, actionSheetId: id, number, title, missions });
    yield* record(contracts.events.actionSheetAdded, { aggregateId: contractId, aggregateVersion: version, data });
    yield* settle([contract.cpts_id]);
    return viewOf(row, externalIds);
  });
