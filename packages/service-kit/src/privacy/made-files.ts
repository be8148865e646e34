import { Effect } from "effect";
import { sql, type QueryExecutorProvider } from "kysely";
import { attempt, Transaction } from "../database/database.ts";
import { eraseFiles } from "../files/store.ts";
import { mayName } from "./columns.ts";
import { cutsIn, type HowSure, type Named } from "./naming.ts";

/** Files that this service made itself, whose words name the person. */
const madeNaming = async (db: QueryExecutorProvider, named: Named, sure: HowSure): Promise<ReadonlyArray<string>> => {
  const { rows } = await sql<{ readonly id: string; readonly words: string }>`select f.id, c.words from file f join file_content c on c.sha256 = f.sha256 where c.words is not null and ${mayName(sql`c.words`, named)} order by f.id`.execute(db);
  return rows.filter(({ words }) => cutsIn(words, named, sure).length > 0).map(({ id }) => id);
};

/** Removes the files that this service made itself and that name the person: they are made again, without the name, when they are asked for. Gives their ids. */
export const eraseMadeNaming = (named: Named, sure: HowSure) =>
  Effect.gen(function* () {
    const { kysely } = yield* Transaction;
    const ids = yield* attempt(() => madeNaming(kysely, named, sure));
    if (ids.length > 0) yield* eraseFiles(ids);
    return ids;
  });
