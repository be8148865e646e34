import { contracts } from "@cpts/api/Contracts";
import type { NewObservation } from "@cpts/api/ContractIndicatorViews";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { ContractId } from "@cpts/domain/Contract";
import { measureFaults, shownMeasure, type MeasureFault } from "@cpts/domain/Indicator";
import { Source } from "@cpts/domain/Source";
import { record } from "@cpts/service-kit/events/log/record";
import { filesOf } from "@cpts/service-kit/files/store";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema, SchemaParser } from "effect";
import { yearFaults } from "../contracts/contract-year.ts";
import { lockContract } from "../contracts/lock.ts";
import { write } from "../database/tables.ts";
import { measuredOf, type ObservationRow } from "./observed.ts";
import { planOf } from "./plan.ts";
import { observationNotFound, ownerOf } from "./queries.ts";
import type { StoredObservation } from "./tables.ts";

/** Whoever asks, as it is kept: a role and a pseudonym. */
export interface Caller {
  readonly actor: Actor;
  readonly callerName: string;
}

/** Where a value comes from when a service proposed it. */
export interface Proposed {
  readonly rule: string;
  readonly proposalId: string;
}

export const doneBy = ({ actor, callerName }: Caller) => Effect.map(today, (on) => ({ role: actor.role, name: callerName, on }));

const fault = (path: string, code: string, fr: string, en: string): FieldFault => ({ in: "body", path: [path], code, message: { fr, en } });

const measureTexts: Readonly<Record<MeasureFault["code"], readonly [fr: string, en: string]>> = {
  "ratio-over-zero": ["un rapport sur zéro n'a pas de valeur : s'il n'y a rien à compter, ne saisissez pas d'observation", "a ratio over zero has no value: where there is nothing to count, record no observation"],
  "both-counts": ["donnez le numérateur et le dénominateur, ou la valeur que publie la source", "give the numerator and the denominator, or the value that the source publishes"],
  "value-or-counts": ["la valeur se calcule des deux effectifs : ne la donnez pas", "the value is computed from both counts: do not give it"],
  "no-ratio": ["cet indicateur n'est pas un rapport : donnez sa valeur", "this indicator is no ratio: give its value"],
  "zero-or-one": ["oui s'écrit 1, non s'écrit 0", "yes is written 1, no is written 0"],
  "value-missing": ["donnez la valeur", "give the value"],
};

const periodFaults = ({ from, to }: NewObservation, now: string): ReadonlyArray<FieldFault> => [
  ...(from >= to ? [fault("to", "empty-period", "la période finirait avant de commencer", "the period would end before it begins")] : []),
  ...(from > now ? [fault("from", "in-the-future", "cette période n'a pas commencé", "this period has not begun")] : []),
];

const correctionFaults = (given: NewObservation): ReadonlyArray<FieldFault> => [
  ...(given.corrects !== undefined && given.reason === undefined ? [fault("reason", "reason-missing", "dites pourquoi l'observation est corrigée", "say why the observation is corrected")] : []),
  ...(given.corrects === undefined && given.reason !== undefined ? [fault("corrects", "nothing-corrected", "dites quelle observation est corrigée", "say which observation is corrected")] : []),
];

const currentRow = (contractId: string, { contractYear, indicator }: Pick<NewObservation, "contractYear" | "indicator">) =>
  write((db) => db.selectFrom("observation").selectAll().where("contract_id", "=", contractId).where("indicator", "=", indicator).where("contract_year", "=", contractYear).where("corrected_by", "is", null).forUpdate().executeTakeFirst());

const wrongCorrection = new Problem({
  type: "unknown-reference",
  faults: [fault("corrects", "not-the-current-one", "ce n'est pas l'observation en vigueur de cet indicateur pour cette année : corrigez celle-ci", "it is not the current observation of this indicator for that year: correct that one")],
});

const alreadyObserved = (id: string) =>
  new Problem({
    type: "already-exists",
    faults: [fault("contractYear", "already-observed", `cet indicateur est déjà observé pour cette année (${id}) : corrigez-le`, `this indicator is already observed for that year (${id}): correct it`)],
  });

const encodeSource = Schema.encodeSync(Source);
const decodeObserved = SchemaParser.decodeUnknownSync(contracts.events.indicatorObserved.payload);

