import { join } from "node:path";
import { ensureDatabase, startPostgres, temporaryFolder, type Postgres } from "@cpts/testing/faults";
import { baseBackup, restoreBackup } from "@cpts/testing/base-backup";
import { queryRows } from "@cpts/testing/database";
import { AUDIENCE, httpTestIssuer } from "@cpts/testing/issuer";
import { officer } from "./sample.fixture.ts";
import { serviceProcess, type ServiceProcess } from "./service-process.ts";

const main = join(import.meta.dirname, "filed-main.fixture.ts");
const [owner, app, worker] = ["sample_owner", "sample_app", "sample_worker"];
const passwords = { owner: "owner", app: "app", worker: "worker" };

/** A service with files in a process of its own, on a PostgreSQL of its own that can be backed up, lost and restored. */
export interface RestorableSource {
  readonly url: string;
  /** Answers of the service, to someone who may write. */
  readonly send: (method: string, path: string, body?: unknown, type?: string) => Promise<Response>;
  /** As the application. */
  readonly databaseUrl: () => string;
  readonly rows: (query: string) => Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>;
  /** Copies the data while the service writes. */
  readonly backUp: () => Promise<void>;
  /** Loses service and server at once, and starts a server on the backup. */
  readonly restore: (how: "recovery" | "in place") => Promise<void>;
  /** Runs a command of the service; gives what it wrote and its exit code. */
  readonly command: (...args: ReadonlyArray<string>) => Promise<{ readonly code: number | null; readonly output: string }>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly output: () => string;
  readonly remove: () => Promise<void>;
}

export const restorableSource = async (natsUrl: string | null): Promise<RestorableSource> => {
  const folder = temporaryFolder();
  const place = (name: string): string => join(folder.path, name);
  const issuer = await httpTestIssuer();
  const token = await issuer.token({ sub: "someone", cpts_role: officer.role, cpts_ids: [], cpts_regions: officer.regions, cpts_departements: [], scope: "" });
  let dataDir = place("first");
  let server: Postgres = await startPostgres({ dataDir, durable: false });
  await ensureDatabase(server.adminUrl, { database: "sample", owner, app, worker, passwords });
  const environment = () => ({
    DATABASE_URL: server.url("sample", { name: app, password: passwords.app }),
    DATABASE_DIRECT_URL: server.url("sample", { name: owner, password: passwords.owner }),
    DATABASE_POOL_SIZE: "5",
    ISSUERS: JSON.stringify([{ issuer: issuer.issuer, audience: AUDIENCE, jwks: issuer.jwksUrl, roles: [officer.role] }]),
    ...(natsUrl === null ? {} : { NATS_URL: natsUrl }),
  });
  let running: ServiceProcess = serviceProcess(main, environment());
  const url = await running.url;
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    running.child.kill(signal);
    await running.exited;
  };
  return {
    url,
    send: (method, path, body, type = "application/json") =>
      fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": type }) },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body) }),
      }),
    databaseUrl: () => environment().DATABASE_URL,
    rows: (query) => queryRows(server.url("sample"), query),
    backUp: () => baseBackup({ adminUrl: server.adminUrl, dataDir }, place("backup")),
    restore: async (how) => {
      await kill("SIGKILL");
      server.kill();
      await server.exited;
      dataDir = place("second");
      await restoreBackup(place("backup"), dataDir, how);
      server = await startPostgres({ dataDir, durable: false });
    },
    command: async (...args) => {
      const ran = serviceProcess(main, environment(), args);
      const { code } = await ran.exited;
      return { code, output: ran.output() };
    },
    start: async () => {
      running = serviceProcess(main, { ...environment(), PORT: new URL(url).port });
      await running.url;
    },
    stop: () => kill("SIGTERM"),
    output: () => running.output(),
    remove: async () => {
      await kill("SIGKILL");
      await server.stop();
      await issuer.close();
      folder.remove();
    },
  };
};
