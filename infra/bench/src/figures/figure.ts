import type { Table } from "../report/table.ts";
import type { Seeded } from "../world/seed.ts";
import type { World } from "../world/world.ts";

export type Length = {
  readonly startRuns: number;
  readonly rounds: number;
  readonly roundSeconds: number;
  readonly warmUpRequests: number;
  readonly warmUpSeconds: number;
  readonly lightWrites: number;
  readonly deliveryRounds: number;
  readonly deliveryWrites: number;
  readonly sustainedSeconds: number;
  readonly rebuildEvents: number;
  readonly rppsPeople: number;
  readonly killPeople: number;
  readonly searchPeople: number;
  readonly memoryMinutes: number;
  /** How many CPTS are played in `years`, over how many years. */
  readonly yearsCpts: number;
  readonly years: number;
};

/** What a figure is measured on. */
export type Bench = { readonly world: World; readonly seeded: Seeded; readonly length: Length };

export type FigureResult = { readonly title: string; readonly table: Table; readonly notes: ReadonlyArray<string> };

export type Figure = {
  readonly name: string;
  /** Measured only when it is named. */
  readonly onDemand?: true;
  readonly measure: (bench: Bench) => Promise<FigureResult>;
};
