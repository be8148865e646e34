import type { ContractPatch, NewContract } from "@cpts/api/ContractInputs";
import { contracts } from "@cpts/api/Contracts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import { changeFault } from "@cpts/domain/ContractSigning";
import { withoutRemark } from "@cpts/domain/RegistryEvents";
import { claimExternalIds, externalIdsOf } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { requireCpts } from "@cpts/service-kit/known/cpts";
import { Effect, SchemaParser } from "effect";
import { write } from "../database/tables.ts";
import { settle } from "../discrepancies/settle.ts";
import { referencesIn, requireParties } from "../parties/known.ts";
import { unknownCommune } from "../places.ts";
import { dateOf, sortKey } from "./dates.ts";
import { alreadySigned, lockContract, versionConflict } from "./lock.ts";
import { contractKind } from "./queries.ts";
import { namedRegime, regimeFaults } from "./regime-faults.ts";
import { changedTerms, placeFaults, termColumns, termsOf, toldRegime, type Terms } from "./terms.ts";

const decodeDrafted = SchemaParser.decodeUnknownSync(contracts.events.contractDrafted.payload);
const decodeChanged = SchemaParser.decodeUnknownSync(contracts.events.contractChanged.payload);

/** What of the terms travels in events: nothing of the parties, whose names documents write as they like. */
const told = ({ announced, attachmentDepartement, fundingRegime, kind, missions, provenance, termYears }: Partial<Terms>) =>
  Object.fromEntries(
    Object.entries({ kind, attachmentDepartement, missions, announced, termYears, provenance: provenance && withoutRemark(provenance), fundingRegime: fundingRegime && toldRegime(fundingRegime) }).filter(([, value]) => value !== undefined),
  );

const refuse = (faults: ReadonlyArray<FieldFault>) => (faults.length === 0 ? Effect.void : Effect.fail(new Problem({ type: "invalid-request", faults })));

/** Keeps a contract that is being prepared. */
export const draftContract = (contract: NewContract) =>
  Effect.gen(function* () {
    const terms = termsOf(contract);
    yield* refuse([...placeFaults(terms), ...(yield* unknownCommune(terms.announced?.commune, ["announced", "commune"])), ...(yield* regimeFaults(namedRegime(terms)))]);
    yield* requireCpts(contract.cptsId, ["cptsId"]);
    yield* requireParties(referencesIn(terms.parties, "parties"));
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as ContractId;
    const unsigned = { state: "draft" as const, signing_key: sortKey(null), ordered_by: "unknown" as const };
    yield* write((db) => db.insertInto("contract").values({ id, cpts_id: contract.cptsId, version: 1, ...termColumns(terms), ...unsigned }).execute());
    yield* claimExternalIds(contractKind, id, contract.externalIds ?? []);
    const { fundingRegime, ...unnamed } = terms;
    const named: Partial<Terms> = fundingRegime === null || fundingRegime === undefined ? unnamed : terms;
    yield* record(contracts.events.contractDrafted, { aggregateId: id, aggregateVersion: 1, data: decodeDrafted({ contractId: id, cptsId: contract.cptsId, ...told(named) }) });
    yield* settle([contract.cptsId]);
    return id;
  });

const claimsOthers = (id: ContractId, externalIds: ContractPatch["externalIds"]) =>
  externalIds === undefined ? Effect.succeed(false) : Effect.map(externalIdsOf(contractKind, [id]), (known) => JSON.stringify(known.get(id)) !== JSON.stringify(externalIds));

/** Changes a draft from the version that the caller has read. A change that changes nothing leaves no trace. */
export const changeContract = (id: ContractId, patch: ContractPatch, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockContract(id);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    const signed = changeFault({ state: row.state, signedOn: dateOf(row.signature?.signedOn) });
    if (signed !== null) return yield* alreadySigned(signed);
    const changed = changedTerms(row.terms, patch);
    const claims = yield* claimsOthers(id, patch.externalIds);
    if (Object.keys(changed).length === 0 && !claims) return;
    yield* refuse([...placeFaults(changed), ...(yield* unknownCommune(changed.announced?.commune, ["announced", "commune"])), ...(yield* regimeFaults(namedRegime(changed)))]);
    yield* requireParties(referencesIn(changed.parties ?? [], "parties"));
    const version = row.version + 1;
    yield* write((db) => db.updateTable("contract").set({ version, ...termColumns({ ...row.terms, ...changed }) }).where("id", "=", id).execute());
    if (claims) yield* claimExternalIds(contractKind, id, patch.externalIds ?? []);
    yield* record(contracts.events.contractChanged, { aggregateId: id, aggregateVersion: version, data: decodeChanged({ contractId: id, cptsId: row.cpts_id, ...told(changed) }) });
    yield* settle([row.cpts_id]);
  });
