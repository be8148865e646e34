import type { GridView } from "@cpts/api/Grids";
import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import { statement } from "@cpts/service-kit/database/statement";
import { pageCursor, StorableText } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import type { StoredGrid } from "./tables.ts";

/** A version of a grid as it is kept. */
export interface GridRow {
  readonly id: string;
  readonly version: number;
  readonly current: number;
  readonly body: StoredGrid;
  readonly reason: string | null;
}

const columns = "v.grid_id as id, v.version, g.version as current, v.body, v.reason";
const currentStatement = statement<[id: string], GridRow>(`select ${columns} from grid g join grid_version v on v.grid_id = g.id and v.version = g.version where g.id = $1`);
const versionStatement = statement<[id: string, version: number], GridRow>(`select ${columns} from grid_version v join grid g on g.id = v.grid_id where v.grid_id = $1 and v.version = $2`);

/** Every version of every grid, and which is the newest. */
export const gridsStatement = statement<[], GridRow>(`select ${columns} from grid g join grid_version v on v.grid_id = g.id order by v.grid_id, v.version`);

export const gridNotFound = new Problem({ type: "not-found", detail: { fr: "Ce barème n'est pas connu ici.", en: "This grid is not known here." } });

/** A version of a grid, the newest by default. */
export const findGridRow = (id: string, version?: number) =>
  Effect.flatMap(
    read((db) => (version === undefined ? currentStatement(db, id) : versionStatement(db, id, version))),
    ([row]) => (row === undefined ? Effect.fail(gridNotFound) : Effect.succeed(row)),
  );

const viewOf = ({ body, current, reason, version }: GridRow): typeof GridView.Encoded => ({ ...body, version, isCurrent: version === current, reason });

/** A version of a grid as it is answered. */
export const findGrid = (id: string, version?: number) =>
  Effect.map(findGridRow(id, version), (row) => ({ body: viewOf(row), version: row.version, ...(row.version === row.current ? {} : { variant: "replaced" }) }));

const pages = pageCursor("grids", StorableText);

/** Grids in the order of their ids, each in its newest version. */
export const listGrids = (query: QueryOf<typeof contracts.endpoints.listGrids>) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const after = yield* pages.read(query.cursor);
    const rows = yield* read((db) => {
      let select = db
        .selectFrom("grid as g")
        .innerJoin("grid_version as v", (join) => join.onRef("v.grid_id", "=", "g.id").onRef("v.version", "=", "g.version"))
        .select(["g.id", "v.version", "g.version as current", "v.body", "v.reason"])
        .orderBy("g.id")
        .limit(limit + 1);
      if (after !== null) select = select.where("g.id", ">", after);
      if (query.family !== undefined) select = select.where("g.family", "=", query.family);
      const { asOf } = query;
      if (asOf !== undefined) select = select.where("g.effective_from", "<=", asOf).where((where) => where.or([where("g.effective_to", "is", null), where("g.effective_to", ">", asOf)]));
      return select.execute();
    });
    const page = pages.pageOf<GridRow>(rows, limit, ({ id }) => id);
    return { items: page.items.map(viewOf), nextCursor: page.nextCursor };
  });
