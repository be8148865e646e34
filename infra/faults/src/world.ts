import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "@cpts/servers/free-port";
import { startTcpProxy, type TcpProxy } from "@cpts/servers/tcp-proxy";
import { recordTo, type Recorder } from "@cpts/testing/faults/recorder";
import { AUDIENCE, httpTestIssuer, type HttpTestIssuer } from "@cpts/testing/issuer";
import { roleOf, type Prepared, type ServiceName } from "./prepared.ts";
import { brokerUnderTest, databaseUnderTest, type BrokerUnderTest, type DatabaseUnderTest } from "./servers-under-test.ts";
import { commandOf, serviceUnderTest, type ServiceUnderTest } from "./service-under-test.ts";
import { subscriber, type Subscriber } from "./subscriber.ts";

/** What a world is made with, beside a registry and a directory that follows it. */
export interface WorldOptions {
  /** `own`: one broker; an address: somebody else's; `none`: the feed alone. */
  readonly broker?: "own" | "none" | { readonly url: string };
  /** Where the followers listen, when it is not where the registry publishes. */
  readonly liveUrl?: string;
  /** The registry reaches database and broker, and its followers reach it, through proxies that can fail. */
  readonly throughProxies?: boolean;
  /** SDK subscribers: one with the broker, one on the feed alone, by default. */
  readonly subscribers?: ReadonlyArray<{ readonly name: string; readonly live: boolean; readonly msPerEvent?: number }>;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Proxies {
  readonly database: TcpProxy;
  readonly broker: TcpProxy;
  readonly feed: TcpProxy;
}

/** Real processes: PostgreSQL, NATS, the registry under load, the directory and SDK subscribers that follow it. */
export interface World {
  readonly database: DatabaseUnderTest;
  readonly broker: BrokerUnderTest | null;
  /** Where the registry publishes; null without a broker. */
  readonly natsUrl: string | null;
  readonly registry: ServiceUnderTest;
  readonly directory: ServiceUnderTest;
  readonly subscribers: ReadonlyArray<Subscriber>;
  readonly proxies: Proxies | null;
  /** Of someone who may write everything and operate the platform. */
  readonly token: string;
  readonly recorder: Recorder;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

const defaultSubscribers: NonNullable<WorldOptions["subscribers"]> = [
  { name: "with-broker", live: true },
  { name: "feed-alone", live: false },
];

const hours = 6;
const tokenOf = (issuer: HttpTestIssuer): Promise<string> =>
  issuer.token({
    cpts_role: "service-account",
    scope: "registry:read registry:write registry:events directory:read directory:write directory:events platform:operate",
    exp: Math.floor(Date.now() / 1_000) + hours * 3_600,
  });

const portOf = (url: string): number => Number(new URL(url).port);
const throughPort = (url: string, port: number | undefined): string => {
  if (port === undefined) return url;
  const other = new URL(url);
  other.port = String(port);
  return other.href.replace(/\/$/u, "");
};

const proxiesTo = async (database: DatabaseUnderTest, natsUrl: string | null, registryPort: number): Promise<Proxies> => ({
  database: await startTcpProxy({ port: database.port }),
  broker: await startTcpProxy({ port: natsUrl === null ? 1 : portOf(natsUrl) }),
  feed: await startTcpProxy({ port: registryPort }),
});

interface Ground {
  readonly folder: string;
  readonly database: DatabaseUnderTest;
  readonly issuer: HttpTestIssuer;
  readonly tokenPath: string;
  readonly environment: Readonly<Record<string, string>>;
}

const serviceOn = async (ground: Ground, name: ServiceName, port: number, more: Readonly<Record<string, string>>): Promise<ServiceUnderTest> =>
  serviceUnderTest({
    name,
    command: commandOf(name),
    port,
    logFile: join(ground.folder, `${name}.log`),
    environment: {
      DATABASE_URL: ground.database.url(name, roleOf(name, "app")),
      DATABASE_DIRECT_URL: ground.database.url(name, roleOf(name, "owner")),
      DATABASE_POOL_SIZE: "8",
      ISSUERS: JSON.stringify([{ issuer: ground.issuer.issuer, audience: AUDIENCE, jwks: ground.issuer.jwksUrl, roles: ["service-account"] }]),
      FOLLOW_TOKEN_PATH: ground.tokenPath,
      DIRECTORY_URL: "http://127.0.0.1:1",
      CONTRACTS_URL: "http://127.0.0.1:1",
      LOG_LEVEL: "warn",
      ...ground.environment,
      ...more,
    },
  });

let worlds = 0;

/** Starts everything; each world has folders, ports and data of its own. */
export const startWorld = async (stage: { readonly folder: string; readonly prepared: Prepared; readonly natsBinary: string | null }, options: WorldOptions = {}): Promise<World> => {
  const { broker: wanted = "own" } = options;
  const folder = join(stage.folder, `world-${(worlds += 1)}`);
  mkdirSync(folder, { recursive: true });
  const dataDir = join(folder, "postgres");
  stage.prepared.copyTo(dataDir);
  const [database, issuer] = await Promise.all([databaseUnderTest(dataDir), httpTestIssuer()]);
  const broker = wanted === "own" && stage.natsBinary !== null ? await brokerUnderTest(stage.natsBinary, join(folder, "nats")) : null;
  const natsUrl = typeof wanted === "object" ? wanted.url : (broker?.url ?? null);
  const token = await tokenOf(issuer);
  const tokenPath = join(folder, "follow-token");
  writeFileSync(tokenPath, token, { mode: 0o600 });
  const [registryPort, directoryPort] = await Promise.all([freePort(), freePort()]);
  const proxies = options.throughProxies === true ? await proxiesTo(database, natsUrl, registryPort) : null;
  const ground: Ground = { folder, database, issuer, tokenPath, environment: options.environment ?? {} };
  const registry = await serviceOn(ground, "registry", registryPort, {
    DATABASE_URL: throughPort(database.url("registry", roleOf("registry", "app")), proxies?.database.port),
    ...(natsUrl === null ? {} : { NATS_URL: throughPort(natsUrl, proxies?.broker.port) }),
  });
  const feedUrl = throughPort(registry.url, proxies?.feed.port);
  const liveUrl = options.liveUrl ?? natsUrl;
  const directory = await serviceOn(ground, "directory", directoryPort, { REGISTRY_URL: feedUrl, ...(liveUrl === null ? {} : { NATS_URL: liveUrl }) });
  const subscribers = await Promise.all(
    (options.subscribers ?? defaultSubscribers).map(({ live, name, msPerEvent = 0 }) => subscriber({ name, feedUrl, natsUrl: live ? liveUrl : null, msPerEvent }, (url) => database.url(url), folder)),
  );
  await Promise.all([registry.start(), directory.start()]);
  for (const one of subscribers) one.start();
  const recorder = recordTo(join(folder, "calls.ndjson"));
  const stop = async (): Promise<void> => {
    await Promise.all([registry.kill(), directory.kill(), ...subscribers.map((one) => one.kill())]);
    recorder.close();
    await Promise.all([issuer.close(), ...Object.values(proxies ?? {}).map((proxy: TcpProxy) => proxy.close()), broker?.thaw(), broker?.kill(), database.kill()]);
  };
  return { database, broker, natsUrl, registry, directory, subscribers, proxies, token, recorder, folder, stop };
};
