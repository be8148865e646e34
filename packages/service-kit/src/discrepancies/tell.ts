import type { EventType } from "@cpts/api/EventType";
import type { CptsId } from "@cpts/domain/Cpts";
import { Discrepancy, type DiscrepanciesChanged } from "@cpts/domain/Discrepancy";
import { Effect, Schema } from "effect";
import { tables } from "../database/database.ts";
import type { Json } from "../database/json-column.ts";
import { statement } from "../database/statement.ts";
import { record } from "../events/log/record.ts";

/** What a service last told of what does not fit about a CPTS: a part of its own tables. */
export interface DiscrepancyTables {
  readonly discrepancy: { cpts_id: string; version: number; items: Json<ReadonlyArray<unknown>> };
}

const { write } = tables<DiscrepancyTables>();

const told = statement<[cptsId: string], { readonly version: number; readonly items: ReadonlyArray<unknown> }>("select version, items from discrepancy where cpts_id = $1");
const keep = statement<[cptsId: string, version: number, items: string], never>(
  "insert into discrepancy (cpts_id, version, items) values ($1, $2, $3) on conflict (cpts_id) do update set version = excluded.version, items = excluded.items",
);

const encode = Schema.encodeSync(Schema.Array(Discrepancy));

/**
 * Tells the whole list of what a service finds that does not fit about a CPTS, if it is not the one told last. Whoever calls
 * holds what two writers of one CPTS would both need: of two at once the second must see what the first told.
 */
export const tellDiscrepancies = (definition: EventType<string, typeof DiscrepanciesChanged>, cptsId: CptsId, discrepancies: ReadonlyArray<Discrepancy>) =>
  Effect.gen(function* () {
    const [before = { version: 0, items: [] }] = yield* write((db) => told(db, cptsId));
    const items = JSON.stringify(encode(discrepancies));
    if (items === JSON.stringify(before.items)) return;
    const version = before.version + 1;
    yield* write((db) => keep(db, cptsId, version, items));
    yield* record(definition, { aggregateId: cptsId, aggregateVersion: version, data: { cptsId, discrepancies } });
  });
