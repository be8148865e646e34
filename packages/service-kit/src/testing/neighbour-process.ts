import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { testDatabase } from "@cpts/testing/database";
import { AUDIENCE, httpTestIssuer, type HttpTestIssuer } from "@cpts/testing/issuer";
import { serviceProcess } from "./service-process.ts";

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: ReturnType<JSON["parse"]>;
}

/** Another service in a process of its own: a service never imports another. */
export interface NeighbourProcess {
  readonly url: string;
  /** File of a token that may read its events, for `FOLLOW_TOKEN_PATH`. */
  readonly followTokenPath: string;
  /** Sends as someone who may read and write everything. */
  readonly send: (method: string, path: string, json?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Kills it as a power cut would, and starts it again on the same port and database. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

interface Options {
  readonly natsUrl?: string;
  /** One issuer for several neighbours, so that one follow token opens the logs of all. */
  readonly issuer?: HttpTestIssuer;
  /** Scopes beyond its own, such as the events of other services for the token that follows them all. */
  readonly scope?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a service on an empty database, as an installation does. `main` is `services/<name>/src/main.ts`. */
export const neighbourProcess = async (main: string, options: Options = {}): Promise<NeighbourProcess> => {
  const name = basename(dirname(dirname(main)));
  const database = await testDatabase({ name, version: "empty", migrate: async () => {} });
  const issuer = options.issuer ?? (await httpTestIssuer());
  const environment = {
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.ownerUrl,
    DATABASE_POOL_SIZE: "5",
    LOG_LEVEL: "info",
    ISSUERS: JSON.stringify([{ issuer: issuer.issuer, audience: AUDIENCE, jwks: issuer.jwksUrl, roles: ["service-account"] }]),
    ...(options.natsUrl === undefined ? {} : { NATS_URL: options.natsUrl }),
    ...options.environment,
  };
  const token = await issuer.token({ cpts_role: "service-account", scope: `${name}:read ${name}:write ${name}:events ${options.scope ?? ""}`.trim() });
  const folder = await mkdtemp(join(tmpdir(), `cpts-${name}-`));
  const followTokenPath = join(folder, "follow-token");
  await writeFile(followTokenPath, token, { mode: 0o600 });
  let running = serviceProcess(main, environment);
  const url = await running.url;
  const kill = async (): Promise<void> => {
    running.child.kill("SIGKILL");
    await running.exited;
  };
  return {
    url,
    followTokenPath,
    send: async (method, path, json, headers = {}) => {
      const response = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
      return { status: response.status, headers: response.headers, json: await response.json() };
    },
    kill,
    start: async () => {
      running = serviceProcess(main, { ...environment, PORT: new URL(url).port });
      await running.url;
    },
    remove: async () => {
      await kill();
      if (options.issuer === undefined) await issuer.close();
      await rm(folder, { recursive: true, force: true });
      await database.drop();
    },
  };
};
