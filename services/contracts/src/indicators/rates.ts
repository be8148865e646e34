import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { countedRates, type CountedRate } from "./achievement.ts";
import type { AgreedRate } from "./agreed.ts";
import type { IndicatorRow } from "./catalogue.ts";
import type { CountedObservation, ObservationRow } from "./observed.ts";
import { planWith } from "./plan.ts";
import type { StoredPlanned } from "./tables.ts";

type PlanRow = { readonly contract_id: string; readonly version: number; readonly body: ReadonlyArray<StoredPlanned>; readonly reason: string };

const plansStatement = statement<[contracts: ReadonlyArray<string>], PlanRow>(
  "select p.contract_id, v.version, v.body, v.reason from indicator_plan p join indicator_plan_version v on v.contract_id = p.contract_id and v.version = p.version where p.contract_id = any($1::uuid[])",
);
const catalogueStatement = statement<[], IndicatorRow>("select v.code, v.version, i.version as current, v.body, v.reason from indicator_version v join indicator i on i.code = v.code");
const observationsStatement = statement<[contracts: ReadonlyArray<string>], ObservationRow>("select * from observation where contract_id = any($1::uuid[]) and corrected_by is null order by id");
const agreedStatement = statement<[contracts: ReadonlyArray<string>], AgreedRate & { readonly contract_id: string }>(
  `select r.contract_id, r.contract_year as "contractYear", v.mission, v."ratePpm", v."agreedOn"
  from review r cross join lateral json_to_recordset(r.frozen -> 'rates') as v (mission text, "ratePpm" integer, "agreedOn" text)
  where r.contract_id = any($1::uuid[]) and r.frozen is not null order by r.contract_id, r.contract_year, v.mission`,
);

type CountedRow = readonly [indicator: string, contractYear: number, numerator: number | null, denominator: number | null, value: number | null];
// A row for each contract: a country has tens of thousands of observations.
const countedStatement = statement<[contracts: ReadonlyArray<string>], { readonly contract_id: string; readonly counted: ReadonlyArray<CountedRow> }>(
  `select contract_id, json_agg(json_build_array(indicator, contract_year, body -> 'numerator', body -> 'denominator', body -> 'value') order by id) as counted
  from observation where contract_id = any($1::uuid[]) and corrected_by is null group by contract_id`,
);

const plansOfAll = (ids: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const plans = yield* read((db) => plansStatement(db, ids));
    const rows = plans.length === 0 ? [] : yield* read((db) => catalogueStatement(db));
    return new Map(plans.map((plan) => [plan.contract_id, planWith(plan, rows)]));
  });

/** What is planned and observed of some contracts. */
export const measuredOfAll = (ids: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const observations = yield* read((db) => observationsStatement(db, ids));
    return { plans: yield* plansOfAll(ids), observations: Map.groupBy(observations, (one) => one.contract_id) };
  });

const countedOf = ([indicator, year, numerator, denominator, value]: CountedRow): CountedObservation => ({ indicator, contract_year: year, body: { numerator, denominator, value } });

/** The rates of every year of some contracts, in the same number of statements however many there are. Contracts without a rate are not there. */
export const ratesOfAll = (ids: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const [plans, agreed] = [yield* plansOfAll(ids), Map.groupBy(yield* read((db) => agreedStatement(db, ids)), (one) => one.contract_id)];
    const observations = new Map((yield* read((db) => countedStatement(db, ids))).map(({ contract_id: id, counted }) => [id, counted.map(countedOf)]));
    const rates = new Map<string, ReadonlyArray<CountedRate>>();
    for (const id of new Set([...plans.keys(), ...agreed.keys()])) {
      const [plan, decided] = [plans.get(id), (agreed.get(id) ?? []).map(({ agreedOn, contractYear, mission, ratePpm }) => ({ agreedOn, contractYear, mission, ratePpm }))];
      rates.set(id, plan === undefined ? decided : countedRates(plan, observations.get(id) ?? [], decided));
    }
    return rates;
  });
