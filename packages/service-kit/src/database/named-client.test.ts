import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { queryRows, testDatabase } from "@cpts/testing/database";
import type { Pool } from "pg";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { makePool } from "./pool.ts";

const database = await testDatabase({ name: "named", migrate: async () => {} });
afterAll(() => database.drop());

const open = (url: string = database.url): Pool => {
  const pool = makePool({ url, poolSize: 1, applicationName: "named" });
  onTestFinished(() => pool.end());
  return pool;
};

test("a statement with values is planned once for all its runs, one without stays unnamed", async () => {
  const pool = open();
  for (const value of [1, 2, 3]) await pool.query("select $1::integer as value", [value]);
  await pool.query("select 1 as value");
  const { rows } = await pool.query("select statement, generic_plans + custom_plans as runs from pg_prepared_statements");
  expect(rows).toEqual([{ statement: "select $1::integer as value", runs: 3 }]);
});

test("positions and counts are numbers, a date stays its own text, an instant is in UTC", async () => {
  const { rows } = await open().query("select 9007199254740991::int8 as position, '2026-03-29'::date as day, '2026-03-29 03:00+02'::timestamptz as at");
  expect(rows).toEqual([{ position: 9_007_199_254_740_991, day: "2026-03-29", at: "2026-03-29T01:00:00.000Z" }]);
});

test("what is sent in one turn leaves in one piece", async () => {
  const { hostname, port } = new URL(database.url);
  let pieces = 0;
  const proxy = createServer((caller) => {
    const server = connect(Number(port), hostname);
    caller.on("data", () => (pieces += 1));
    caller.pipe(server).pipe(caller);
    for (const socket of [caller, server]) socket.on("error", () => {});
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void proxy.close());
  await once(proxy, "listening");
  const through = new URL(database.url);
  // Listening on a port, it has an address of this kind.
  through.port = String((proxy.address() as AddressInfo).port);
  const client = await open(through.href).connect();
  pieces = 0;
  await Promise.all([client.query("begin"), ...[1, 2, 3].map((value) => client.query("select $1::integer", [value])), client.query("commit")]);
  client.release();
  expect(pieces).toBe(1);
});

test("a session that the server has ended is not lent again", async () => {
  const pool = open();
  for (let round = 0; round < 20; round += 1) {
    const client = await pool.connect();
    // As Kysely does: by its promise, and given back without saying why.
    await expect(client.query("select 1 / 0")).rejects.toThrow("division by zero");
    client.release();
    expect((await pool.query("select 1 as value")).rows).toEqual([{ value: 1 }]);
  }
  expect(await queryRows(database.adminUrl, "select count(*)::integer as sessions from pg_stat_activity where application_name = 'named' and datname = current_database()")).toEqual([{ sessions: 1 }]);
});
