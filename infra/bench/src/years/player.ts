import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "@cpts/sdk";
import type { Random } from "./random.ts";

/** A CPTS whose years are played: its number gives it its names, its draws are its own. */
export interface Player {
  readonly cpts: Connection;
  readonly random: Random;
  readonly number: number;
  readonly communes: ReadonlyArray<string>;
  /** The first calendar year. */
  readonly firstYear: number;
}

/** A CPTS under contract, with whom it takes to play its years. */
export interface Signed {
  readonly cptsId: string;
  readonly contractId: string;
  readonly sheetId: string;
  readonly boardId: string;
  readonly members: ReadonlyArray<string>;
}

const patienceMs = 120_000;

/** Asks again until it is so: what another service learns, or a clock does, comes a moment later. */
export const until = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await pause(50)) if (await isSo()) return;
  throw new Error(`${what}: not within ${patienceMs / 1_000} s`);
};
