import { contracts } from "@cpts/api/Contracts";
import type { Explanation } from "@cpts/api/Explanation";
import { prevention } from "@cpts/api/Prevention";
import type { CptsMissions } from "@cpts/api/PreventionViews";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { inForce, lastDayKnown, missionsOf, newestFirst } from "@cpts/domain/MissionContract";
import { statement } from "@cpts/service-kit/database/statement";
import { readUpTo } from "@cpts/service-kit/http/positions";
import { nameOfCpts } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { seesPlannedOf } from "../actions/sight.ts";
import { signedContractsOf, type KnownContract } from "../contracts/queries.ts";
import { read } from "../database/tables.ts";
import { explainMissions } from "./explanations.ts";
import { missionLabel } from "./labels.ts";

type Missions = (typeof CptsMissions.Encoded)["missions"];

const countsStatement = statement<[cptsId: string], { readonly planned: number; readonly published: number }>(
  "select count(*) filter (where state = 'planned') as planned, count(*) filter (where state = 'published') as published from action where cpts_id = $1",
);

const unknownCpts = new Problem({ type: "not-found", detail: { fr: "Cette CPTS n'est pas connue ici, ou pas encore.", en: "This CPTS is not known here, or not yet." } });

/** Each mission under contract with the newest contract that holds it. */
const missionsUnder = (signed: ReadonlyArray<KnownContract>): Missions => {
  // Sorting gives back the contracts it was given.
  const newest = newestFirst(signed) as ReadonlyArray<KnownContract>;
  return missionsOf(signed).flatMap((code) =>
    newest
      .filter(({ missions }) => missions.includes(code))
      .slice(0, 1)
      .map((contract) => {
        const { id, kind, signedOn, words } = contract;
        const localLabel = words.find((word) => word.code === code)?.label ?? null;
        return { code, label: missionLabel(code, localLabel), localLabel, contractId: id, kind, signedOn, lastDay: lastDayKnown(contract) };
      }),
  );
};

/** What is known here of the missions of a CPTS, and how many actions it has: planned ones for those who see them. */
export const findMissions = (cptsId: CptsId, actor: Actor, explain: boolean) =>
  Effect.gen(function* () {
    if ((yield* read((db) => nameOfCpts(db, cptsId))) === undefined) return yield* unknownCpts;
    const signed = yield* signedContractsOf(cptsId);
    const [counts = { planned: 0, published: 0 }] = yield* read((db) => countsStatement(db, cptsId));
    const actions = { planned: (yield* seesPlannedOf(actor, cptsId)) ? counts.planned : null, published: counts.published };
    const body = { cptsId, missions: missionsUnder(inForce(signed, yield* today)), actions };
    if (!explain) return body;
    const logs = { contracts: yield* readUpTo(contracts.name), prevention: yield* readUpTo(prevention.name) };
    const explanations: ReadonlyArray<Explanation> = explainMissions(signed, actions, logs);
    return { ...body, explanations };
  });
