import { Effect } from "effect";
import { idCursor } from "./page-cursor.ts";

/** Before every id. */
const beforeAll = "00000000-0000-0000-0000-000000000000";

/**
 * All of something in the order of ids, a page at a time: what has no list of its own, because it is shown CPTS by CPTS. `rows`
 * gives those after an id, `views` what is shown of them.
 */
export const pagesById = <Row extends { readonly id: string }, View, E1, R1, E2, R2>(
  list: string,
  rows: (after: string, limit: number) => Effect.Effect<ReadonlyArray<Row>, E1, R1>,
  views: (rows: ReadonlyArray<Row>) => Effect.Effect<ReadonlyArray<View>, E2, R2>,
) => {
  const pages = idCursor(list);
  return ({ cursor, limit }: { readonly cursor?: string; readonly limit: number }) =>
    Effect.gen(function* () {
      const after = yield* pages.read(cursor);
      const { items, nextCursor } = pages.pageOf(yield* rows(after ?? beforeAll, limit + 1), limit, ({ id }) => id);
      return { items: yield* views(items), nextCursor };
    });
};
