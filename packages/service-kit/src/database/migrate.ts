import { Kysely, PostgresDialect } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import { Client, Pool } from "pg";
import { noteLogOrigin, type Renewal } from "../events/log/origin.ts";
import { grantToApp } from "./app-grants.ts";
import { kitMigrations } from "./kit-migrations.ts";

/** A service's migrations in order of their names; the list is static, so that a bundle holds them. */
export type Migrations = Readonly<Record<string, Migration>>;

const runList = async (kysely: Kysely<unknown>, migrations: Migrations, table: string): Promise<void> => {
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
};

/**
 * Brings a service's database to its newest shape, as the owner, under Kysely's advisory lock: two starts at once
 * migrate once. Then gives the app role what it needs and no more.
 */
export const migrate = async (options: { readonly ownerUrl: string; readonly appUrl: string; readonly migrations: Migrations }): Promise<Renewal | null> => {
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: options.ownerUrl, max: 2 }) }) });
  try {
    await runList(kysely, kitMigrations, "kit_migration");
    await runList(kysely, options.migrations, "migration");
    const app = decodeURIComponent(new URL(options.appUrl).username);
    const owner = decodeURIComponent(new URL(options.ownerUrl).username);
    if (app !== "" && app !== owner) await grantToApp(kysely, app);
    return await noteLogOrigin(kysely);
  } finally {
    await kysely.destroy();
  }
};

/** A connection of one's own as the owner, for LISTEN and for commands; the caller ends it. */
export const ownerClient = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 });
  await client.connect();
  return client;
};
