import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { ContractPortfolio, PortfolioQuery, PortfolioTotals } from "@cpts/api/Portfolio";
import { sumOf, type ContractAmount } from "@cpts/domain/Portfolio";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { explainItem, explainTotals } from "./explanations.ts";
import { figuresOfAll, type Figured } from "./figures.ts";
import { contractsOf, inputsOf } from "./inputs.ts";
import { followedBy } from "./officers.ts";
import { isRegime } from "./regime.ts";

const known = (cents: number | null): ContractAmount | null => (cents === null ? null : { cents, isAtLeast: false });

const totalsOf = (all: ReadonlyArray<Figured>): typeof PortfolioTotals.Encoded => {
  const status = { verifiedCents: 0, provisionalCents: 0, overriddenCents: 0 };
  for (const { due, item } of all) {
    if (due === null || item.due === null) continue;
    status.verifiedCents += item.due.verifiedCents;
    status.provisionalCents += item.due.provisionalCents;
    status.overriddenCents += item.due.overriddenCents;
  }
  return {
    contracts: all.length,
    due: sumOf(all.map(({ due }) => due)),
    dueStatus: status,
    earned: sumOf(all.map(({ earned }) => earned)),
    paid: sumOf(all.map(({ item }) => known(item.paidCents))),
    spent: sumOf(all.map(({ item }) => known(item.spentCents))),
    remaining: sumOf(all.map(({ due, item }) => (item.remainingCents === null ? null : { cents: item.remainingCents, isAtLeast: due?.isAtLeast ?? false }))),
    deadlinesLate: all.reduce((sum, { item }) => sum + item.deadlinesLate, 0),
  };
};

/** Every contract of a portfolio with its figures, and the day it is as of. */
export const figuredContracts = (query: PortfolioQuery) =>
  Effect.gen(function* () {
    const asOf = query.asOf ?? (yield* today);
    const year = query.year ?? null;
    const followed = query.officer === undefined ? null : yield* followedBy(query.officer, asOf);
    const held = (yield* contractsOf(query)).filter(({ cpts_id: cptsId, state }) => (followed === null || followed.has(cptsId)) && (state === "signed" || query.state === "draft"));
    const inputs = yield* inputsOf(held, { asOf, year });
    const all = figuresOfAll(inputs, { asOf, year }, followed).filter(
      ({ item: { grid, regime, sizeClass, standing } }) =>
        (query.state === undefined ? standing !== "draft" : standing === query.state) &&
        (query.size === undefined || sizeClass === query.size) &&
        (query.regime === undefined || isRegime(query.regime, regime, grid?.id ?? null, inputs.surroundings.grids)),
    );
    return { all, asOf, year, totals: totalsOf(all) };
  });

const pages = idCursor("contract-portfolio");

/** A page of a portfolio, with the sums over all of it. */
export const findPortfolio = (query: QueryOf<typeof contracts.endpoints.readPortfolio>) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const after = yield* pages.read(query.cursor);
    const { all, asOf, totals, year } = yield* figuredContracts(query);
    const rest = after === null ? all : all.filter(({ item }) => item.contractId > after);
    const { items, nextCursor } = pages.pageOf(rest.slice(0, limit + 1), limit, ({ item }) => item.contractId);
    const body: typeof ContractPortfolio.Encoded = {
      year,
      asOf,
      totals,
      items: items.map(({ item }) => item),
      nextCursor,
      ...(query.explain === "true" ? { explanations: [...explainTotals(totals, asOf), ...items.flatMap((one) => explainItem(one, { year }))] } : {}),
    };
    return body;
  });
