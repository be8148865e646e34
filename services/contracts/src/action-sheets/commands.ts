import { NewActionSheet } from "@cpts/api/ContractInputs";
import { contracts } from "@cpts/api/Contracts";
import type { ActionSheetView } from "@cpts/api/ContractViews";
import type { ContractId } from "@cpts/domain/Contract";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/events/ids";
import { record } from "@cpts/service-kit/events/record";
import { Effect, Schema, SchemaParser } from "effect";
import { lockContract } from "../contracts/lock.ts";
import { write } from "../database/tables.ts";
import { settle } from "../discrepancies/settle.ts";

/** What external ids of action sheets are kept under. */
export const sheetKind = "action-sheet";

const encode = Schema.encodeSync(NewActionSheet);
const decodeAdded = SchemaParser.decodeUnknownSync(contracts.events.actionSheetAdded.payload);

/** Adds a sheet whose title is known, also to a contract that is signed: what is learned of a paper does not change it. */
export const addActionSheet = (contractId: ContractId, given: NewActionSheet) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(contractId);
    const id = yield* (yield* Ids).next;
    const { externalIds = [], missions = [], number = null, title } = encode(given);
    const version = contract.version + 1;
    yield* write((db) => db.insertInto("action_sheet").values({ id, contract_id: contractId, version, number, title, missions }).execute());
    yield* write((db) => db.updateTable("contract").set({ version }).where("id", "=", contractId).execute());
    yield* claimExternalIds(sheetKind, id, given.externalIds ?? []);
    const data = decodeAdded({ contractId, cptsId: contract.cpts_id, actionSheetId: id, number, title, missions });
    yield* record(contracts.events.actionSheetAdded, { aggregateId: contractId, aggregateVersion: version, data });
    yield* settle([contract.cpts_id]);
    const body: typeof ActionSheetView.Encoded = { id, contractId, number, title, missions, externalIds };
    return body;
  });
