import { Effect } from "effect";
import { bytesOfFile } from "../files/read.ts";
import type { StagedFile } from "../files/stage.ts";
import type { TableLimits } from "./limits.ts";
import { nirIn } from "./nir.ts";
import { readTable } from "./read-table.ts";
import { problemOfTable } from "./unreadable.ts";

/**
 * The first table of a file that was handed in. One in any encoding was not searched as a text when it came: it is here, cell
 * by cell, so that no table reaches a service with a social-security number. `isHarmless` says what a cell may hold although
 * it looks like one.
 */
export const tableOfFile = (file: StagedFile, limits?: TableLimits, isHarmless?: (cell: string) => boolean) =>
  Effect.gen(function* () {
    const { sheets } = yield* Effect.mapError(readTable(yield* bytesOfFile(file), limits), problemOfTable);
    const { rows } = sheets[0];
    const nir = nirIn(rows, isHarmless);
    return nir === null ? rows : yield* nir;
  });
