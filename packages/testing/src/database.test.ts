import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { withClient } from "@cpts/servers/database-roles";
import { expect, it } from "vitest";
import { testDatabase } from "./database.ts";
import { postgresAddress } from "./server-addresses.ts";

let migrations = 0;

const migrate = async (ownerUrl: string): Promise<void> => {
  migrations += 1;
  await withClient(ownerUrl, async (owner) => {
    await owner.query("create table commune (code text primary key); grant select, insert on commune to sample_app");
  });
};

const sample = () => testDatabase({ name: "sample", migrate });

it("gives each caller a database of its own, migrated once", async () => {
  const databases = await Promise.all(Array.from({ length: 6 }, sample));
  expect(migrations).toBeLessThanOrEqual(1);
  const [first, ...others] = databases;
  await withClient(first!.url, (app) => app.query("insert into commune values ('37003')"));
  for (const other of others) {
    const { rows } = await withClient(other.url, (app) => app.query("select count(*)::int as communes from commune"));
    expect(rows).toEqual([{ communes: 0 }]);
  }
  await Promise.all(databases.map((database) => database.drop()));
});

it("migrates once for several processes that ask at the same moment", async () => {
  const env = { ...process.env, CPTS_TEST_POSTGRES: await postgresAddress() };
  const caller = [join(import.meta.dirname, "database-caller.fixture.ts"), `${process.pid}-${Date.now()}`];
  const callers = await Promise.all(Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, caller, { env })));
  expect(callers.map((one) => one.stdout).toSorted()).toEqual(["0", "0", "0", "1"]);
});

it("lets the application neither create tables nor escape its limits", async () => {
  const database = await sample();
  await withClient(database.url, async (app) => {
    const { rows } = await app.query("select current_user::text as name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user");
    expect(rows).toEqual([{ name: "sample_app", rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
    await expect(app.query("create table other ()")).rejects.toMatchObject({ code: "42501" });
    await expect(app.query("create temporary table other ()")).rejects.toMatchObject({ code: "42501" });
    await expect(app.query("delete from commune")).rejects.toMatchObject({ code: "42501" });
  });
  await database.drop();
});

it("keeps one service's roles out of another's database", async () => {
  const mine = await sample();
  const theirs = await testDatabase({ name: "other", migrate: async () => {} });
  const intruder = new URL(mine.url);
  intruder.pathname = new URL(theirs.url).pathname;
  await expect(withClient(intruder.href, async () => {})).rejects.toMatchObject({ code: "42501" });
  await Promise.all([mine.drop(), theirs.drop()]);
});

it("migrates again after a migration that failed", async () => {
  let attempts = 0;
  const failsOnce = async (ownerUrl: string): Promise<void> => {
    attempts += 1;
    await withClient(ownerUrl, (owner) => owner.query("create table half ()"));
    if (attempts === 1) throw new Error("interrupted");
  };
  const options = { name: "retried", migrate: failsOnce, version: `${process.pid}` };
  await expect(testDatabase(options)).rejects.toThrow("interrupted");
  const database = await testDatabase(options);
  expect(attempts).toBe(2);
  await database.drop();
});

it("refuses a name that would need quoting", async () => {
  await expect(testDatabase({ name: "Registry;", migrate })).rejects.toThrow("not a name");
});
