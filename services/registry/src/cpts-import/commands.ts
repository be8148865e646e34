import type { CptsField, CptsImportId } from "@cpts/api/CptsImports";
import { Problem } from "@cpts/api/Problem";
import type { RegionCode } from "@cpts/domain/Cog";
import { addDays, type LocalDate } from "@cpts/domain/LocalDate";
import { loadCommunes } from "@cpts/reference-data";
import { schedule, type DueKey } from "@cpts/service-kit/clocks/schedule";
import type { StagedFile } from "@cpts/service-kit/files/stage";
import { Ids } from "@cpts/service-kit/ids";
import { columnsOf, layoutOf, mapped, mappingFaults, titleRowOf, withoutRefused, type SaidOfColumns } from "@cpts/documents/spreadsheets/columns";
import { usualLimits } from "@cpts/documents/spreadsheets/limits";
import { tableOfFile } from "@cpts/service-kit/files/table-of-file";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql } from "kysely";
import { write } from "../database/tables.ts";
import { tokensOf } from "./communes-of-cell.ts";
import { columnsOfImport, lockImport, requireOpen } from "./stored.ts";
import { cptsColumns } from "./words.ts";

/** Days for which a file is kept. Provisional: no text says it; it holds public facts, and a week is what a check takes. */
const daysKept = 7;
/** A commune a row makes 35,000 rows of France; a territory in one cell is as long as a cell of a spreadsheet may be. */
const limits = { ...usualLimits, rows: 40_000, columns: 100, cell: 32_767 };

export const expiryKind = "cpts-import.expired";
export const expiryOf = (id: string): DueKey => ({ kind: expiryKind, ref: id });

const noRows = new Problem({ type: "invalid-request", faults: [{ in: "body", path: [], code: "no-rows", message: { fr: "le tableau n'a aucune ligne sous ses titres", en: "the table has no row below its titles" } }] });

const rememberedOf = (layout: string) =>
  Effect.map(
    write((db) => db.selectFrom("cpts_import_layout").select("fields").where("layout", "=", layout).executeTakeFirst()),
    // Only mappings were stored.
    (row) => (row === undefined ? null : (row.fields as ReadonlyArray<CptsField | null>)),
  );

/** Takes a table in: its columns are recognised, what looks like data of patients is dropped, the rest is kept for some days. */
export const startImport = (file: StagedFile, about: { readonly region: RegionCode | null; readonly on: LocalDate | null }) =>
  Effect.gen(function* () {
    const communes = yield* Effect.promise(loadCommunes);
    // Three codes of communes side by side have the digits, and one time in a hundred the key, of a social-security number.
    const rows = yield* tableOfFile(file, limits, (cell) => tokensOf(cell).every((token) => communes.territorial(token) !== null || communes.resolveCode(token) !== null));
    const titleRow = titleRowOf(rows, cptsColumns);
    const below = rows.slice(titleRow + 1);
    if (below.length === 0) return yield* noRows;
    const layout = layoutOf(rows, titleRow);
    const columns = columnsOf(rows, titleRow, yield* rememberedOf(layout), cptsColumns);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as CptsImportId;
    const now = yield* today;
    const deletedOn = addDays(now, daysKept);
    yield* write(async (db) => {
      const row = { id, version: 1, state: "open", region: about.region, of_day: about.on ?? now, file_name: file.name.slice(0, 300), layout, columns: JSON.stringify(columns), first_row: titleRow + 2, row_count: below.length, deleted_on: deletedOn };
      await db.insertInto("cpts_import").values(row).execute();
      await db.insertInto("cpts_import_content").values({ import_id: id, rows: JSON.stringify(withoutRefused(below, columns)) }).execute();
    });
    yield* schedule({ ...expiryOf(id), at: Date.parse(`${deletedOn}T00:00:00Z`) });
    return id;
  });

/** Says what the columns are, from the version that was read; remembered for the layout. Columns that are not named stay. */
export const mapImport = (id: CptsImportId, given: SaidOfColumns<CptsField>, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockImport(id);
    yield* requireOpen(row);
    if (row.version !== ifMatch) return yield* new Problem({ type: "version-conflict", detail: { fr: `L'import en est à la version ${row.version}.`, en: `The import is at version ${row.version}.` } });
    const before = columnsOfImport(row);
    const faults = mappingFaults(before, given, cptsColumns.repeated);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const columns = mapped(before, given, cptsColumns.repeated);
    yield* write((db) => db.updateTable("cpts_import").set({ columns: JSON.stringify(columns), version: row.version + 1 }).where("id", "=", id).execute());
    yield* write((db) =>
      sql`insert into cpts_import_layout (layout, fields) values (${row.layout}, ${JSON.stringify(columns.map(({ field }) => field))})
        on conflict (layout) do update set fields = excluded.fields`.execute(db),
    );
  });
