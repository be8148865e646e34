import { sql, type QueryExecutorProvider, type RawBuilder } from "kysely";
import { mayName } from "./columns.ts";
import type { Named } from "./naming.ts";

const passingTables = ["idempotency", "parked_event", "dropped_event"] as const;

/** Where something short-lived may name people, and in how many rows: answers kept for repetitions, events put aside, events given up. */
export interface Passing {
  readonly table: (typeof passingTables)[number];
  readonly rows: number;
}

const words = {
  idempotency: sql`body`,
  parked_event: sql`concat_ws(' ', event::text, reason)`,
  dropped_event: sql`concat_ws(' ', event::text, parked_for, reason)`,
} as const satisfies Record<Passing["table"], RawBuilder<unknown>>;

/** Whoever looks for them is told how many there are, up to this. */
const most = 1_000;

const count = async (db: QueryExecutorProvider, table: Passing["table"], where: RawBuilder<boolean>): Promise<number> => (await sql`select from ${sql.table(table)} where ${where} limit ${most}`.execute(db)).rows.length;

/** Answers and parked events go; that an event was given up stays, without its words: a rebuild has to pass over it. */
const remove = async (db: QueryExecutorProvider, table: Passing["table"], where: RawBuilder<boolean>): Promise<number> => {
  const done = table === "dropped_event" ? sql`update dropped_event set event = json_build_object('id', event_id), parked_for = '…', reason = '…' where ${where}` : sql`delete from ${sql.table(table)} where ${where}`;
  return Number((await done.execute(db)).numAffectedRows ?? 0n);
};

/** Where the person is named in passing; with `redact`, no more. `id`: the pseudonym, by which kept answers are theirs too. */
export const inPassing = async (db: QueryExecutorProvider, named: Named, { id, redact }: { readonly redact: boolean; readonly id?: string }): Promise<ReadonlyArray<Passing>> => {
  const found: Array<Passing> = [];
  for (const table of passingTables) {
    const isNamed = mayName(words[table], named);
    const where = table === "idempotency" && id !== undefined ? sql<boolean>`(strpos(body, ${id}) > 0 or ${isNamed})` : isNamed;
    const rows = await (redact ? remove : count)(db, table, where);
    if (rows > 0) found.push({ table, rows });
  }
  return found;
};
