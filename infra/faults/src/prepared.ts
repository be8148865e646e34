import { chmodSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureDatabase, type DatabaseRoles } from "@cpts/servers/database-roles";
import { freePort } from "@cpts/servers/free-port";
import { startPostgres } from "@cpts/servers/postgres";
import { commandOf, serviceUnderTest } from "./service-under-test.ts";

/** The services whose databases are prepared: the one that writes, and one that follows. */
export const services = ["registry", "directory"] as const;
export type ServiceName = (typeof services)[number];

const password = "faults";

export const rolesOf = (database: string): DatabaseRoles => ({
  database,
  owner: `${database}_owner`,
  app: `${database}_app`,
  worker: `${database}_worker`,
  passwords: { owner: password, app: password, worker: password },
});

export const roleOf = (database: string, kind: "owner" | "app") => ({ name: `${database}_${kind}`, password });

/** A data folder of PostgreSQL in which every service has been started once: each world begins with a copy of it. */
export interface Prepared {
  readonly copyTo: (dataDir: string) => void;
}

const fill = async (folder: string, postgres: Awaited<ReturnType<typeof startPostgres>>, name: ServiceName): Promise<void> => {
  await ensureDatabase(postgres.adminUrl, rolesOf(name));
  const service = serviceUnderTest({
    name,
    command: commandOf(name),
    port: await freePort(),
    logFile: join(folder, `prepare-${name}.log`),
    environment: {
      DATABASE_URL: postgres.url(name, roleOf(name, "app")),
      DATABASE_DIRECT_URL: postgres.url(name, roleOf(name, "owner")),
      // Nothing is followed yet: nobody listens there.
      REGISTRY_URL: "http://127.0.0.1:1",
      DIRECTORY_URL: "http://127.0.0.1:1",
      CONTRACTS_URL: "http://127.0.0.1:1",
    },
  });
  await service.start();
  if (service.hasExited()) throw new Error(`${name} could not be prepared: ${service.output().slice(-2_000)}`);
  await service.terminate();
};

/** Copies a data folder that no server uses, with the password beside it. */
export const copyData = (from: string, to: string): void => {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
  // PostgreSQL refuses a folder that others may enter.
  chmodSync(to, 0o700);
  cpSync(`${from}.password`, `${to}.password`);
};

/** Migrates the databases and loads what the services load at their first start. */
export const prepare = async (folder: string): Promise<Prepared> => {
  const dataDir = join(folder, "prepared");
  const postgres = await startPostgres({ dataDir, durable: false });
  try {
    await Promise.all(services.map((name) => fill(folder, postgres, name)));
  } finally {
    await postgres.stop();
  }
  return { copyTo: (to) => copyData(dataDir, to) };
};
