import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fundingOf, type Funding } from "./Funding.ts";
import { earnedBetween, readyGrid } from "./FundingDue.ts";
import type { FundingTimeline } from "./FundingTimeline.ts";
import { dueIn, paidBetween, touches } from "./FundingTotals.ts";
import type { Grid, GridLine, ProrataRule } from "./Grid.ts";
import { compareGrids } from "./GridSimulation.ts";
import { addDays, type LocalDate } from "./LocalDate.ts";
import { contractYear, unitsBetween, unitsOf } from "./Prorata.ts";

const rule = fc.constantFrom<ProrataRule>("ACTUAL_365", "ACTUAL_ACTUAL", "MONTHS_12");
const epoch = "2019-01-01" as LocalDate;
const day = (span: number) => fc.nat({ max: span }).map((days) => addDays(epoch, days));
const missions = ["ACCES_SOINS", "PREVENTION", "DE_DEMAIN"];
const sizes = ["T1", "T2"];
const source = { document: "Grid" };

const cells = (mission: string | null, component: GridLine["component"]) => sizes.map((size) => ({ mission, component, part: null, size }));
const places = [...cells(null, "functioning"), ...missions.flatMap((mission) => [...cells(mission, "fixed"), ...cells(mission, "variable")])];
const amounts = fc.array(fc.nat({ max: 20_000_000 }), { minLength: places.length, maxLength: places.length });
const grid = fc.tuple(rule, fc.nat({ max: 100 }), amounts).map(([prorata, advancePercent, cents]): Pick<Grid, "prorata" | "advancePercent" | "lines" | "unknown"> => ({
  prorata,
  advancePercent,
  unknown: [],
  lines: places.map((place, index) => ({ ...place, amountCents: cents[index] ?? 0, status: "provisional", source })),
}));

const run = fc.tuple(fc.constantFrom(...missions), day(2_000), fc.option(day(2_000))).map(([mission, from, to]) => ({ mission, from, to }));
/** Lives in which no amendment puts another grid in the place of the contract's. */
const ownGrid = fc
  .record({
    signedOn: day(1_000),
    termYears: fc.integer({ min: 1, max: 6 }),
    endsOn: fc.option(day(2_500)),
    changes: fc.uniqueArray(day(2_500), { maxLength: 3 }),
    runs: fc.uniqueArray(run, { maxLength: 3, selector: ({ mission }) => mission }),
    stops: fc.uniqueArray(day(2_500), { maxLength: 4 }),
    rate: fc.option(fc.nat({ max: 1_000_000 })),
  })
  .map(({ changes, endsOn, rate, runs, signedOn, stops, termYears }): FundingTimeline => {
    const days = stops.toSorted();
    const suspensions = days.flatMap((from, index) => (index % 2 === 0 ? [{ from, to: days[index + 1] ?? null }] : []));
    return {
      signedOn,
      termYears,
      endsOn: endsOn !== null && endsOn > signedOn ? endsOn : null,
      sizes: [signedOn, ...changes.toSorted()].map((from, index) => ({ from, size: sizes[index % 2] ?? null })),
      missions: runs,
      suspensions,
      letterOfIntentOn: null,
      crises: [],
      achieved: rate === null ? [] : missions.flatMap((mission) => [1, 2, 3, 4, 5, 6].map((number) => ({ mission, contractYear: number, ratePpm: rate, agreedOn: null }))),
    };
  });

/** A grid that lacks some amounts of the others and has one that they lack. */
const otherGrid = fc.tuple(grid, fc.nat({ max: places.length })).map(([one, lacking]) => {
  const lines = one.lines.filter(({ component, mission }) => `${component}/${mission}` !== `${places[lacking]?.component}/${places[lacking]?.mission}`);
  return readyGrid({ ...one, lines: [...lines, ...cells("PREVENTION", "fixed").map((place): GridLine => ({ ...place, part: "NOUVELLE", amountCents: 777_777, status: "provisional", source }))] });
});
const timeline = fc.tuple(ownGrid, fc.option(otherGrid), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })).map(([life, under, amended]): FundingTimeline => {
  if (under === null) return life;
  return { ...life, sizes: life.sizes.map((one, index) => (index > 0 && amended[index] === true ? { ...one, under } : one)) };
});

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, one) => all + one, 0);

describe("the part of a year", () => {
  it("is the same however a period is cut, never below zero, and whole for a whole year", () => {
    fc.assert(
      fc.property(rule, day(5_000), fc.integer({ min: 1, max: 5 }), day(8_000), day(8_000), day(8_000), (prorata, signedOn, number, ...days) => {
        const [a, b, c] = days.toSorted() as [LocalDate, LocalDate, LocalDate];
        const year = contractYear(signedOn, number);
        const [ab, bc, ac] = [unitsBetween(prorata, year, a, b), unitsBetween(prorata, year, b, c), unitsBetween(prorata, year, a, c)];
        expect(ab + bc).toBe(ac);
        expect(Math.min(ab, bc)).toBeGreaterThanOrEqual(0);
        expect(unitsBetween(prorata, year, year.from, year.to)).toBe(unitsOf(prorata, year));
      }),
    );
  });
});

