import { NewContractStep } from "@cpts/api/ContractLifeViews";
import { contracts } from "@cpts/api/Contracts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import { contractStandings, type ContractStanding, type RecordedStep } from "@cpts/domain/ContractLife";
import { labelOfStep, standingForStep, stepFaults, type ContractStep, type StepFault, type StepNotAllowed } from "@cpts/domain/ContractStep";
import { formatEn, formatFr } from "@cpts/domain/PartialDate";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema, SchemaParser } from "effect";
import { write } from "../database/tables.ts";
import { settle } from "../discrepancies/settle.ts";
import { dateOf, dateOfSignature } from "./dates.ts";
import { overlaps } from "./guards.ts";
import { planAhead } from "./plan-ahead.ts";
import { factsOfRow, lastDayOfRow, termInForce } from "./life.ts";
import { lockContract } from "./lock.ts";
import type { ContractRow } from "./queries.ts";

const encode = Schema.encodeSync(NewContractStep);
const events = { suspend: contracts.events.contractSuspended, resume: contracts.events.contractResumed, terminate: contracts.events.contractTerminated, renew: contracts.events.contractRenewed } as const;

type Stored = typeof ContractStep.Encoded;

/** A step as it is kept. */
export const storedStep = (given: NewContractStep): Stored => {
  const { action, document, ground = null, note = null, noticeOn = null, on, overlapReason, termYears = null } = encode(given);
  return { action, on, noticeOn, ground, termYears, document, note, ...(overlapReason === undefined ? {} : { overlapReason }) };
};

/** A standing in words. */
export const labelOfStanding = (standing: ContractStanding) => contractStandings.find(({ code }) => code === standing) ?? { fr: standing, en: standing };

/** Said of a step that the table of states does not have: what it has instead, and where that is written. */
export const stepNotAllowed = ({ action, allowed, from, source }: Pick<StepNotAllowed, "allowed" | "from" | "source"> & { readonly action: string }): Problem => {
  const [standing, step] = [labelOfStanding(from), labelOfStep(action)];
  const possible = (language: "fr" | "en") => allowed.map((one) => labelOfStep(one)[language]).join(", ");
  return new Problem({
    type: "illegal-transition",
    detail: {
      fr: `Ce contrat est ${standing.fr} : pas de ${step.fr} depuis cet état. ${allowed.length === 0 ? "Aucune étape n'en part." : `Étapes possibles : ${possible("fr")} (source : ${source}).`}`,
      en: `This contract is ${standing.en}: no ${step.en} from this state. ${allowed.length === 0 ? "No step leaves it." : `Possible steps: ${possible("en")} (source: ${source}).`}`,
    },
  });
};

const fault = (field: string, code: string, fr: string, en: string): FieldFault => ({ in: "body", path: [field], code, message: { fr, en } });

const faultOf = (found: Exclude<StepFault, StepNotAllowed>): FieldFault => {
  switch (found._tag) {
    case "StepOutOfOrder": {
      const after = labelOfStep(found.afterWhat);
      return fault("on", "out-of-order", `cette date (${formatFr(found.on)}) est antérieure à l'étape précédente : ${after.fr}, ${formatFr(found.after)}`, `this date (${formatEn(found.on)}) is before the step before it: ${after.en}, ${formatEn(found.after)}`);
    }
    case "StepInTheFuture":
      return fault(found.field, "in-the-future", `cette date (${formatFr(found.on)}) n'est pas encore venue`, `this date (${formatEn(found.on)}) has not come yet`);
    case "EndBeforeNotice":
      return fault("on", "before-notice", `la fin (${formatFr(found.on)}) serait antérieure au préavis (${formatFr(found.noticeOn)})`, `the end (${formatEn(found.on)}) would be before the notice (${formatEn(found.noticeOn)})`);
    case "NotOfStep":
      return fault(found.field, "not-of-step", `ce champ n'est pas d'une étape de ${labelOfStep(found.action).fr}`, `this field is not of a step of ${labelOfStep(found.action).en}`);
    case "TermUnknown":
      return fault("termYears", "term-unknown", "le contrat ne dit pas sa durée : le renouvellement doit la dire", "the contract does not say its term: the renewal has to");
  }
};

/** Fails with what keeps a step from being recorded. */
const mayHappen = (row: ContractRow, step: Stored) =>
  Effect.gen(function* () {
    // The dates came through the contract of the request.
    const given = { action: step.action, on: step.on as ContractStep["on"], noticeOn: dateOf(step.noticeOn), termYears: step.termYears };
    const facts = factsOfRow(row);
    const last = facts.steps.at(-1);
    const found = stepFaults(
      {
        standing: row.state === "draft" ? "draft" : standingForStep(facts, given.on),
        signedOn: dateOfSignature(row.signature).on,
        last: last === undefined ? null : { action: last.action as RecordedStep, on: last.on },
        termYears: termInForce(row),
      },
      given,
      yield* today,
    );
    const misstated: Array<Exclude<StepFault, StepNotAllowed>> = [];
    for (const one of found) {
      if (one._tag === "StepNotAllowed") return yield* stepNotAllowed(one);
      misstated.push(one);
    }
    const renewed = step.action === "renew" ? yield* overlaps({ ...row, life: { ...row.life, steps: [...row.life.steps, step] } }, step.overlapReason, ["on"]) : [];
    const faults = [...misstated.map(faultOf), ...renewed];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
  });

const payloadOf = (row: ContractRow, { action, document, ground, noticeOn, on, termYears }: Stored) => {
  const told = { contractId: row.id, cptsId: row.cpts_id, on, source: document };
  switch (action) {
    case "suspend":
      return { ...told, ground };
    case "resume":
      return told;
    case "terminate":
      return { ...told, ground, noticeOn };
    case "renew":
      return { ...told, termYears: termYears ?? termInForce(row), lastDay: lastDayOfRow(row) };
  }
};

/** Records a step in the life of a contract: its text stays what it is. */
export const recordStep = (id: ContractId, given: NewContractStep) =>
  Effect.gen(function* () {
    const before = yield* lockContract(id);
    const step = storedStep(given);
    yield* mayHappen(before, step);
    const row: ContractRow = { ...before, version: before.version + 1, life: { ...before.life, steps: [...before.life.steps, step] } };
    yield* write((db) => db.updateTable("contract").set({ version: row.version, life: JSON.stringify(row.life) }).where("id", "=", id).execute());
    const definition = events[step.action];
    // One payload for each action, as its schema has it.
    const data = SchemaParser.decodeUnknownSync(definition.payload as typeof contracts.events.contractSuspended.payload)(payloadOf(row, step));
    yield* record(definition as typeof contracts.events.contractSuspended, { aggregateId: id, aggregateVersion: row.version, data });
    yield* planAhead(id);
    yield* settle([row.cpts_id]);
  });
