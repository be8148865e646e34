/**
 * The grids of one contract: its own, and those that amendments put in its place from a day on. Each day is worth what the grid of that day
 * says; an amount that a grid does not have is due on none of its days.
 *
 * @example
 * ```ts
 * import { readyGrid } from "@cpts/domain/FundingDue";
 * import * as FundingGrids from "@cpts/domain/FundingGrids";
 * import { simpleTimeline } from "@cpts/domain/FundingTimeline";
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * const own = readyGrid({ prorata: "ACTUAL_365", advancePercent: 75, lines: [], unknown: [] });
 * const timeline = simpleTimeline({ signedOn: Schema.decodeUnknownSync(LocalDate)("2026-09-01"), size: "T1", termYears: 5 });
 * FundingGrids.gridsOf(own, timeline).functioning; // => []
 * ```
 */
import type { CellGroup, ReadyGrid } from "./FundingDue.ts";
import type { FundingTimeline, MissionRun } from "./FundingTimeline.ts";
import type { LocalDate } from "./LocalDate.ts";

/** Every amount that one of the grids of a contract has, once, and on which days there is one. */
export interface GridsOfLife extends Pick<ReadyGrid, "functioning" | "startUp" | "missions"> {
  /** From the first to the last day (excluded) of a period on which a grid in force has the amount; `null` when none has. */
  readonly spanOf: (group: CellGroup, from: LocalDate, to: LocalDate) => readonly [LocalDate, LocalDate] | null;
}

interface Reign {
  readonly grid: ReadyGrid;
  /** `null` before any change. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

const reignsOf = (ready: ReadyGrid, { sizes }: FundingTimeline): ReadonlyArray<Reign> =>
  sizes.map(({ from, under }, index) => ({ grid: under ?? ready, from: index === 0 ? null : from, to: sizes[index + 1]?.from ?? null }));

const cut = ({ from: since, to: until }: Reign, from: LocalDate, to: LocalDate): readonly [LocalDate, LocalDate] | null => {
  const [first, last] = [since !== null && since > from ? since : from, until !== null && until < to ? until : to];
  return first < last ? [first, last] : null;
};

const mergedOf = (grids: ReadonlyArray<ReadyGrid>): Pick<ReadyGrid, "functioning" | "startUp" | "missions"> => {
  const all = new Map(grids.toReversed().flatMap(({ groups }) => [...groups]));
  const groups = [...all.values()];
  const missions = new Map<string, Array<CellGroup>>();
  for (const group of groups) if (group.mission !== null) missions.set(group.mission, [...(missions.get(group.mission) ?? []), group]);
  return { functioning: groups.filter(({ component }) => component === "functioning"), startUp: groups.filter(({ component }) => component === "start-up"), missions };
};

/** The grids of a contract by its life. */
export const gridsOf = (ready: ReadyGrid, timeline: FundingTimeline): GridsOfLife => {
  if (timeline.sizes.every(({ under }) => under === undefined)) return { functioning: ready.functioning, startUp: ready.startUp, missions: ready.missions, spanOf: (_, from, to) => (from < to ? [from, to] : null) };
  const reigns = reignsOf(ready, timeline);
  return {
    ...mergedOf([...new Set([ready, ...reigns.map(({ grid }) => grid)])]),
    spanOf: ({ key }, from, to) => {
      const spans = reigns.flatMap((reign) => (reign.grid.groups.has(key) ? [cut(reign, from, to)] : [])).filter((span) => span !== null);
      const [first, last] = [spans[0], spans.at(-1)];
      return first === undefined || last === undefined ? null : [first[0], last[1]];
    },
  };
};

const latestDay = "9999-12-31" as LocalDate;

/** Whether each grid in force while a mission runs says something of it; of a mission whose start is not known, whether one of them does. */
export const isMissionIn = (ready: ReadyGrid, timeline: FundingTimeline, { from, mission, to }: MissionRun): boolean => {
  const reigns = reignsOf(ready, timeline);
  if (reigns.length === 0) return ready.missions.has(mission);
  if (from === null) return reigns.some(({ grid }) => grid.missions.has(mission));
  return reigns.every((reign) => reign.grid.missions.has(mission) || cut(reign, from, to ?? latestDay) === null);
};
