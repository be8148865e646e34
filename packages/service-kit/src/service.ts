import type { Endpoint } from "@cpts/api/Endpoint";
import type { EventType } from "@cpts/api/EventType";
import type { OperationsEndpoints } from "@cpts/api/Operations";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Clock, Effect, Layer, ManagedRuntime } from "effect";
import type { Hono } from "hono";
import { clockBindings } from "./clocks/clock-bindings.ts";
import type { ClockKind } from "./clocks/clock.ts";
import * as ClockWorker from "./clocks/worker.ts";
import { serviceVariables } from "./config/service-variables.ts";
import type { ConfigOf, Variables } from "./config/variables.ts";
import * as DatabaseModule from "./database/database.ts";
import type { Database, Transaction } from "./database/database.ts";
import { migrate, type Migrations } from "./database/migrate.ts";
import { Ids } from "./ids.ts";
import { head } from "./events/log/reader.ts";
import type { Erasure } from "./files/erasures.ts";
import * as FileSweep from "./files/sweep.ts";
import { sayRenewal, type Renewal } from "./events/log/origin.ts";
import * as NudgesModule from "./events/log/nudges.ts";
import type { Nudges } from "./events/log/nudges.ts";
import * as Relay from "./events/relay/relay.ts";
import { makeApp } from "./http/app.ts";
import { FinishedAnswers, makeAnswerFinished, makeFinishedStore } from "./http/finished.ts";
import type { Binding } from "./http/bind.ts";
import * as IdempotencyPurge from "./http/idempotency-purge.ts";
import { Seen } from "./http/positions.ts";
import * as StreamsModule from "./http/streams.ts";
import type { Streams } from "./http/streams.ts";
import * as IdentityModule from "./identity/identity.ts";
import type { Identity } from "./identity/identity.ts";
import type { Portability } from "./portability/declaration.ts";
import type { OwnTexts } from "./privacy/columns.ts";
import { makeRedactions, layer as redactionsLayer, type Redactions } from "./privacy/redactions.ts";
import { operationsBindings } from "./operations/bindings.ts";
import { seenOf } from "./subscriptions/cursor-store.ts";
import type { Projection } from "./subscriptions/projection.ts";
import * as Subscription from "./subscriptions/subscription.ts";
import type { Log } from "./telemetry/log.ts";
import { makeMetrics } from "./telemetry/metrics.ts";

/** What every service is given by the kit. */
export type Kit = Database | Nudges | Identity | Seen | Ids | Streams | FinishedAnswers | Redactions;

/** What there is while erasures are done again: no service runs then. */
export type EraseAgain = Database | Transaction | Ids;

type BaseVariables = ReturnType<typeof serviceVariables>;

/** A projection with the address of the service whose log it follows. */
export interface Followed {
  readonly projection: Projection;
  /** Base address of that service, below which `/v1/events` is. */
  readonly url: string;
}

/** A service, whole: what `main.ts` hands to the kit. */
export interface Service<V extends Variables, R> {
  readonly name: string;
  readonly version: string;
  readonly port: number;
  /** Its own variables, beside those of every service. */
  readonly variables: V;
  readonly migrations: Migrations;
  /** Its own and those of every service, `...operationsEndpoints`, which the kit binds. */
  readonly endpoints: Readonly<Record<string, Endpoint>> & OperationsEndpoints;
  /** What it publishes. */
  readonly events: Readonly<Record<string, EventType>>;
  readonly bindings: (config: ServiceConfig<V>) => ReadonlyArray<Binding<R | Kit | Transaction>>;
  readonly follows: (config: ServiceConfig<V>) => ReadonlyArray<Followed>;
  /** What happens at its time (`schedule`). */
  readonly clocks?: (config: ServiceConfig<V>) => ReadonlyArray<ClockKind<R | Kit | Transaction>>;
  /**
   * Erases someone again whom a restored backup has brought back, in the transaction of the kit that erases their files. Done twice it
   * does nothing the second time.
   */
  readonly eraseAgain?: (erasure: Erasure) => Effect.Effect<void, unknown, EraseAgain>;
  /** What whoever looks for a person in its words should know of them. */
  readonly texts?: OwnTexts;
  /** Which of its rows are of a CPTS, and why the others are not. */
  readonly portability?: Portability<R | Kit | Transaction>;
  /** What it needs beyond the kit; built before the first request is taken. */
  readonly layer: (config: ServiceConfig<V>, log: Log) => Layer.Layer<R, unknown, Kit>;
}

export type ServiceConfig<V extends Variables> = ConfigOf<BaseVariables> & ConfigOf<V>;

/** Every variable of a service. */
export const variablesOf = <V extends Variables, R>(service: Service<V, R>): BaseVariables & V => ({ ...serviceVariables({ port: service.port }), ...service.variables });

/** Without a pooler, as the owner: what migrations and LISTEN need. */
export const ownerUrlOf = (config: ConfigOf<BaseVariables>): string => config.DATABASE_DIRECT_URL ?? config.DATABASE_URL;

