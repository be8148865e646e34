import type { FactOfCpts } from "@cpts/api/CptsViews";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { sql } from "kysely";
import { read } from "../database/tables.ts";

export interface FactQuery {
  readonly property?: string;
  readonly cpts?: string;
  readonly undated?: "true" | "false";
  readonly cursor?: string;
  readonly limit: number;
}

type Row = { readonly id: string; readonly cpts_id: string; readonly name: string; readonly fact: (typeof FactOfCpts.Encoded)["fact"] };

const itemOf = ({ cpts_id: cptsId, fact, id, name: cptsName }: Row): typeof FactOfCpts.Encoded => ({ id, fact, cptsId, cptsName });

/** A date tells a year unless it is absent or only a month and a day. */
const tellsYear = (date: string) => sql`coalesce(${sql.raw(date)}, '--') not like '--%'`;
const isDated = sql<boolean>`(${tellsYear("f.fact->>'date'")} or ${tellsYear("f.fact->'source'->>'published'")})`;

const pages = idCursor("facts");

/** Declared facts of all CPTS in the order of their recording, a page at a time: their ids grow with time. */
export const listFacts = ({ cpts, cursor, limit, property, undated }: FactQuery) =>
  Effect.gen(function* () {
    const place = yield* pages.read(cursor);
    const rows = yield* read(async (db) => {
      const conditions = [
        ...(place === null ? [] : [sql<boolean>`f.id > ${place}::uuid`]),
        ...(cpts === undefined ? [] : [sql<boolean>`f.cpts_id = ${cpts}::uuid`]),
        ...(property === undefined ? [] : [sql<boolean>`f.fact->>'property' = ${property}`]),
        ...(undated === undefined ? [] : [undated === "true" ? sql<boolean>`not ${isDated}` : isDated]),
      ];
      const { rows: found } = await sql<Row>`
        select f.id, f.cpts_id, c.name, f.fact from fact f join cpts c on c.id = f.cpts_id
        where ${sql.join([sql`true`, ...conditions], sql` and `)} order by f.id limit ${limit + 1}`.execute(db);
      return found;
    });
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ id }) => id);
    return { items: items.map(itemOf), nextCursor };
  });