describe("over any contract and grid", () => {
  it("advances plus balances and repayments are what is due, in whole cents", () => {
    fc.assert(
      fc.property(grid, timeline, (one, life) => {
        const { dues, lines } = fundingOf(readyGrid(one), life);
        for (const due of dues) {
          const paid = lines.filter((line) => line.due === due).map(({ amountCents }) => amountCents);
          expect(paid.every((cents) => cents === null || Number.isSafeInteger(cents))).toBe(true);
          const known = paid.flatMap((cents) => (cents === null ? [] : [cents]));
          expect(known.length === paid.length ? sum(known) : null).toBe(due.dueCents);
        }
      }),
    );
  });

  it("no cent is lost: what is earned day by day, year by year and in whole is the same, and so is what is paid", () => {
    fc.assert(
      fc.property(grid, timeline, day(3_000), (one, life, cut) => {
        const funding = fundingOf(readyGrid(one), life);
        const [before, after] = ["2018-01-01", "2040-01-01"] as [LocalDate, LocalDate];
        for (const due of funding.dues) {
          if (due.dueCents === null) continue;
          const [first, second] = [earnedBetween(due, one.prorata, before, cut), earnedBetween(due, one.prorata, cut, after)];
          expect(first + second).toBe(due.dueCents);
          expect(Math.min(first, second)).toBeGreaterThanOrEqual(0);
        }
        const due = sum(funding.years.map(({ number }) => dueIn(funding, number).total.knownCents));
        expect(paidBetween(funding, before, cut).total.knownCents + paidBetween(funding, cut, after).total.knownCents).toBe(due);
      }),
    );
  });

  it("a year seen alone is that year of the whole schedule", () => {
    fc.assert(
      fc.property(grid, timeline, fc.integer({ min: 2019, max: 2027 }), (one, life, year) => {
        const [from, to] = [`${year}-01-01`, `${year + 1}-01-01`] as [LocalDate, LocalDate];
        const ready = readyGrid(one);
        const paid = (window: { readonly from: LocalDate; readonly to: LocalDate } | null) => paidBetween(fundingOf(ready, life, window), from, to);
        expect(paid({ from, to })).toEqual(paid(null));
      }),
    );
  });

  it("a grid with a mission and a size that nobody had changes no contract of the old one by a cent", () => {
    fc.assert(
      fc.property(grid, ownGrid, fc.integer({ min: 2019, max: 2027 }), (one, life, year) => {
        const more: typeof one = {
          ...one,
          lines: [...one.lines, ...["T1", "T2", "T5"].map((size): GridLine => ({ mission: "APPUI_FRANCE_SANTE", component: "fixed", part: null, size, amountCents: 1_000_000, status: "provisional", source }))],
          unknown: places.slice(0, 2).map((place) => ({ ...place, size: "T5", source })),
        };
        const [old, young] = [fundingOf(readyGrid(one), life), fundingOf(readyGrid(more), life)];
        expect(young.lines.map(({ amountCents, on }) => [on, amountCents])).toEqual(old.lines.map(({ amountCents, on }) => [on, amountCents]));
        const compared = compareGrids({ grid: readyGrid(one), timeline: life }, { grid: readyGrid(more), timeline: life }, year);
        expect([compared.afterCents, compared.notCompared]).toEqual([compared.beforeCents, []]);
      }),
    );
  });

  it("an amendment that names the grid the contract has, under another name, changes no cent of what is due", () => {
    fc.assert(
      fc.property(grid, ownGrid, (one, life) => {
        const same = readyGrid(one);
        const amended = { ...life, sizes: life.sizes.map((size, index) => (index === 0 ? size : { ...size, under: same })) };
        const dues = (timelineOf: FundingTimeline) => fundingOf(readyGrid(one), timelineOf).dues.map(({ dueCents, from, group, to }) => [group.key, from, to, dueCents]);
        expect(dues(amended)).toEqual(dues(life));
      }),
    );
  });

  it("a grid that an amendment brings changes nothing before its day", () => {
    fc.assert(
      fc.property(grid, otherGrid, ownGrid, (one, under, life) => {
        const [change] = life.sizes.slice(1);
        if (change === undefined) return;
        const amended = { ...life, sizes: life.sizes.map((size, index) => (index === 0 ? size : { ...size, under })) };
        const before = (funding: Funding) => {
          const [first, last] = ["2018-01-01" as LocalDate, change.from];
          return funding.dues.filter((due) => due.group.component !== "variable" && touches(due, first, last)).reduce((all, due) => all + earnedBetween(due, one.prorata, first, last), 0);
        };
        expect(before(fundingOf(readyGrid(one), amended))).toBe(before(fundingOf(readyGrid(one), life)));
      }),
    );
  });
});