const tell = (row: ObservationRow, cptsId: string, countsPeople: boolean) =>
  record(contracts.events.indicatorObserved, {
    aggregateId: row.id,
    aggregateVersion: row.version,
    data: decodeObserved({
      observationId: row.id,
      contractId: row.contract_id,
      cptsId,
      indicator: row.indicator,
      contractYear: row.contract_year,
      from: row.body.from,
      to: row.body.to,
      ...shownMeasure(countsPeople, measuredOf(row)),
      unit: row.body.unit,
      rule: row.body.rule,
      proposalId: row.body.proposalId,
      corrects: row.body.corrects ?? null,
    }),
  });

/** Records what was measured of an indicator in a contract year, once; a correction replaces it and leaves it in the history. */
export const observe = (contractId: ContractId, given: NewObservation, caller: Caller, proposed: Proposed | null = null) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(contractId);
    const planned = (yield* planOf(contractId)).indicators.find(({ indicator }) => indicator === given.indicator);
    const measured = { numerator: given.numerator ?? null, denominator: given.denominator ?? null, value: given.value ?? null };
    const faults = [
      ...(planned === undefined ? [fault("indicator", "not-planned", "cet indicateur n'est pas de ceux du contrat", "this indicator is not one of the contract's")] : measureFaults(planned.row.body.measure, measured).map(({ code, field }) => fault(field, code, ...measureTexts[code]))),
      ...periodFaults(given, yield* today),
      ...(yield* yearFaults(contract, given.contractYear)),
      ...correctionFaults(given),
    ];
    if (planned === undefined || faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const current = yield* currentRow(contractId, given);
    if (given.corrects !== undefined && current?.id !== given.corrects) return yield* wrongCorrection;
    if (given.corrects === undefined && current !== undefined) return yield* alreadyObserved(current.id);
    const id = yield* (yield* Ids).next;
    if (current !== undefined) yield* write((db) => db.updateTable("observation").set({ corrected_by: id, version: current.version + 1 }).where("id", "=", current.id).execute());
    const { contractYear, indicator, source, ...rest } = given;
    const body: StoredObservation = { ...rest, source: encodeSource(source), unit: planned.row.body.unit, rule: proposed?.rule ?? null, proposalId: proposed?.proposalId ?? null, enteredBy: yield* doneBy(caller) };
    const row: ObservationRow = { id, contract_id: contractId, indicator, contract_year: contractYear, version: 1, body, corrected_by: null, validated: null };
    yield* write((db) => db.insertInto("observation").values({ ...row, body: JSON.stringify(body), validated: null }).execute());
    yield* tell(row, contract.cpts_id, planned.row.body.countsPeople);
    return id;
  });

const lockObservation = (contractId: ContractId, id: string) =>
  Effect.flatMap(
    write((db) => db.selectFrom("observation").selectAll().where("id", "=", id).where("contract_id", "=", contractId).forUpdate().executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(observationNotFound) : Effect.succeed(row)),
  );

const notNow = (fr: string, en: string) => new Problem({ type: "illegal-transition", detail: { fr, en } });
const decodeValidated = SchemaParser.decodeUnknownSync(contracts.events.observationValidated.payload);

/** Validates an observation; one that needs a proof has one. */
export const validate = (contractId: ContractId, id: string, caller: Caller, ifMatch: number) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(contractId);
    const row = yield* lockObservation(contractId, id);
    if (row.version !== ifMatch)
      return yield* new Problem({
        type: "version-conflict",
        detail: { fr: `L'observation en est à la version ${row.version}. Relisez-la, puis refaites votre modification.`, en: `The observation is at version ${row.version}. Read it again, then make your change anew.` },
      });
    if (row.corrected_by !== null) return yield* notNow("Cette observation a été corrigée : validez celle qui la remplace.", "This observation was corrected: validate the one that replaces it.");
    if (row.validated !== null) return yield* notNow("Cette observation est déjà validée.", "This observation is validated already.");
    const planned = (yield* planOf(contractId)).indicators.find(({ indicator }) => indicator === row.indicator);
    if (planned?.row.body.proofRequired === true && (yield* filesOf(ownerOf(id))).length === 0)
      return yield* notNow("Cet indicateur demande une preuve : joignez un fichier à l'observation avant de la valider.", "This indicator asks for a proof: attach a file to the observation before it is validated.");
    const version = row.version + 1;
    const by = yield* doneBy(caller);
    yield* write((db) => db.updateTable("observation").set({ version, validated: JSON.stringify(by) }).where("id", "=", id).execute());
    const data = decodeValidated({ observationId: id, contractId, cptsId: contract.cpts_id, indicator: row.indicator, contractYear: row.contract_year });
    yield* record(contracts.events.observationValidated, { aggregateId: id, aggregateVersion: version, data });
  });
