import type { IndicatorPlanView, NewIndicatorPlan } from "@cpts/api/ContractIndicatorViews";
import { contracts } from "@cpts/api/Contracts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import { baseOf, shownMeasure, type AchievementFault } from "@cpts/domain/Indicator";
import { planFaults, PlannedIndicator, type CatalogueTerms, type PlanFault } from "@cpts/domain/IndicatorPlan";
import { statement } from "@cpts/service-kit/database/statement";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect, Schema, SchemaParser } from "effect";
import { factsOfRow } from "../contracts/life.ts";
import { lockContract } from "../contracts/lock.ts";
import { findContractRow, type ContractRow } from "../contracts/queries.ts";
import { read, write } from "../database/tables.ts";
import { indicatorRow, viewOfIndicator, type IndicatorRow } from "./catalogue.ts";
import { currentOf, measuredOf } from "./observed.ts";
import type { StoredPlanned } from "./tables.ts";

/** The indicators of a contract as they are set, each with the row of the catalogue it keeps. */
export interface Plan {
  readonly version: number;
  readonly reason: string | null;
  readonly indicators: ReadonlyArray<StoredPlanned & { readonly row: IndicatorRow }>;
}

type PlanRow = { readonly version: number; readonly body: ReadonlyArray<StoredPlanned>; readonly reason: string };
const planStatement = statement<[contract: string], PlanRow>("select v.version, v.body, v.reason from indicator_plan p join indicator_plan_version v on v.contract_id = p.contract_id and v.version = p.version where p.contract_id = $1");
const rowsStatement = statement<[codes: string], IndicatorRow>(`select v.code, v.version, i.version as current, v.body, v.reason
  from json_to_recordset($1::json) as wanted (code text, version integer) join indicator_version v on v.code = wanted.code and v.version = wanted.version join indicator i on i.code = v.code`);

/** A plan as it is kept, with the rows of the catalogue that it names. */
export const planWith = ({ body, reason, version }: PlanRow, rows: ReadonlyArray<IndicatorRow>): Plan => {
  const rowOf = ({ code, version: kept }: StoredPlanned["catalogue"]) => rows.find((row) => row.code === code && row.version === kept);
  return {
    version,
    reason,
    indicators: body.flatMap((one) => {
      const row = rowOf(one.catalogue);
      return row === undefined ? [] : [{ ...one, row }];
    }),
  };
};

/** The indicators of a contract; version 0 where none were set. */
export const planOf = (contractId: string) =>
  Effect.gen(function* () {
    const [found] = yield* read((db) => planStatement(db, contractId));
    if (found === undefined) return { version: 0, reason: null, indicators: [] } satisfies Plan;
    return planWith(found, yield* read((db) => rowsStatement(db, JSON.stringify(found.body.map(({ catalogue }) => catalogue)))));
  });

/** The row of the catalogue that a planned indicator goes by. */
export const rowIn =
  (plan: Plan) =>
  (indicator: string): CatalogueTerms | null =>
    plan.indicators.find((one) => one.indicator === indicator)?.row.body ?? null;

/** The indicators of a contract as everyone may read them. */
export const findPlan = (id: ContractId) =>
  Effect.gen(function* () {
    const contract = yield* findContractRow(id);
    const [plan, observations] = [yield* planOf(id), yield* currentOf(id)];
    const body: typeof IndicatorPlanView.Encoded = {
      contractId: id,
      cptsId: contract.cpts_id,
      version: plan.version,
      reason: plan.reason,
      indicators: plan.indicators.map(({ row, ...planned }) => ({
        ...planned,
        catalogue: viewOfIndicator(row),
        observed: observations
          .filter((one) => one.indicator === planned.indicator && one.validated !== null)
          .map((one) => ({ contractYear: one.contract_year, ...shownMeasure(row.body.countsPeople, measuredOf(one)) })),
      })),
    };
    const seen = observations.reduce((sum, one) => sum + one.version, 0);
    return { body, version: plan.version, variant: `${seen}-${observations.length}` };
  });

const fault = (path: ReadonlyArray<string | number>, code: string, fr: string, en: string): FieldFault => ({ in: "body", path: ["indicators", ...path], code, message: { fr, en } });

const targetTexts: Readonly<Record<AchievementFault, readonly [fr: string, en: string]>> = {
  "ratio-over-zero": ["le dénominateur est nul", "the denominator is zero"],
  "not-measured": ["rien n'est mesuré", "nothing is measured"],
  "no-target": ["il n'y a pas de cible", "there is no target"],
  "no-start": ["un taux linéaire part d'un plancher ou d'un point de départ : donnez l'un des deux", "a linear rate starts from a floor or a baseline: give one of them"],
  "target-is-start": ["la cible est le point de départ : aucun taux ne se calcule entre les deux", "the target is where it starts: no rate can be computed between the two"],
  "target-against-direction": ["la cible va dans le sens contraire de l'indicateur", "the target goes against the direction of the indicator"],
};

