import { NewMissionProgress } from "@cpts/api/Deadlines";
import { contracts } from "@cpts/api/Contracts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import { lifeStepsFrom } from "@cpts/domain/ContractLife";
import { standingForStep } from "@cpts/domain/ContractStep";
import { compare, earliest, formatEn, formatFr, type PartialDate } from "@cpts/domain/PartialDate";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema, SchemaParser } from "effect";
import { dateOfSignature } from "../contracts/dates.ts";
import { deploymentsOfRow, factsOfRow } from "../contracts/life.ts";
import { lockContract } from "../contracts/lock.ts";
import { planAhead } from "../contracts/plan-ahead.ts";
import type { ContractRow } from "../contracts/queries.ts";
import { stepNotAllowed } from "../contracts/steps.ts";
import { write } from "../database/tables.ts";
import { settle } from "../discrepancies/settle.ts";

type Stage = "started" | "deployed";

const encode = Schema.encodeSync(NewMissionProgress);
const decodeProgressed = SchemaParser.decodeUnknownSync(contracts.events.missionProgressed.payload);

const fault = (place: FieldFault["in"], path: string, code: string, fr: string, en: string): FieldFault => ({ in: place, path: [path], code, message: { fr, en } });

const already = (stage: Stage, on: PartialDate): Problem =>
  new Problem({
    type: "already-exists",
    detail:
      stage === "started"
        ? { fr: `Le démarrage de cette mission est déjà noté : ${formatFr(on)}.`, en: `The start of this mission is recorded already: ${formatEn(on)}.` }
        : { fr: `Le déploiement de cette mission est déjà noté : ${formatFr(on)}.`, en: `The deployment of this mission is recorded already: ${formatEn(on)}.` },
  });

const faultsOf = (row: ContractRow, code: string, stage: Stage, on: PartialDate, now: string): ReadonlyArray<FieldFault> => {
  const facts = factsOfRow(row);
  const missions = [...facts.missions, ...facts.amendments.flatMap(({ changes }) => changes.missions ?? [])];
  const signedOn = dateOfSignature(row.signature).on;
  const start = facts.missionStarts.find((one) => one.code === code)?.on;
  const deployed = deploymentsOfRow(row).find((one) => one.code === code)?.on;
  return [
    ...(missions.some((mission) => mission.code === code) ? [] : [fault("path", "code", "not-a-mission", "cette mission n'est ni du contrat ni de ses avenants", "this mission is neither of the contract nor of its amendments")]),
    ...((earliest(on) ?? "") > now ? [fault("body", "on", "in-the-future", `cette date (${formatFr(on)}) n'est pas encore venue`, `this date (${formatEn(on)}) has not come yet`)] : []),
    ...(signedOn !== null && compare(on, signedOn) === "before"
      ? [fault("body", "on", "before-signature", `cette date (${formatFr(on)}) est antérieure à la signature du contrat (${formatFr(signedOn)})`, `this date (${formatEn(on)}) is before the signature of the contract (${formatEn(signedOn)})`)]
      : []),
    ...(stage === "deployed" && start !== undefined && compare(on, start) === "before"
      ? [fault("body", "on", "before-start", `cette date (${formatFr(on)}) est antérieure au démarrage (${formatFr(start)})`, `this date (${formatEn(on)}) is before the start (${formatEn(start)})`)]
      : []),
    ...(stage === "started" && deployed !== undefined && compare(deployed, on) === "before"
      ? [fault("body", "on", "after-deployment", `cette date (${formatFr(on)}) est postérieure au déploiement (${formatFr(deployed)})`, `this date (${formatEn(on)}) is after the deployment (${formatEn(deployed)})`)]
      : []),
  ];
};

const running: ReadonlySet<string> = new Set(["signed", "active", "renewed", "suspended"]);

/** Records when a mission of a contract started, or was fully deployed: once, within the days of the contract. */
export const recordProgress = (id: ContractId, code: string, stage: Stage, given: NewMissionProgress) =>
  Effect.gen(function* () {
    const row = yield* lockContract(id);
    const { on } = given;
    const facts = factsOfRow(row);
    const standing = row.state === "draft" ? "draft" : standingForStep(facts, on);
    if (!running.has(standing)) return yield* stepNotAllowed({ from: standing, action: "start-mission", allowed: lifeStepsFrom(standing).map(({ action }) => action), source: lifeStepsFrom(standing)[0]?.legalSource ?? "-" });
    const known = (stage === "started" ? facts.missionStarts : deploymentsOfRow(row)).find((one) => one.code === code);
    if (known !== undefined) return yield* already(stage, known.on);
    const faults = faultsOf(row, code, stage, on, yield* today);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const version = row.version + 1;
    const { document } = encode(given);
    const done = { code, on, ...(document === undefined ? {} : { document }) };
    const life = stage === "started" ? { ...row.life, missionStarts: [...row.life.missionStarts, done] } : { ...row.life, deployments: [...(row.life.deployments ?? []), done] };
    yield* write((db) => db.updateTable("contract").set({ version, life: JSON.stringify(life) }).where("id", "=", id).execute());
    yield* record(contracts.events.missionProgressed, { aggregateId: id, aggregateVersion: version, data: decodeProgressed({ contractId: id, cptsId: row.cpts_id, code, stage, on }) });
    yield* planAhead(id);
    yield* settle([row.cpts_id]);
  });
