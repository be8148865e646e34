import type { Connection } from "@cpts/sdk";
import type { Patience } from "../processes/until.ts";
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

/** How long a year that is played waits for another service, or for a clock. */
export const patience: Patience = { forMs: 120_000, everyMs: 50 };
