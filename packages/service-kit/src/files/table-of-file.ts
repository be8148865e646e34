import type { TableLimits } from "@cpts/documents/spreadsheets/limits";
import { readTable } from "@cpts/documents/spreadsheets/read-table";
import { problemOfTable } from "@cpts/documents/spreadsheets/unreadable";
import { Effect } from "effect";
import { nirIn } from "./nir.ts";
import { bytesOfFile } from "./read.ts";
import type { StagedFile } from "./stage.ts";

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
