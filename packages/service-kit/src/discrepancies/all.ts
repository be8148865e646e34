import { Effect } from "effect";
import { tables } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import { pagesById } from "../http/pages-by-id.ts";
import type { DiscrepancyTables } from "./tell.ts";

interface Row {
  readonly id: string;
  readonly items: ReadonlyArray<unknown>;
}

const { read } = tables<DiscrepancyTables>();

// A row without a version is held by a writer that has told nothing yet.
const told = statement<[after: string, limit: number], Row>("select cpts_id as id, items from discrepancy where cpts_id > $1 and version > 0 order by cpts_id limit $2");

/** What a service last told of what does not fit, CPTS by CPTS. */
export const listDiscrepancies = pagesById(
  "discrepancies",
  (after, limit) => read((db) => told(db, after, limit)),
  (rows) => Effect.succeed(rows.map(({ id, items }) => ({ cptsId: id, discrepancies: items }))),
);
