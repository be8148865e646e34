import type { ContractHistory } from "@cpts/api/ContractTakeOver";
import { contracts } from "@cpts/api/Contracts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import { historyFaults, type HistoryFault } from "@cpts/domain/ContractGuards";
import { signatoryDateFaults } from "./signatories.ts";
import { signingFaults } from "@cpts/domain/ContractSigning";
import { formatEn, formatFr } from "@cpts/domain/PartialDate";
import { withoutRemark } from "@cpts/domain/RegistryEvents";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { requireCpts } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect, SchemaParser } from "effect";
import { storedAmendment } from "../amendments/amend.ts";
import { write } from "../database/tables.ts";
import { affectedBySignature, settle } from "../discrepancies/settle.ts";
import { referencesIn, requireParties } from "../parties/known.ts";
import { unknownCommune } from "../places.ts";
import { dateOf, dateOfSignature, sortKey } from "./dates.ts";
import { planAhead } from "./plan-ahead.ts";
import { freezeOf, type Frozen } from "./freeze.ts";
import { overlaps } from "./guards.ts";
import { factsOfRow, standingOfRow, type Life } from "./life.ts";
import { contractKind, type ContractRow } from "./queries.ts";
import { amendmentRegimeFaults, namedRegime, regimeFaults } from "./regime-faults.ts";
import { signatureOf, signedPayload, signingFault } from "./sign.ts";
import { storedStep } from "./steps.ts";
import { placeFaults, termColumns, termsOf } from "./terms.ts";

const decodeTakenOver = SchemaParser.decodeUnknownSync(contracts.events.contractTakenOver.payload);

const lifeOf = ({ amendments = [], missionStarts = [], steps = [] }: ContractHistory): Life => ({
  steps: steps.map(storedStep),
  amendments: amendments.map(({ number, ...amendment }) => storedAmendment(number, amendment)),
  missionStarts,
  expiredOn: null,
});

const fault = (path: FieldFault["path"], code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });

const dateField = { steps: "on", amendments: "effectiveOn", missionStarts: "on" } as const;

const faultOf = (found: HistoryFault): FieldFault => {
  switch (found._tag) {
    case "HistoryOutOfOrder":
      return fault([found.list, found.index, dateField[found.list]], "out-of-order", `cette date (${formatFr(found.on)}) est antérieure à ce qui la précède (${formatFr(found.after)})`, `this date (${formatEn(found.on)}) is before what precedes it (${formatEn(found.after)})`);
    case "HistoryInTheFuture":
      return fault([found.list, found.index, dateField[found.list]], "in-the-future", `cette date (${formatFr(found.on)}) n'est pas encore venue`, `this date (${formatEn(found.on)}) has not come yet`);
    case "AmendmentNumberTaken":
      return fault(["amendments", found.index, "number"], "out-of-order", "les numéros des avenants doivent croître", "the numbers of amendments must rise");
    case "MissionNotOfContract":
      return fault(["missionStarts", found.index, "code"], "not-a-mission", "cette mission n'est ni du contrat ni de ses avenants", "this mission is neither of the contract nor of its amendments");
  }
};

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const under = (prefix: string) => (one: FieldFault): FieldFault => ({ ...one, path: [prefix, ...one.path] });

/** Fails with everything that the history cannot be; what is only incomplete is kept. */
const mayBeTakenOver = (row: ContractRow) =>
  Effect.gen(function* () {
    const { signature, terms } = row;
    const now = yield* today;
    const dates = { signedOn: dateOf(signature?.signedOn), inferredSignedOn: dateOf(signature?.inferredSignedOn) };
    const capacities = terms.parties.map(({ capacity }) => capacity);
    const signing = signingFaults({ state: "draft", draftedOn: dateOf(terms.draftedOn), capacities }, { ...dates, capacities: signature?.signatories.map(({ capacity }) => capacity) ?? [] }, now);
    const faults = [
      ...placeFaults(terms).map(under("contract")),
      ...(yield* unknownCommune(terms.announced?.commune, ["contract", "announced", "commune"])),
      ...signing.flatMap((one) => (one._tag === "AlreadySigned" ? [] : [under("signature")(signingFault(one))])),
      ...signatoryDateFaults(signature?.signatories ?? [], terms.draftedOn, now).map(under("signature")),
      ...(yield* unknownCommune(signature?.commune, ["signature", "commune"])),
      ...historyFaults(factsOfRow(row), now).map(faultOf),
      ...(yield* regimeFaults(namedRegime(terms, ["contract"]))),
      ...(yield* Effect.forEach(row.life.amendments, ({ changes }, index) => amendmentRegimeFaults(changes, ["amendments", index, "changes"]))).flat(),
      ...(yield* overlaps(row, signature?.overlapReason, ["signature", "signedOn"])),
    ];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
  });

const declaredOf = ({ contract, declaredSize }: ContractHistory, computed: Frozen): Pick<Frozen, "population" | "sizeClass"> => {
  if (declaredSize === undefined) return computed;
  const { population, sizeClass } = declaredSize;
  return { sizeClass, population: population === undefined ? null : { value: population, source: contract.provenance?.source?.document ?? "-", status: "declared", asOf: computed.freeze.day } };
};

/**
 * Takes over a contract that already runs: its signature and its history are told, its states are not gone through again. What
 * its documents leave out is left out; a party that is missing is a discrepancy, not a refusal.
 */
export const takeOverContract = (history: ContractHistory) =>
  Effect.gen(function* () {
    const { contract } = history;
    const [terms, signature, life] = [termsOf(contract), signatureOf(history.signature), lifeOf(history)];
    yield* requireCpts(contract.cptsId, ["contract", "cptsId"]);
    const computed = yield* freezeOf(contract.cptsId, signature);
    const frozen: Frozen = { ...computed, ...declaredOf(history, computed) };
    const { on, orderedBy } = dateOfSignature(signature);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as ContractId;
    const searched = termColumns(terms);
    const row: ContractRow = { id, cpts_id: contract.cptsId, version: 2, state: "signed", ...searched, terms, signature, life, population: frozen.population, size_class: frozen.sizeClass, frozen_from: frozen.freeze, signing_key: sortKey(on), ordered_by: orderedBy };
    yield* mayBeTakenOver(row);
    yield* requireParties([...referencesIn(terms.parties, "parties"), ...referencesIn(signature.signatories, "signatories")]);
    const columns = { ...row, terms: searched.terms, signature: json(signature), life: JSON.stringify(life), population: json(frozen.population), frozen_from: json(frozen.freeze) };
    yield* write((db) => db.insertInto("contract").values(columns).execute());
    yield* claimExternalIds(contractKind, id, contract.externalIds ?? []);
    yield* record(contracts.events.contractSigned, { aggregateId: id, aggregateVersion: 1, data: signedPayload(row, signature, frozen) });
    const told = {
      contractId: id,
      cptsId: contract.cptsId,
      standing: standingOfRow(row, yield* today),
      steps: life.steps.map(({ action, on: at, termYears }) => ({ action, on: at, termYears })),
      amendments: life.amendments.map(({ changes, effectiveOn, number, signedOn }) => ({ number, signedOn, effectiveOn, changes })),
      missionStarts: life.missionStarts,
      ...(terms.announced === null ? {} : { announced: terms.announced }),
      provenance: withoutRemark(terms.provenance),
    };
    yield* record(contracts.events.contractTakenOver, { aggregateId: id, aggregateVersion: 2, data: decodeTakenOver(told) });
    yield* planAhead(id);
    yield* settle([contract.cptsId, ...(yield* affectedBySignature(row))]);
    return id;
  });
