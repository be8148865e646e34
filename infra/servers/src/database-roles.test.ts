import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureDatabase, withClient } from "./database-roles.ts";
import { startPostgres, type Postgres } from "./postgres.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres({ dataDir: join(folder.path, "data"), durable: false });
});
afterAll(async () => {
  await postgres.stop();
  folder.remove();
});

const roles = (database: string, app = "app-1") => ({
  database,
  owner: "registry_owner",
  app: "registry_app",
  worker: "registry_worker",
  passwords: { owner: "owner-1", app, worker: "it's \\ a worker" },
});

it("makes a database and its roles once, however many ask for it at the same time", async () => {
  await Promise.all(Array.from({ length: 8 }, (_, index) => ensureDatabase(postgres.adminUrl, roles(`registry_${index % 2}`))));
  const { rows } = await withClient(postgres.adminUrl, (admin) =>
    admin.query("select datname::text as database, pg_get_userbyid(datdba)::text as owner from pg_database where datname like 'registry%' order by 1"),
  );
  expect(rows).toEqual([
    { database: "registry_0", owner: "registry_owner" },
    { database: "registry_1", owner: "registry_owner" },
  ]);
});

it("lets each role in with its password, and replaces a password that changed", async () => {
  await ensureDatabase(postgres.adminUrl, roles("registry"));
  const worker = postgres.url("registry", { name: "registry_worker", password: "it's \\ a worker" });
  expect((await withClient(worker, (client) => client.query("select current_user::text as name"))).rows).toEqual([{ name: "registry_worker" }]);
  await ensureDatabase(postgres.adminUrl, roles("registry", "app-2"));
  await expect(withClient(postgres.url("registry", { name: "registry_app", password: "app-1" }), async () => {})).rejects.toMatchObject({ code: "28P01" });
  await expect(withClient(postgres.url("registry", { name: "registry_app", password: "app-2" }), async () => {})).resolves.toBeUndefined();
});

it("lets the owner create tables, and neither the application nor the worker", async () => {
  await ensureDatabase(postgres.adminUrl, roles("registry"));
  await withClient(postgres.url("registry", { name: "registry_owner", password: "owner-1" }), (owner) => owner.query("create table by_owner ()"));
  for (const [name, password] of [["registry_app", "app-1"], ["registry_worker", "it's \\ a worker"]] as const) {
    const refused = withClient(postgres.url("registry", { name, password }), (client) => client.query("create table not_allowed ()"));
    await expect(refused).rejects.toMatchObject({ code: "42501" });
  }
});
