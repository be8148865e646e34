import type { ContractComparison } from "@cpts/api/ContractComparisons";
import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import { compare } from "@cpts/domain/ContractComparison";
import { calendarYear } from "@cpts/domain/GridSimulation";
import { addDays } from "@cpts/domain/LocalDate";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { measuredOfAll } from "../indicators/rates.ts";
import { figuresOfAll } from "../portfolio/figures.ts";
import { contractsOf, inputsOf } from "../portfolio/inputs.ts";
import { comparedContracts, indicatorFigures, moneyFigures } from "./measured.ts";
import { apartOf, explainComparison, labelOf } from "./texts.ts";

const names = statement<[ids: ReadonlyArray<string>], { readonly id: string; readonly name: string }>("select id, name from known_cpts where id = any($1::uuid[])");

const twice = (index: number) =>
  new Problem({ type: "invalid-request", faults: [{ in: "query", path: ["cpts"], code: "listed-twice", message: { fr: `la CPTS n° ${index + 1} de la liste y est déjà`, en: `CPTS no. ${index + 1} of the list is listed already` } }] });

/** CPTS side by side in a calendar year: what can be compared, and the rest with its reason. */
export const findComparison = (query: QueryOf<typeof contracts.endpoints.compareContracts>) =>
  Effect.gen(function* () {
    const { explain, year } = query;
    const cptsIds = query.cpts.split(",");
    const repeated = cptsIds.findIndex((id, index) => cptsIds.indexOf(id) < index);
    if (repeated >= 0) return yield* twice(repeated);
    const known = yield* read((db) => names(db, cptsIds));
    const rows = comparedContracts(yield* contractsOf(query), cptsIds, year);
    const asOf = addDays(calendarYear(year).to, -1);
    const { observations, plans } = yield* measuredOfAll(rows.map(({ id }) => id));
    const figured = figuresOfAll(yield* inputsOf(rows, { asOf, year }), { asOf, year }, null);
    const populationOf = (id: string): number | null => rows.find((row) => row.id === id)?.population?.value ?? null;
    const money = figured.flatMap((one) => moneyFigures(one, populationOf(one.item.contractId), year));
    const indicators = rows.flatMap(({ cpts_id: cptsId, id }) => {
      const plan = plans.get(id);
      return plan === undefined ? [] : indicatorFigures(cptsId, plan, observations.get(id) ?? [], year);
    });
    const labels = new Map([...plans.values()].flatMap((plan) => plan.indicators.map(({ indicator, row }) => [indicator, row.body.label] as const)));
    const figures = compare(cptsIds, [...money, ...indicators]).map(({ apart, ...figure }) => ({ ...figure, label: labelOf(figure.figure, labels), apart: apart.map(apartOf) }));
    const body: typeof ContractComparison.Encoded = {
      year,
      cpts: cptsIds.map((cptsId) => {
        const item = figured.find((one) => one.item.cptsId === cptsId)?.item;
        return { cptsId, name: known.find(({ id }) => id === cptsId)?.name ?? null, contractId: item?.contractId ?? null, kind: item?.kind ?? null, sizeClass: item?.sizeClass ?? null };
      }),
      figures,
      ...(explain === "true" ? { explanations: explainComparison({ figures, year }) } : {}),
    };
    return body;
  });
