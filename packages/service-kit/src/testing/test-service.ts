import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { roleLabels } from "@cpts/domain/Access";
import { httpTestIssuer } from "@cpts/testing/issuer";
import { testDatabase, type TestDatabase } from "@cpts/testing/database";
import { Effect, Layer } from "effect";
import { readVariables, type Variables } from "../config/variables.ts";
import { layer as databaseLayer, type Database } from "../database/database.ts";
import { migrate } from "../database/migrate.ts";
import { startService, variablesOf, type Running, type Service, type ServiceConfig, type Surroundings } from "../service.ts";
import { makeLog } from "../telemetry/log.ts";

/** Claims of a token, without what the issuer adds. */
export interface TestClaims {
  readonly role: string;
  readonly cptsIds?: ReadonlyArray<string>;
  readonly regions?: ReadonlyArray<string>;
  readonly departements?: ReadonlyArray<string>;
  readonly scope?: string;
  readonly subject?: string;
  readonly personId?: string;
}

export interface TestRequest {
  readonly token?: string;
  readonly json?: unknown;
  /** Sent as it is, instead of `json`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** What `JSON.parse` makes of the body: tests know what they asked for. */
  readonly json: ReturnType<JSON["parse"]>;
}

/** A running service, driven through its application. */
export interface TestReplica {
  readonly running: Running;
  /** Lines of the log, parsed. */
  readonly log: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly send: (method: string, path: string, request?: TestRequest) => Promise<TestAnswer>;
  /**
   * Reads a path once it has learned a position (`Cpts-After`), trying again as a client does: a busy machine may take
   * longer than a service waits.
   */
  readonly readAfter: (position: string, path: string, request?: TestRequest) => Promise<TestAnswer>;
  /** Opens a port for it and gives its base address. */
  readonly listen: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** A service on a database of its own; stopping it drops the database. */
export interface TestService extends TestReplica {
  readonly database: TestDatabase;
  /** The variables it was started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly token: (claims: TestClaims) => Promise<string>;
  /** Runs something of the kit on its database, as its application role: what a command or a subscription would do. */
  readonly run: <A, E>(effect: Effect.Effect<A, E, Database>) => Promise<A>;
  /** Another replica on the same database: beside this one, or after its `running.stop()` as a restart. */
  readonly replica: (environment?: Readonly<Record<string, string>>) => Promise<TestReplica>;
}

const audience = "cpts";
const roles = roleLabels.map(({ code }) => code).filter((code) => code !== "anonymous");

const configOf = <V extends Variables, R>(service: Service<V, R>, environment: Readonly<Record<string, string>>): ServiceConfig<V> => {
  const { config, faults } = readVariables(variablesOf(service), environment, () => "");
  if (config === null) throw new Error(`configuration of ${service.name}: ${JSON.stringify(faults)}`);
  return config as ServiceConfig<V>;
};

/** Fills the template once per server by really starting the service on it: migrations, reference data and all. */
const fillTemplate = async <V extends Variables, R>(service: Service<V, R>, ownerUrl: string, environment: Readonly<Record<string, string>>): Promise<void> => {
  const app = new URL(ownerUrl);
  app.username = `${service.name}_app`;
  const offline = { ...service, follows: () => [] };
  // As the owner: rights are granted to the app role, whose password only the copies need.
  const { NATS_URL: _, ...own } = environment;
  const config = configOf(offline, { ...own, DATABASE_URL: ownerUrl, LOG_LEVEL: "error" });
  await migrate({ ownerUrl, appUrl: app.href, migrations: service.migrations });
  await (await startService(offline, config, makeLog(service.name, "error"))).stop();
};

const makeSend =
  (running: Running): TestReplica["send"] =>
  async (method, path, { token, json, raw, headers = {} } = {}) => {
    const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
    const response = await running.app.request(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      get json() {
        return JSON.parse(text) as unknown;
      },
    };
  };

const openPort = (running: Running): Promise<{ readonly url: string; readonly close: () => Promise<void> }> =>
  new Promise((resolve) => {
    const server = serve({ fetch: running.app.fetch, hostname: "127.0.0.1", port: 0 }, (info: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${info.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      }),
    );
  });

/** Starts a service with exactly this environment, on a database that exists. */
export const startReplica = async <V extends Variables, R>(service: Service<V, R>, environment: Readonly<Record<string, string>>, surroundings: Surroundings = {}): Promise<TestReplica> => {
  const lines: Array<Readonly<Record<string, unknown>>> = [];
  const log = makeLog(service.name, "debug", (line) => lines.push(JSON.parse(line) as Readonly<Record<string, unknown>>));
  const running = await startService(service, configOf(service, environment), log, surroundings);
  const closing: Array<() => Promise<void>> = [];
  const send = makeSend(running);
  return {
    running,
    log: lines,
    send,
    readAfter: async (position, path, request = {}) => {
      for (;;) {
        const answer = await send("GET", path, { ...request, headers: { ...request.headers, "cpts-after": position } });
        if (answer.status !== 503) return answer;
      }
    },
    listen: async () => {
      const { close, url } = await openPort(running);
      closing.push(close);
      return url;
    },
    stop: async () => {
      await Promise.all(closing.map((close) => close()));
      await running.stop();
    },
  };
};

// Two sets of migrations of one service name must not meet in one template.
const versionOf = <V extends Variables, R>(service: Service<V, R>): string =>
  [service.name, ...Object.entries(service.migrations).map(([name, { up }]) => `${name}: ${up.toString()}`)].join("\n");

/** Starts a service for a test. `environment` adds to or replaces what the harness gives; `surroundings` may hold a clock to travel in time. */
export const testService = async <V extends Variables, R>(service: Service<V, R>, environment: Readonly<Record<string, string>> = {}, surroundings: Surroundings = {}): Promise<TestService> => {
  const database = await testDatabase({ name: service.name, version: versionOf(service), migrate: (ownerUrl) => fillTemplate(service, ownerUrl, environment) });
  const issuer = await httpTestIssuer();
  const given = {
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.ownerUrl,
    DATABASE_POOL_SIZE: "5",
    ISSUERS: JSON.stringify([{ issuer: issuer.issuer, audience, jwks: issuer.jwksUrl, roles }]),
    ...environment,
  };
  const first = await startReplica(service, given, surroundings);
  return {
    ...first,
    database,
    environment: given,
    run: (effect) => Effect.runPromise(Effect.provide(effect, Layer.fresh(databaseLayer({ url: database.url, poolSize: 2, applicationName: "test" })))),
    replica: (changed = {}) => startReplica(service, { ...given, ...changed }, surroundings),
    token: ({ personId, role, subject = "someone", cptsIds = [], regions = [], departements = [], scope = "" }) =>
      issuer.token({ sub: subject, cpts_role: role, cpts_ids: cptsIds, cpts_regions: regions, cpts_departements: departements, scope, ...(personId === undefined ? {} : { cpts_person_id: personId }) }),
    stop: async () => {
      await first.stop();
      await issuer.close();
      await database.drop();
    },
  };
};
