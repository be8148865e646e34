import type { ActionSheetDetails } from "@cpts/api/ActionSheets";
import type { ActionSheetView } from "@cpts/api/ContractViews";
import { newestProgress } from "@cpts/domain/ActionSheet";
import { sql, type ColumnType, type Kysely, type Selectable } from "kysely";

type Details = typeof ActionSheetDetails.Encoded;

/** What a sheet says beyond its title. */
export type SheetContent = Pick<Details, "objective" | "leadId" | "partners" | "from" | "to" | "steps" | "indicators">;

export interface SheetTables {
  readonly action_sheet: {
    id: string;
    contract_id: string;
    /** The version of its contract that its last change made. */
    version: number;
    number: number | null;
    title: string;
    missions: ReadonlyArray<string>;
    content: ColumnType<Partial<SheetContent>, string | undefined, string>;
    history: ColumnType<Details["history"], string | undefined, string>;
  };
}

export type SheetRow = Selectable<SheetTables["action_sheet"]>;

/** Room for what sheets say beyond their title. */
export const sheetContents = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table action_sheet add column content json not null default '{}', add column history json not null default '[]'`.execute(db);
};

const empty: SheetContent = { objective: null, leadId: null, partners: [], from: null, to: null, steps: [], indicators: [] };

/** What a sheet says, nothing where only its title is known. */
export const contentOf = ({ content }: Pick<SheetRow, "content">): SheetContent => ({ ...empty, ...content });

const progressOf = ({ history }: Pick<SheetRow, "history">): (typeof ActionSheetView.Encoded)["progress"] => {
  // Days were checked when they were written.
  const newest = newestProgress(history as ActionSheetDetails["history"]);
  return newest === null ? null : { on: newest.on, state: newest.state, percent: newest.percent };
};

/** A sheet in a list. */
export const viewOf = (row: SheetRow, externalIds: (typeof ActionSheetView.Encoded)["externalIds"]): typeof ActionSheetView.Encoded => {
  const { from, indicators, leadId, to } = contentOf(row);
  return { id: row.id, contractId: row.contract_id, number: row.number, title: row.title, missions: row.missions, leadId, from, to, indicators, progress: progressOf(row), externalIds };
};

/** A sheet whole. */
export const detailsOf = (row: SheetRow, externalIds: Details["externalIds"]): Details => ({ ...viewOf(row, externalIds), ...contentOf(row), history: row.history, version: row.version });
