import { fundingOf } from "@cpts/domain/Funding";
import { readyGrid, type ReadyGrid } from "@cpts/domain/FundingDue";
import type { FundingTimeline } from "@cpts/domain/FundingTimeline";
import type { FundingComponent, Grid, GridLine } from "@cpts/domain/Grid";
import { compareGrids } from "@cpts/domain/GridSimulation";
import { addDays, type LocalDate } from "@cpts/domain/LocalDate";
import { median } from "../report/statistics.ts";
import { figure } from "../report/table.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";

const contracts = 800;
const years = 5;
const simulatedYear = 2024;
const goalMs = 300;
// A day of the calendar.
const firstSignature = "2019-09-01" as LocalDate;

const missions = ["ACCES_SOINS", "PARCOURS", "PREVENTION", "CRISE_SANITAIRE", "QUALITE_PERTINENCE", "ACCOMPAGNEMENT_PS"];

const cells = (mission: string | null, component: FundingComponent, euros: number): ReadonlyArray<GridLine> =>
  [1, 2, 3, 4].map((size) => ({ mission, component, part: null, size: `T${size}`, amountCents: euros * size * 100, status: "provisional", source: { document: "Bench" } }));

/** A grid of the shape of the national one: functioning, and a fixed and a variable part for each mission. */
const gridOf = (more: number): Pick<Grid, "prorata" | "advancePercent" | "lines" | "unknown"> => ({
  prorata: "ACTUAL_365",
  advancePercent: 75,
  lines: [...cells(null, "functioning", 20_000 + more), ...missions.flatMap((mission) => [...cells(mission, "fixed", 10_000 + more), ...cells(mission, "variable", 8_000 + more)])],
  unknown: [],
});

/** A contract with the six missions, every third with a change of size and every fifth with a suspension. */
const contractOf = (index: number): FundingTimeline => {
  const signedOn = addDays(firstSignature, (index * 7) % 900);
  return {
    signedOn,
    termYears: years,
    endsOn: null,
    sizes: [{ from: signedOn, size: `T${(index % 4) + 1}` }, ...(index % 3 === 0 ? [{ from: addDays(signedOn, 800), size: "T3" }] : [])],
    missions: missions.map((mission, rank) => ({ mission, from: addDays(signedOn, 30 + rank * 61), to: null })),
    suspensions: index % 5 === 0 ? [{ from: addDays(signedOn, 500), to: addDays(signedOn, 560) }] : [],
    letterOfIntentOn: null,
    crises: [],
    achieved: missions.flatMap((mission) => Array.from({ length: years }, (_, year) => ({ mission, contractYear: year + 1, ratePpm: 800_000, agreedOn: null }))),
  };
};

const schedule = (grid: ReadyGrid, lives: ReadonlyArray<FundingTimeline>): number => lives.reduce((lines, life) => lines + fundingOf(grid, life).lines.length, 0);

const simulate = (before: ReadyGrid, after: ReadyGrid, lives: ReadonlyArray<FundingTimeline>): number =>
  lives.reduce((difference, timeline) => {
    const { afterCents, beforeCents } = compareGrids({ grid: before, timeline }, { grid: after, timeline }, simulatedYear);
    return difference + afterCents - beforeCents;
  }, 0);

const timed = (work: () => number): { readonly ms: number; readonly result: number } => {
  const began = performance.now();
  const result = work();
  return { ms: performance.now() - began, result };
};

const measure = async ({ length }: Bench): Promise<FigureResult> => {
  const [before, after] = [readyGrid(gridOf(0)), readyGrid(gridOf(1_000))];
  const lives = Array.from({ length: contracts }, (_, index) => contractOf(index));
  const runs = Array.from({ length: length.rounds + 1 }, () => ({ schedules: timed(() => schedule(before, lives)), simulation: timed(() => simulate(before, after, lives)) }));
  // The first run is also what compiling costs.
  const [cold, ...warm] = runs.map(({ schedules, simulation }) => ({ schedules: schedules.ms, simulation: simulation.ms }));
  const row = (name: string, of: (run: { readonly schedules: number; readonly simulation: number }) => number): ReadonlyArray<string> => {
    const first = cold === undefined ? Number.NaN : of(cold);
    return [name, figure(first), figure(median(warm.map(of))), first <= goalMs ? "met" : "NOT met"];
  };
  return {
    title: "funding: schedules and a grid simulation, in memory",
    table: {
      head: [`${contracts} contracts`, "first run, ms", "later runs, ms", `goal ${goalMs} ms`],
      rows: [
        row(`schedules of ${years} years (${figure(runs[0]?.schedules.result ?? 0)} lines)`, ({ schedules }) => schedules),
        row(`simulation of another grid over ${simulatedYear}`, ({ simulation }) => simulation),
        row("both", ({ schedules, simulation }) => schedules + simulation),
      ],
    },
    notes: [`One core, six missions each, a third with a change of size, a fifth suspended for 60 days; ${length.rounds} runs after the first, which includes compiling.`],
  };
};

export const funding: Figure = { name: "funding", measure };
