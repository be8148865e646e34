import { join } from "node:path";
import { roleLabels } from "@cpts/domain/Access";
import { makePortal } from "@cpts/portal/app";
import { connect, type Connection } from "@cpts/sdk";
import { findNats, startNats, type Nats } from "@cpts/servers/nats";
import { startPostgres, type Postgres } from "@cpts/servers/postgres";
import { makeLog, type LogLevel } from "@cpts/service-kit/telemetry/log";
import type { JWK } from "jose";
import { brokerUsers, subscriber } from "./broker-users.ts";
import { databaseOf } from "./databases.ts";
import { enterDemonstration, type Entered } from "./demonstration/enter.ts";
import { isInterrupted, noteBeginning, noteEnd, type LogHeads } from "./demonstration/entered.ts";
import { writeEnvironment } from "./environment-file.ts";
import { keepFollowToken } from "./follow-token.ts";
import { lockFolder } from "./folder-lock.ts";
import { issuerOf, noteIssuer } from "./issuer/issuer-address.ts";
import { issuerRoutes } from "./issuer/issuer-routes.ts";
import { issuerKey } from "./issuer/keys.ts";
import { AUDIENCE, mint } from "./issuer/mint.ts";
import { keepRunning } from "./keep-running.ts";
import { makeFolder } from "./local-folder.ts";
import { openLocalLog, type LocalLog } from "./local-log.ts";
import type { Options } from "./options.ts";
import { answers, withoutPasswords } from "./nats-reach.ts";
import { openOrigin, type Origin } from "./origin.ts";
import { serviceNames } from "./service-names.ts";
import type { LocalService } from "./services.ts";

const DRAIN_MS = 3_000;

export interface LaunchOptions extends Options {
  readonly folder: string;
  readonly services: ReadonlyArray<LocalService>;
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (fr: string, en: string) => void;
  readonly print: (line: string) => void;
  /** Asked to stop while it starts: what is under way ends, the rest does not begin. */
  readonly signal: AbortSignal;
  /** Something that cannot be repaired happened later. */
  readonly onFailure: (reason: Error) => void;
}

/** The platform, running. */
export interface Platform {
  readonly url: string;
  /** Where whoever wants to follow connects. Null: events travel by the feed alone. */
  readonly natsUrl: string | null;
  /** Null when it was not asked for. */
  readonly demonstration: Entered | null;
  /** Stops everything, in the reverse order of the start. */
  readonly stop: () => Promise<void>;
}

type Launch = LaunchOptions & { readonly stack: AsyncDisposableStack };

/** Starts the servers, the services and the issuer; when it fails, nothing of it stays. */
export const launch = async (options: LaunchOptions): Promise<Platform> => {
  const { folder, services, signal } = options;
  await using stack = new AsyncDisposableStack();
  makeFolder(folder);
  const lock = await lockFolder(folder);
  stack.defer(lock.release);
  const log = openLocalLog(join(folder, "log"), options.print);
  stack.defer(log.close);
  const origin = await openOrigin(options.port, [...services.map(({ name }) => name), "issuer"]);
  stack.defer(origin.close);
  origin.mount("", portalOf(origin, options));
  lock.note({ url: origin.url });
  options.say(`Démarrage sur ${origin.url}…`, `Starting…`);
  const key = await serveIssuer(folder, origin);
  const started = { ...options, stack };
  const [postgres, broker] = await both(startDatabase(started), startBroker(started));
  signal.throwIfAborted();
  await startServices(started, { postgres, broker, origin, log, key });
  signal.throwIfAborted();
  const demonstration = await enter(origin, key, started);
  signal.throwIfAborted();
  log.showWarnings(true);
  const whole = stack.move();
  const stop = async (): Promise<void> => {
    lock.note({ stopping: true });
    log.showWarnings(false);
    await whole.disposeAsync();
  };
  return { url: origin.url, natsUrl: broker?.subscribersUrl ?? null, demonstration, stop };
};

/** Both, or the first failure once neither is under way any more: what has started is then known to the stack. */
const both = async <A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> => {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
};

/** The portal reads the services as any client does, by their addresses: its own state is none. */
const portalOf = (origin: Origin, { services, print }: LaunchOptions) =>
  makePortal({
    services: services.map(({ name }) => ({ name, url: `${origin.url}/${name}` })),
    issuer: issuerOf(origin.url),
    report: (failure) => print(`portal: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}`),
  });

const serveIssuer = async (folder: string, origin: Origin): Promise<JWK> => {
  const key = await issuerKey(folder);
  const issuer = issuerOf(origin.url);
  noteIssuer(folder, issuer);
  origin.mount("issuer", issuerRoutes(issuer, key));
  return key;
};

const startDatabase = async ({ folder, stack, say, onFailure }: Launch): Promise<Postgres> => {
  const options = { dataDir: join(folder, "postgres", "data"), logFile: join(folder, "log", "postgres.log"), durable: true };
  const kept = await keepRunning({
    name: "PostgreSQL",
    start: (port) => startPostgres(port === undefined ? options : { ...options, port }),
    say,
    onGiveUp: onFailure,
  });
  stack.defer(kept.stop);
  return kept.first;
};

