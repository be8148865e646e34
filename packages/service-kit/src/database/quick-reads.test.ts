import { queryRows, testDatabase } from "@cpts/testing/database";
import { Effect } from "effect";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { Database, layer, transaction, tables } from "./database.ts";
import { quickRead, statement } from "./statement.ts";

const database = await testDatabase({ name: "quick", migrate: async () => {} });
afterAll(() => database.drop());
await queryRows(database.adminUrl, "create table thing (id integer primary key); insert into thing select generate_series(1, 100); grant all on thing to public");

const { read, write } = tables<{ readonly thing: { readonly id: number } }>();
const session = quickRead<[id: string], { readonly id: number; readonly session: number }>("select id, pg_backend_pid() as session from thing where id = $1::integer");
const insert = statement<[id: number], unknown>("insert into thing (id) values ($1)");

const sessions = (ids: ReadonlyArray<string>) => read((db) => Promise.allSettled(ids.map(async (id) => (await session(db, id))[0])));
const run = <A, E>(effect: Effect.Effect<A, E, Database>): Promise<A> => Effect.runPromise(Effect.provide(effect, layer({ url: database.url, poolSize: 8, applicationName: "quick" })));
const asked = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

test("many reads at once share few connections, and each gets its own row", async () => {
  const found = (await run(sessions(asked(64)))).flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(found.map((row) => row?.id)).toEqual(asked(64).map(Number));
  expect(new Set(found.map((row) => row?.session)).size).toBeLessThanOrEqual(4);
});

test("a read that fails is the only one that does: those behind it on its connection are answered", async () => {
  const found = await run(sessions([...asked(20), "no number", ...asked(20)]));
  expect(found.flatMap((one, index) => (one.status === "rejected" ? [[index, (one.reason as { readonly code?: string }).code]] : []))).toEqual([[20, "22P02"]]);
  expect(found.flatMap((one) => (one.status === "fulfilled" ? [one.value?.id] : []))).toEqual([...asked(20), ...asked(20)].map(Number));
});

test("nothing is kept of a connection once its reads are answered: the pool lends it again", async () => {
  const used = await run(
    Effect.gen(function* () {
      const { pool } = yield* Database;
      yield* sessions(["no number", ...asked(30)]);
      const clients = yield* Effect.promise(() => Promise.all(Array.from({ length: 8 }, () => pool.connect())));
      const answers = yield* Effect.promise(() => Promise.all(clients.map((client) => client.query("select 1 as value"))));
      for (const client of clients) client.release();
      return answers.map(({ rows }) => rows[0] as unknown);
    }),
  );
  expect(used).toEqual(Array.from({ length: 8 }, () => ({ value: 1 })));
});

test("within a transaction a read sees what the transaction wrote", async () => {
  onTestFinished(async () => void (await queryRows(database.adminUrl, "delete from thing where id > 100")));
  const both = transaction(Effect.andThen(write((db) => insert(db, 101)), sessions(["101"])));
  expect(await run(both)).toEqual([{ status: "fulfilled", value: expect.objectContaining({ id: 101 }) }]);
});
