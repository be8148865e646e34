import type { Endpoint } from "@cpts/api/Endpoint";
import { Effect, Layer, ManagedRuntime } from "effect";
import type { Hono } from "hono";
import { serviceVariables } from "./config/service-variables.ts";
import type { ConfigOf, Variables } from "./config/variables.ts";
import * as DatabaseModule from "./database/database.ts";
import type { Database, Transaction } from "./database/database.ts";
import { migrate, type Migrations } from "./database/migrate.ts";
import { storageErrorOf } from "./database/storage-error.ts";
import { Ids } from "./events/ids.ts";
import { head } from "./events/log-reader.ts";
import * as NudgesModule from "./events/nudges.ts";
import type { Nudges } from "./events/nudges.ts";
import * as Relay from "./events/relay.ts";
import { makeApp } from "./http/app.ts";
import * as ForgetAnswers from "./http/forget-answers.ts";
import type { Binding } from "./http/bind.ts";
import { Seen } from "./http/positions.ts";
import * as IdentityModule from "./identity/identity.ts";
import type { Identity } from "./identity/identity.ts";
import { seenOf } from "./subscriptions/cursor-store.ts";
import type { Projection } from "./subscriptions/projection.ts";
import * as Subscription from "./subscriptions/subscription.ts";
import type { Log } from "./telemetry/log.ts";
import { makeMetrics } from "./telemetry/metrics.ts";

/** What every service is given by the kit. */
export type Kit = Database | Nudges | Identity | Seen | Ids;

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
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly bindings: (config: ServiceConfig<V>) => ReadonlyArray<Binding<R | Kit | Transaction>>;
  readonly follows: (config: ServiceConfig<V>) => ReadonlyArray<Followed>;
  /** What it needs beyond the kit; built before the first request is taken. */
  readonly layer: (config: ServiceConfig<V>, log: Log) => Layer.Layer<R, unknown, Kit>;
}

export type ServiceConfig<V extends Variables> = ConfigOf<BaseVariables> & ConfigOf<V>;

/** Every variable of a service. */
export const variablesOf = <V extends Variables, R>(service: Service<V, R>): BaseVariables & V => ({ ...serviceVariables({ port: service.port }), ...service.variables });

/** A service that runs: its application, without a port yet. */
export interface Running {
  readonly app: Hono<never>;
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
      const learned = (from: string) => Effect.tryPromise({ try: () => seenOf(database.kysely, from), catch: storageErrorOf });
      return Seen.of({ positionOf: (from) => (from === source ? own : learned(from)) });
    }),
  );

/** Migrates the database, connects everything and returns the application. */
export const startService = async <V extends Variables, R>(service: Service<V, R>, config: ServiceConfig<V>, log: Log): Promise<Running> => {
  const { name } = service;
  const directUrl = config.DATABASE_DIRECT_URL ?? config.DATABASE_URL;
  await migrate({ ownerUrl: directUrl, appUrl: config.DATABASE_URL, migrations: service.migrations });
  const metrics = makeMetrics(name);
  const database = DatabaseModule.layer({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE, applicationName: `cpts-${name}` });
  const kit = Layer.mergeAll(
    NudgesModule.layer({ directUrl, log }),
    IdentityModule.layer({ issuers: config.ISSUERS ?? [], log }),
    seenLayer(name),
    Ids.layer,
  ).pipe(Layer.provideMerge(database));
  const relay = config.NATS_URL === null ? Layer.empty : Relay.layer({ source: name, natsUrl: config.NATS_URL, log, metrics });
  const subscriptions = service.follows(config).map((followed) => Subscription.layer({ ...followed, natsUrl: config.NATS_URL, log, metrics }));
  const own = service.layer(config, log);
  const background = Layer.mergeAll(ForgetAnswers.layer(log), relay, ...subscriptions);
  const runtime = ManagedRuntime.make(Layer.mergeAll(own, background).pipe(Layer.provideMerge(kit)));
  await runtime.runPromise(Effect.void);
  if (config.ISSUERS === null) log.warn("no issuer is configured: open data is served, everything else answers 401");
  if (config.NATS_URL === null) log.warn("no broker is configured: subscribers follow the HTTP feed alone");
  let accepting = true;
  const app = makeApp<R | Kit>({
    service: { name, endpoints: service.endpoints, bindings: service.bindings(config) },
    // A layer that cannot be built has failed the line above: requests never meet its error.
    runtime: runtime as ManagedRuntime.ManagedRuntime<R | Kit, never>,
    log,
    metrics,
    version: service.version,
    isAccepting: () => accepting,
  });
  return {
    app: app as unknown as Hono<never>,
    stopAccepting: () => {
      accepting = false;
    },
    stop: () => runtime.dispose(),
  };
};
