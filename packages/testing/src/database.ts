import { createHash, createHmac, randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { createDatabase, ensureDatabase, withClient } from "@cpts/servers/database-roles";
import type { Client } from "pg";
import { postgresAddress } from "./server-addresses.ts";

export type TestDatabaseOptions = {
  /** Names the roles: `<name>_owner`, `<name>_app`, `<name>_worker`. Lower-case letters, digits and underscores. */
  readonly name: string;
  /** Runs once per server and version, as the owner. It grants to `<name>_app` and `<name>_worker` what they may do. */
  readonly migrate: (ownerUrl: string) => Promise<void>;
  /** What distinguishes two sets of migrations of one name; by default the text of `migrate`. */
  readonly version?: string;
};

export type TestDatabase = {
  readonly name: string;
  /** As the application: use this one, so that tests meet its limits. */
  readonly url: string;
  readonly workerUrl: string;
  readonly ownerUrl: string;
  /** As superuser, on this database. */
  readonly adminUrl: string;
  readonly drop: () => Promise<void>;
};

/** A database of its own for a test, copied from a template that is migrated once per server. */
export const testDatabase = async (options: TestDatabaseOptions): Promise<TestDatabase> => {
  const adminUrl = await postgresAddress();
  const roles = rolesOf(options.name);
  const template = `${options.name}_template_${createHash("sha256").update(options.version ?? options.migrate.toString()).digest("hex").slice(0, 12)}`;
  const database = `${options.name}_${process.pid}_${randomBytes(5).toString("hex")}`;
  await withClient(adminUrl, async (admin) => {
    await ensureTemplate(admin, adminUrl, template, options);
    await createDatabase(admin, { ...roles, database, template });
  });
  const as = (role: string): string => urlOf(adminUrl, database, { name: role, password: passwordOf(adminUrl, role) });
  return {
    name: database,
    url: as(roles.app),
    workerUrl: as(roles.worker),
    ownerUrl: as(roles.owner),
    adminUrl: urlOf(adminUrl, database),
    drop: () => withClient(adminUrl, async (admin) => void (await admin.query(`drop database if exists "${database}" with (force)`))),
  };
};

type Roles = { readonly owner: string; readonly app: string; readonly worker: string };

const rolesOf = (name: string): Roles => {
  if (!/^[a-z][a-z0-9_]{0,24}$/u.test(name)) throw new Error(`not a name for a test database: ${name}`);
  return { owner: `${name}_owner`, app: `${name}_app`, worker: `${name}_worker` };
};

const ensureTemplate = async (admin: Client, adminUrl: string, template: string, options: TestDatabaseOptions): Promise<void> => {
  if (await isReady(admin, template)) return;
  // Every process that runs tests comes here at the same time: one migrates, the others wait for it.
  await admin.query("select pg_advisory_lock(hashtextextended($1, 0))", [template]);
  try {
    if (await isReady(admin, template)) return;
    // What an interrupted migration left.
    await admin.query(`drop database if exists "${template}" with (force)`);
    await migrateTemplate(admin, adminUrl, template, options);
  } finally {
    await admin.query("select pg_advisory_unlock(hashtextextended($1, 0))", [template]);
  }
};

/** Marked as a template only when its migrations went through. */
const isReady = async (admin: Client, template: string): Promise<boolean> =>
  (await admin.query("select from pg_database where datname = $1 and datistemplate", [template])).rowCount === 1;

const migrateTemplate = async (admin: Client, adminUrl: string, template: string, options: TestDatabaseOptions): Promise<void> => {
  const roles = rolesOf(options.name);
  const passwords = { owner: passwordOf(adminUrl, roles.owner), app: passwordOf(adminUrl, roles.app), worker: passwordOf(adminUrl, roles.worker) };
  await ensureDatabase(adminUrl, { ...roles, database: template, passwords });
  await options.migrate(urlOf(adminUrl, template, { name: roles.owner, password: passwords.owner }));
  await sessionsToEnd(admin, template);
  await admin.query(`alter database "${template}" with is_template true allow_connections false`);
};

/** A database with open connections cannot be copied. Sessions end a moment after their client has gone. */
const sessionsToEnd = async (admin: Client, database: string): Promise<void> => {
  for (const deadline = Date.now() + 2_000; ; await delay(10)) {
    const { rowCount } = await admin.query("select from pg_stat_activity where datname = $1 and backend_type = 'client backend'", [database]);
    if (rowCount === 0) return;
    if (Date.now() > deadline) throw new Error(`migrate() left ${rowCount} connections open`);
  }
};

/** The same in every process that knows the superuser, so that none has to be told. */
const passwordOf = (adminUrl: string, role: string): string =>
  createHmac("sha256", new URL(adminUrl).password).update(role).digest("base64url").slice(0, 32);

const urlOf = (adminUrl: string, database: string, role?: { readonly name: string; readonly password: string }): string => {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    url.username = role.name;
    url.password = role.password;
  }
  return url.href;
};

/** Tests ask the database themselves when no endpoint shows what they must see. */
export { withClient } from "@cpts/servers/database-roles";

/** The rows of one query, on a connection of its own. */
export const queryRows = (url: string, text: string, values: ReadonlyArray<unknown> = []): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> =>
  withClient(url, async (client) => (await client.query(text, [...values])).rows);
