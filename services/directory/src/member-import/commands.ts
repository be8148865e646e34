import type { ImportColumn, MemberField, MemberImportId } from "@cpts/api/MemberImports";
import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import { addDays } from "@cpts/domain/LocalDate";
import type { StagedFile } from "@cpts/service-kit/files/stage";
import { schedule, type DueKey } from "@cpts/service-kit/clocks/schedule";
import { Ids } from "@cpts/service-kit/ids";
import { columnsOf, layoutOf, mapped, mappingFaults, titleRowOf, withoutRefused, type SaidOfColumns } from "@cpts/documents/spreadsheets/columns";
import { usualLimits } from "@cpts/documents/spreadsheets/limits";
import { tableOfFile } from "@cpts/service-kit/files/table-of-file";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql } from "kysely";
import { write } from "../database/tables.ts";
import { memberColumns } from "./columns.ts";
import { lockImport, requireOpen } from "./stored.ts";

/** Days for which what a file holds of people is kept. Provisional: no text says it; a week is what one meeting of a board takes. */
const daysKept = 7;
/** The largest CPTS count some hundreds of members. */
const limits = { ...usualLimits, rows: 2_020, columns: 100, cell: 1_000 };

export const expiryKind = "member-import.expired";
export const expiryOf = (id: string): DueKey => ({ kind: expiryKind, ref: id });

const refusal = (code: string, fr: string, en: string): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path: [], code, message: { fr, en } }] });

const rememberedOf = (cptsId: CptsId, layout: string) =>
  Effect.map(
    write((db) => db.selectFrom("member_import_layout").select("fields").where("cpts_id", "=", cptsId).where("layout", "=", layout).executeTakeFirst()),
    // Only mappings were stored.
    (row) => (row === undefined ? null : (row.fields as ReadonlyArray<MemberField | null>)),
  );

/** Takes a spreadsheet in: its columns are recognised, what looks like data of patients is dropped, the rest is kept for some days. */
export const startImport = (cptsId: CptsId, file: StagedFile) =>
  Effect.gen(function* () {
    const rows = yield* tableOfFile(file, limits);
    const titleRow = titleRowOf(rows, memberColumns);
    const below = rows.slice(titleRow + 1);
    if (below.length === 0) return yield* refusal("no-rows", "le tableau n'a aucune ligne sous ses titres", "the table has no row below its titles");
    const layout = layoutOf(rows, titleRow);
    const columns = columnsOf(rows, titleRow, yield* rememberedOf(cptsId, layout), memberColumns);
    const id = (yield* (yield* Ids).next) as MemberImportId;
    const deletedOn = addDays(yield* today, daysKept);
    yield* write(async (db) => {
      const row = { id, version: 1, cpts_id: cptsId, state: "open", layout, columns: JSON.stringify(columns), first_row: titleRow + 2, row_count: below.length, deleted_on: deletedOn };
      await db.insertInto("member_import").values(row).execute();
      await db.insertInto("member_import_content").values({ import_id: id, rows: JSON.stringify(withoutRefused(below, columns)) }).execute();
    });
    yield* schedule({ ...expiryOf(id), at: Date.parse(`${deletedOn}T00:00:00Z`) });
    return id;
  });

type Column = typeof ImportColumn.Encoded;

/** Says what the columns are, from the version that was read; remembered for the CPTS and the layout. Columns that are not named stay. */
export const mapImport = (id: MemberImportId, given: SaidOfColumns<MemberField>, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockImport(id);
    yield* requireOpen(row);
    if (row.version !== ifMatch) return yield* new Problem({ type: "version-conflict", detail: { fr: `L'import en est à la version ${row.version}.`, en: `The import is at version ${row.version}.` } });
    const before = row.columns as ReadonlyArray<Column>;
    const faults = mappingFaults(before, given, memberColumns.repeated);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const columns = mapped(before, given, memberColumns.repeated);
    const version = row.version + 1;
    yield* write((db) => db.updateTable("member_import").set({ columns: JSON.stringify(columns), version }).where("id", "=", id).execute());
    yield* write((db) =>
      sql`insert into member_import_layout (cpts_id, layout, fields) values (${row.cpts_id}, ${row.layout}, ${JSON.stringify(columns.map(({ field }) => field))})
        on conflict (cpts_id, layout) do update set fields = excluded.fields`.execute(db),
    );
  });

/** Deletes what the file held of people, and says why it is closed. */
export const closeImport = (id: string, state: "applied" | "expired") =>
  write(async (db) => {
    await db.deleteFrom("member_import_content").where("import_id", "=", id).execute();
    await sql`update member_import set state = ${state}, version = version + 1 where id = ${id} and state = 'open'`.execute(db);
  });
