import { join } from "node:path";
import { ensureDatabase, withClient, type DatabaseRoles } from "@cpts/servers/database-roles";
import { findNats, startNats, type Nats } from "@cpts/servers/nats";
import { startPostgres, type Postgres } from "@cpts/servers/postgres";
import { temporaryFolder } from "@cpts/servers/temporary-folder";
import type { NodeProgram } from "../processes/node-process.ts";
import { audience, startIssuer, type Issuer } from "./issuer.ts";
import { builtServices, serviceNamed } from "./services.ts";

/** The servers of one run, its databases and its issuer of tokens. */
export type World = {
  readonly postgres: Postgres;
  readonly nats: Nats | null;
  readonly logFolder: string;
  /** A service with its own database, the broker and the issuer; `env` adds to that or takes away (an empty text). */
  readonly service: (name: string, env?: Readonly<Record<string, string>>) => NodeProgram;
  /** The app role's address of a database. */
  readonly appUrl: (database: string) => string;
  /** The address of its owner. */
  readonly ownerUrl: (database: string) => string;
  /** An empty database with the same roles. */
  readonly makeDatabase: (name: string) => Promise<void>;
  /** A copy of a database that nobody uses now, with the same roles. */
  readonly copyDatabase: (from: string, to: string) => Promise<void>;
  /** What autovacuum does within a minute: without it the first plans guess. */
  readonly analyze: (database: string) => Promise<void>;
  /** A token that may register and change CPTS everywhere, see the money of every contract, and follow every log. */
  readonly token: () => Promise<string>;
  /** A token of a service account with these rights. */
  readonly tokenFor: (scope: string) => Promise<string>;
  /** A token that may operate the platform. */
  readonly operatorToken: () => Promise<string>;
  readonly versions: () => Promise<{ readonly postgres: string; readonly fsync: string }>;
  readonly stop: () => Promise<void>;
};

const password = "bench";
const rolesOf = (database: string): DatabaseRoles => ({
  database,
  owner: "bench_owner",
  app: "bench_app",
  worker: "bench_worker",
  passwords: { owner: password, app: password, worker: password },
});

type Servers = { readonly postgres: Postgres; readonly nats: Nats | null; readonly issuer: Issuer; readonly folder: string };

const serviceProgram = ({ postgres, nats, issuer }: Servers, name: string, env: Readonly<Record<string, string>>): NodeProgram => {
  const roles = rolesOf(name);
  const issuers = [{ issuer: issuer.issuer, audience, jwks: issuer.jwks, roles: ["service-account"] }];
  const whole = {
    DATABASE_URL: postgres.url(name, { name: roles.app, password }),
    DATABASE_DIRECT_URL: postgres.url(name, { name: roles.owner, password }),
    ISSUERS: JSON.stringify(issuers),
    // Where the portal would read; nobody is there, and the others do not ask.
    CPTS_URL: "http://127.0.0.1:1",
    ...(nats === null ? {} : { NATS_URL: nats.url }),
    ...env,
  };
  return { name, file: serviceNamed(name).file, env: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== "")) };
};

const startServers = async (folder: string): Promise<Servers> => {
  const binary = findNats();
  const [postgres, nats, issuer] = await Promise.all([
    startPostgres({ dataDir: join(folder, "postgres"), durable: true }),
    binary === null ? null : startNats({ storeDir: join(folder, "nats"), binary }),
    startIssuer(),
  ]);
  return { postgres, nats, issuer, folder };
};

/** PostgreSQL as in production (fsync on), NATS if this machine has one, and an empty database for each service. */
export const makeWorld = async (): Promise<World> => {
  const folder = temporaryFolder();
  const servers = await startServers(folder.path);
  const { postgres, nats, issuer } = servers;
  for (const { name } of builtServices()) await ensureDatabase(postgres.adminUrl, rolesOf(name));
  return {
    postgres,
    nats,
    logFolder: join(folder.path, "logs"),
    service: (name, env = {}) => serviceProgram(servers, name, env),
    appUrl: (database) => postgres.url(database, { name: rolesOf(database).app, password }),
    ownerUrl: (database) => postgres.url(database, { name: rolesOf(database).owner, password }),
    makeDatabase: (name) => ensureDatabase(postgres.adminUrl, rolesOf(name)),
    copyDatabase: (from, to) => ensureDatabase(postgres.adminUrl, { ...rolesOf(to), template: from }),
    analyze: (database) =>
      withClient(postgres.url(database), async (client) => {
        await client.query("vacuum analyze");
      }),
    token: () => issuer.token({ cpts_role: "service-account", scope: "registry:read registry:write directory:events contracts:events contracts:write contracts:money prevention:events" }),
    tokenFor: (scope) => issuer.token({ cpts_role: "service-account", scope }),
    operatorToken: () => issuer.token({ cpts_role: "service-account", scope: "platform:operate directory:read" }),
    versions: () =>
      withClient(postgres.adminUrl, async (client) => {
        const { rows } = await client.query<{ postgres: string; fsync: string }>("select current_setting('server_version') as postgres, current_setting('fsync') as fsync");
        return rows[0] ?? { postgres: "?", fsync: "?" };
      }),
    stop: async () => {
      await Promise.all([postgres.stop(), nats?.stop(), issuer.stop()]);
      folder.remove();
    },
  };
};