const textOf = (found: PlanFault): FieldFault => {
  switch (found._tag) {
    case "IndicatorUnknown":
      return fault([found.index, "indicator"], "unknown-indicator", `l'indicateur ${found.indicator} n'est pas au catalogue`, `indicator ${found.indicator} is not in the catalogue`);
    case "IndicatorRepeated":
      return fault([found.index, "indicator"], "listed-twice", `l'indicateur ${found.indicator} est déjà dans la liste`, `indicator ${found.indicator} is already listed`);
    case "TargetRepeated":
      return fault([found.index, "targets", found.target, "contractYear"], "target-repeated", `l'année ${found.contractYear} a déjà une cible`, `year ${found.contractYear} has a target already`);
    case "TargetFault": {
      const [fr, en] = targetTexts[found.why];
      return fault([found.index, "targets", found.target, "value"], found.why, fr, en);
    }
    case "StepsUnordered":
      return fault([found.index, "achievement", "steps", found.step], "steps-unordered", "chaque palier va plus loin que le précédent, et vaut au moins autant", "each step goes further than the one before, and is worth as much at least");
    case "WeightsNotWhole":
      return found.mission === null
        ? fault([found.index, "weightPpm"], "weight-without-mission", "un poids est celui d'une mission : dites laquelle", "a weight is in a mission: say which")
        : fault([found.index, "weightPpm"], "weights-not-whole", `les poids de la mission ${found.mission} font ${found.weightPpm} millionièmes : il en faut 1000000, ou aucun`, `the weights of mission ${found.mission} make ${found.weightPpm} millionths: 1000000 are needed, or none`);
  }
};

const missionFaults = (contract: ContractRow, { indicators }: NewIndicatorPlan): ReadonlyArray<FieldFault> => {
  const facts = factsOfRow(contract);
  const codes = new Set([...facts.missions, ...facts.amendments.flatMap(({ changes }) => changes.missions ?? [])].map(({ code }) => code));
  return indicators.flatMap(({ mission }, index) => (mission === null || codes.has(mission) ? [] : [fault([index, "mission"], "not-a-mission", "cette mission n'est ni du contrat ni de ses avenants", "this mission is neither of the contract nor of its amendments")]));
};

/** The newest row of the catalogue for each code, or for the code it is a finer one of. */
const newestRows = (codes: ReadonlyArray<string>) =>
  Effect.map(
    Effect.forEach([...new Set(codes)], (code) => Effect.map(Effect.flatMap(indicatorRow(code), (row) => (row === undefined ? indicatorRow(baseOf(code)) : Effect.succeed(row))), (row) => [code, row] as const)),
    (rows) => new Map(rows),
  );

const encodePlanned = Schema.encodeSync(PlannedIndicator);
const decodePlanned = SchemaParser.decodeUnknownSync(contracts.events.indicatorsPlanned.payload);

/** Sets all the indicators of a contract. */
export const setPlan = (id: ContractId, wanted: NewIndicatorPlan, ifMatch: number) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(id);
    const { version: held } = yield* planOf(id);
    if (held !== ifMatch)
      return yield* new Problem({
        type: "version-conflict",
        detail: { fr: `Les indicateurs en sont à la version ${held}. Relisez-les, puis refaites votre modification.`, en: `The indicators are at version ${held}. Read them again, then make your change anew.` },
      });
    const rows = yield* newestRows(wanted.indicators.map(({ indicator }) => indicator));
    const faults = [...planFaults(wanted.indicators, (code) => rows.get(code)?.body ?? null).map(textOf), ...missionFaults(contract, wanted)];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const version = held + 1;
    const body = wanted.indicators.map((one): StoredPlanned => ({ ...encodePlanned(one), catalogue: { code: rows.get(one.indicator)?.code ?? one.indicator, version: rows.get(one.indicator)?.version ?? 1 } }));
    yield* write((db) => db.insertInto("indicator_plan").values({ contract_id: id, version }).onConflict((conflict) => conflict.column("contract_id").doUpdateSet({ version })).execute());
    yield* write((db) => db.insertInto("indicator_plan_version").values({ contract_id: id, version, body: JSON.stringify(body), reason: wanted.reason }).execute());
    const told = body.map(({ indicator, mission, targets, weightPpm }) => ({ indicator, mission, weightPpm, targets }));
    yield* record(contracts.events.indicatorsPlanned, { aggregateId: `indicators/${id}`, aggregateVersion: version, data: decodePlanned({ contractId: id, cptsId: contract.cpts_id, planVersion: version, indicators: told }) });
  });
