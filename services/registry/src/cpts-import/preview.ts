import type { CptsImportCounts, CptsImportPreview, CptsRowConfirmation } from "@cpts/api/CptsImports";
import type { Actor } from "@cpts/domain/Access";
import { Effect } from "effect";
import { entriesOf } from "./entries.ts";
import { geographyOn } from "./geography.ts";
import { judge, type Judged } from "./judge.ts";
import { findKnown } from "./known.ts";
import { nothingRead } from "./nothing-read.ts";
import { readEntry } from "./read-entry.ts";
import { columnsOfImport, contentOf, type ImportRow } from "./stored.ts";

/** What applying an import would do now, given what somebody has confirmed. */
export const judged = (row: ImportRow, confirmations: ReadonlyArray<typeof CptsRowConfirmation.Encoded>, actor: Actor) =>
  Effect.gen(function* () {
    const cells = yield* contentOf(row);
    const geography = yield* geographyOn(row.of_day);
    const entries = entriesOf(cells, row.first_row, columnsOfImport(row)).map((entry) => readEntry(entry, geography, row.file_name));
    return judge(entries, { known: yield* findKnown(entries), on: row.of_day, actor }, confirmations);
  });

const outcomes = { created: "created", changed: "changed", unchanged: "unchanged", "to-confirm": "toConfirm", refused: "refused", "left-out": "leftOut" } as const;

/** How many CPTS of the file become what. */
export const countsOf = (all: ReadonlyArray<Judged>): typeof CptsImportCounts.Encoded => {
  const counts = { created: 0, changed: 0, unchanged: 0, toConfirm: 0, refused: 0, leftOut: 0 };
  for (const { view } of all) counts[outcomes[view.outcome]] += 1;
  return counts;
};

export const previewOf = (row: ImportRow, all: ReadonlyArray<Judged>): typeof CptsImportPreview.Encoded => ({
  counts: countsOf(all),
  rows: all.map(({ view }) => view),
  notices: all.length === 0 ? [nothingRead(columnsOfImport(row))] : [],
});