/** A service that runs: its application, without a port yet. */
export interface Running {
  readonly app: Hono<never>;
  /** Answers a request by itself where a finished answer is kept in memory; false: the application has to. */
  readonly answerFinished: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;
  /** Answers `/readyz` with 503 from now on, so that balancers look elsewhere. */
  readonly stopAccepting: () => void;
  /** Finishes subscriptions and the relay, and lets go of the database and the broker. */
  readonly stop: () => Promise<void>;
}

const seenLayer = (source: string) =>
  Layer.effect(
    Seen,
    Effect.gen(function* () {
      const database = yield* DatabaseModule.Database;
      const own = Effect.provideService(head, DatabaseModule.Database, database);
      const learned = (from: string) => DatabaseModule.attempt(() => seenOf(database.kysely, from));
      return Seen.of({ positionOf: (from) => (from === source ? own : learned(from)) });
    }),
  );

/** Cursors and dead letters go by the name of a projection: two of one name would be one. */
const assertUniqueNames = (follows: ReadonlyArray<Followed>): void => {
  const names = follows.map(({ projection }) => projection.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two projections are called ${twice}`);
};

/** Brings the database of a service to its newest shape, as its owner. Tells whether its log has got a new id. */
export const migrateDatabase = <V extends Variables, R>(service: Service<V, R>, config: ServiceConfig<V>): Promise<Renewal | null> =>
  migrate({ ownerUrl: ownerUrlOf(config), appUrl: config.DATABASE_URL, migrations: service.migrations });

/** What a test may replace. */
export interface Surroundings {
  /** Tells what day and time it is; leases go by the database's clock all the same. */
  readonly clock?: Clock.Clock;
}

/** Migrates the database, connects everything and returns the application. */
export const startService = async <V extends Variables, R>(service: Service<V, R>, config: ServiceConfig<V>, log: Log, { clock }: Surroundings = {}): Promise<Running> => {
  const { name } = service;
  const follows = service.follows(config).map((followed) => ({ ...followed, tokenPath: config.FOLLOW_TOKEN_PATH }));
  assertUniqueNames(follows);
  const redactions = makeRedactions();
  const bindings = [...service.bindings(config), ...operationsBindings({ follows, hasBroker: config.NATS_URL !== null, texts: service.texts ?? {}, service: { name, events: service.events, portability: service.portability ?? { tables: [], leftOut: {} } }, redactions }), ...clockBindings];
  sayRenewal(log, await migrateDatabase(service, config));
  const metrics = makeMetrics(name);
  const finished = makeFinishedStore();
  const now = (): number => clock?.currentTimeMillisUnsafe() ?? Date.now();
  const database = DatabaseModule.layer({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE, applicationName: `cpts-${name}` });
  const kit = Layer.mergeAll(
    NudgesModule.layer({ directUrl: ownerUrlOf(config), log }),
    IdentityModule.layer({ issuers: config.ISSUERS ?? [], log }),
    seenLayer(name),
    StreamsModule.layer({ log, metrics }),
    Ids.layer,
    Layer.succeed(FinishedAnswers, { offer: finished.offer }),
    clock === undefined ? Layer.empty : Layer.succeed(Clock.Clock, clock),
  ).pipe(Layer.provideMerge(database));
  const told = redactionsLayer(redactions, log).pipe(Layer.provideMerge(kit));
  const relay = config.NATS_URL === null ? Layer.empty : Relay.layer({ source: name, url: config.NATS_URL, replicas: config.NATS_STREAM_REPLICAS, log, metrics });
  const subscriptions = follows.map((followed) => Subscription.layer({ ...followed, natsUrl: config.NATS_URL, log, metrics }));
  const own = service.layer(config, log);
  const kinds = service.clocks?.(config) ?? [];
  const clocks = kinds.length === 0 ? Layer.empty : ClockWorker.layer({ kinds, log, metrics }).pipe(Layer.provide(own));
  const background = Layer.mergeAll(IdempotencyPurge.layer({ log }), FileSweep.layer({ log }), relay, clocks, ...subscriptions);
  const runtime = ManagedRuntime.make(Layer.mergeAll(own, background).pipe(Layer.provideMerge(told)));
  let accepting = true;
  const app = makeApp<R | Kit>({
    service: { name, endpoints: service.endpoints, events: service.events, bindings },
    // A layer that cannot be built fails before any request is taken.
    runtime: runtime as ManagedRuntime.ManagedRuntime<R | Kit, never>,
    log,
    metrics,
    version: service.version,
    isAccepting: () => accepting,
    finishedAt: (url) => finished.at(url, now()),
    stamp: redactions.stamp,
  });
  try {
    await runtime.runPromise(Effect.void);
  } catch (error) {
    // What was opened before the failure would keep the process alive.
    await runtime.dispose();
    throw error;
  }
  if (config.ISSUERS === null) log.warn("no issuer is configured: open data is served, everything else answers 401");
  if (config.NATS_URL === null) log.warn("no broker is configured: subscribers follow the HTTP feed alone");
  return {
    app: app as unknown as Hono<never>,
    answerFinished: makeAnswerFinished({ store: finished, log, metrics, now }),
    stopAccepting: () => {
      accepting = false;
      runtime.runSync(Effect.map(NudgesModule.Nudges, ({ finish }) => finish()));
      runtime.runSync(Effect.map(StreamsModule.Streams, ({ finish }) => finish()));
    },
    stop: () => runtime.dispose(),
  };
};