/** A broker, and how each service and whoever follows connect to it. */
interface Broker {
  readonly urlFor: (service: string) => string;
  readonly subscribersUrl: string;
}

/** The broker that was given serves everybody at the address that was given; our own has a user for each. */
const startBroker = async ({ folder, natsUrl, stack, say, onFailure }: Launch): Promise<Broker | null> => {
  if (natsUrl !== null) {
    if (!(await answers(natsUrl))) say("Personne ne répond à NATS_URL ; les services réessaieront sans cesse.", "Nobody answers at NATS_URL; the services will keep trying.");
    return { urlFor: () => natsUrl, subscribersUrl: withoutPasswords(natsUrl) };
  }
  const binary = findNats();
  if (binary === null) return null;
  const users = await brokerUsers(folder);
  const options = { storeDir: join(folder, "nats"), binary, config: users.config };
  const kept = await keepRunning<Nats>({
    name: "NATS",
    start: (port) => startNats(port === undefined ? options : { ...options, port }),
    say,
    onGiveUp: onFailure,
  });
  stack.defer(kept.stop);
  return { urlFor: (service) => users.urlFor(service, kept.first.url), subscribersUrl: users.urlFor(subscriber, kept.first.url) };
};

interface Surroundings {
  readonly postgres: Postgres;
  readonly broker: Broker | null;
  readonly origin: Origin;
  readonly log: LocalLog;
  readonly key: JWK;
}

const startServices = async (launched: Launch, surroundings: Surroundings): Promise<void> => {
  const { origin } = surroundings;
  const starting = launched.services.map(async (service) => {
    const log = makeLog(service.name, levelOf(launched.environment["LOG_LEVEL"]), surroundings.log.writerFor(service.name));
    const environment = await environmentOf(service, launched, surroundings);
    writeEnvironment(launched.folder, service.name, environment);
    const running = await service.start(environment, log);
    origin.mount(service.name, running.app);
    return running;
  });
  const settled = await Promise.allSettled(starting);
  const running = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  launched.stack.defer(async () => {
    for (const one of running) one.stopAccepting();
    await origin.drain(DRAIN_MS);
    // A service follows those before it: it lets go of them first.
    for (const one of running.toReversed()) await one.stop();
  });
  await Promise.all(starting);
};

/** A wrong level is told by the service itself, which reads the same variable. */
const levelOf = (text: string | undefined): LogLevel => (["debug", "info", "warn", "error"] as const).find((level) => level === text) ?? "warn";

/** What a service of one's own would be given by its operator: an own variable of the environment goes through, as LOG_LEVEL. */
const environmentOf = async (service: LocalService, { environment, folder, services, stack }: Launch, { broker, postgres, origin, key }: Surroundings) => {
  const issuer = issuerOf(origin.url);
  const followToken = await keepFollowToken({ folder, origin: origin.url, key, service: service.name });
  stack.defer(followToken.stop);
  const roles = roleLabels.map(({ code }) => code).filter((code) => code !== "anonymous");
  const given = Object.fromEntries(service.variables.map((name) => [name, environment[name]]));
  return {
    ...given,
    LOG_LEVEL: environment["LOG_LEVEL"] || "warn",
    ...Object.fromEntries(services.map(({ name }) => [`${name.toUpperCase()}_URL`, `${origin.url}/${name}`])),
    ...(await databaseOf(postgres, folder, service.name)),
    FOLLOW_TOKEN_PATH: followToken.path,
    NATS_URL: broker?.urlFor(service.name) ?? "",
    ISSUERS: JSON.stringify([{ issuer, audience: AUDIENCE, jwks: `${issuer}/jwks`, roles }]),
    HOST: "127.0.0.1",
    PORT: "0",
  };
};

/**
 * Enters the demonstration if it is asked for, as any client would: over HTTP, with the SDK and a token. Which events this adds is
 * noted, so that it can be erased, before it begins: an entry that is cut short is known as one.
 */
const enter = async (origin: Origin, key: JWK, { demonstration, folder, services }: Launch): Promise<Entered | null> => {
  if (!demonstration && !isInterrupted(folder)) return null;
  const scope = services.flatMap(({ name }) => [`${name}:read`, `${name}:write`, `${name}:events`]).join(" ");
  const bearer = { role: "service-account", subject: "demonstration", cptsIds: [], regions: [], departements: [], scope } as const;
  const connection = connect({ url: origin.url, token: await mint(key, issuerOf(origin.url), bearer, 1) });
  const before = await headsOf(connection);
  if (!demonstration) {
    noteEnd(folder, before);
    return null;
  }
  noteBeginning(folder, before);
  const entered = await enterDemonstration(connection);
  // Where all was there already, what others wrote meanwhile is theirs.
  noteEnd(folder, entered.added > 0 ? await headsOf(connection) : before);
  return entered;
};

const headsOf = async (connection: Connection): Promise<LogHeads> => {
  const heads = serviceNames.map(async (service) => {
    const { head, logId } = (await connection[service].readEvents({ limit: 1 })).data;
    return [service, { logId, position: head }] as const;
  });
  return Object.fromEntries(await Promise.all(heads));
};
