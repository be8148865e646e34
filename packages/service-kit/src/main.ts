import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { Effect, Layer } from "effect";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { faultsText, helpText, printable, readVariables, type Variables } from "./config/variables.ts";
import * as DatabaseModule from "./database/database.ts";
import { Broker } from "./events/relay/broker.ts";
import { heldLeases, renewLog, sayRenewal } from "./events/log/origin.ts";
import { streamName } from "./events/relay/stream-definition.ts";
import { exportErasures, replayErasures } from "./files/erasures.ts";
import { armFailpoint } from "./failpoint.ts";
import { oneAtATime } from "./http/one-at-a-time.ts";
import { migrateDatabase, ownerUrlOf, startService, variablesOf, type Service, type ServiceConfig } from "./service.ts";
import { rebuild, verify } from "./subscriptions/rebuild.ts";
import { pagesOf } from "./subscriptions/subscription.ts";
import { errorFields, makeLog, type Log } from "./telemetry/log.ts";

/** sysexits.h: the configuration is wrong. */
const exitConfig = 78;

const print = (text: string): void => void process.stdout.write(text + "\n");

const listen = (running: Awaited<ReturnType<typeof startService>>, host: string, port: number): Promise<{ readonly server: Server; readonly port: number }> =>
  new Promise((resolve, reject) => {
    const server = serve(
      // A file of 20 MiB at 1 Mbit/s, which a village may have, takes three minutes.
      // Without TLS of its own it is never HTTP/2.
      { fetch: oneAtATime(running.app.fetch) as Parameters<typeof serve>[0]["fetch"], hostname: host, port, serverOptions: { headersTimeout: 10_000, requestTimeout: 300_000, keepAliveTimeout: 10_000 } },
      (info) => resolve({ server: server as Server, port: info.port }),
    );
    server.once("error", reject);
  });

/** Finishes what runs, takes nothing new, lets everything go; gives up after the configured time. */
const stopInOrder = async (running: Awaited<ReturnType<typeof startService>>, server: Server, seconds: number, log: Log): Promise<void> => {
  const giveUp = setTimeout(() => {
    log.error("stopping took too long");
    process.exit(1);
  }, seconds * 1_000);
  giveUp.unref();
  running.stopAccepting();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection is closed when its last request is answered, not when its client thinks of it.
  const closing = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearInterval(closing);
  await running.stop();
  clearTimeout(giveUp);
};

const serveUntilAsked = async <V extends Variables, R>(service: Service<V, R>, config: ServiceConfig<V>, log: Log): Promise<void> => {
  const running = await startService(service, config, log);
  const { server, port } = await listen(running, config.HOST, config.PORT).catch(async (error: unknown) => {
    await running.stop();
    throw error;
  });
  log.info("ready", { url: `http://${config.HOST}:${port}`, version: service.version });
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  log.info("stopping");
  await stopInOrder(running, server, config.SHUTDOWN_SECONDS, log);
  log.info("stopped");
};

/** `projections rebuild` builds every projection again; `projections verify` says whether it would come out the same. */
const projections = async <V extends Variables, R>(service: Service<V, R>, config: ServiceConfig<V>, verb: string): Promise<boolean> => {
  const database = DatabaseModule.layer({ url: config.DATABASE_URL, poolSize: 2, applicationName: `cpts-${service.name}-projections` });
  let same = true;
  for (const { projection, url } of service.follows(config)) {
    const pages = pagesOf(projection.source, { url, tokenPath: config.FOLLOW_TOKEN_PATH });
    const work =
      verb === "rebuild"
        ? Effect.map(rebuild(projection, pages), ({ position }) => print(`${projection.name}: rebuilt up to position ${position} of ${projection.source}`))
        : Effect.map(verify(projection, pages), ({ differing, milliseconds, position, rows }) => {
            same &&= differing.length === 0;
            const verdict = differing.length === 0 ? "identical to" : "different from";
            const where = differing.length === 0 ? "" : `, in ${differing.join(", ")}`;
            print(`${projection.name}: ${rows} rows, ${verdict} a rebuild up to position ${position} (${position} events in ${(milliseconds / 1_000).toFixed(3)} s)${where}`);
          });
    await Effect.runPromise(Effect.provide(work, Layer.fresh(database)));
  }
  return same;
};

/**
 * `streams` makes the stream of the service on its broker, or changes it to what it is defined as: for a job before the first
 * start, or after `NATS_STREAM_REPLICAS` was changed. A second run changes nothing. The relay does the same when it connects.
 */
const streams = async <V extends Variables, R>(service: Service<V, R>, config: ServiceConfig<V>): Promise<void> => {
  if (config.NATS_URL === null) throw new Error("NATS_URL is not given: there is no broker to make a stream on");
  const broker = await Broker.connect({ url: config.NATS_URL, source: service.name, replicas: config.NATS_STREAM_REPLICAS });
  try {
    print(`${streamName(service.name)}: ${await broker.ensureStream()} (nats-server ${broker.version})`);
  } finally {
    await broker.close();
  }
};

/** After a restore: whoever follows the log learns that its past has changed. False when a running process would go on as before. */
const renew = async <V extends Variables, R>(service: Service<V, R>, config: ServiceConfig<V>, isForced: boolean): Promise<boolean> => {
  const renewed = await migrateDatabase(service, config);
  const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: ownerUrlOf(config), max: 1 }) }) });
  try {
    const held = renewed !== null || isForced ? [] : await heldLeases(owner);
    if (held.length > 0) {
      print(`a running process holds the lease ${held.join(", ")}: stop the service first, or add --force`);
      return false;
    }
    const { newLogId, oldLogId } = renewed ?? (await renewLog(owner));
    print(`the log ${oldLogId} is now ${newLogId}`);
    return true;
  } finally {
    await owner.destroy();
  }
};

/** `erasures export` writes who was erased; `erasures replay <file>` erases them again in a restored database. */
const erasures = async <V extends Variables, R>(service: Service<V, R>, config: ServiceConfig<V>, file: string | null): Promise<void> => {
  const database = DatabaseModule.layer({ url: config.DATABASE_URL, poolSize: 2, applicationName: `cpts-${service.name}-erasures` });
  const work =
    file === null
      ? Effect.map(exportErasures, (lines) => void process.stdout.write(lines))
      : Effect.map(replayErasures(readFileSync(file, "utf8")), ({ files, subjects }) => print(`${subjects} erased again, ${files} files gone`));
  await Effect.runPromise(Effect.provide(work, database));
};

const usage = (service: string): string =>
  `\nCommands: serve (default) | migrate | streams | projections rebuild | projections verify\n  renew-log [--force]: after a restore, so that subscribers begin anew | erasures export | erasures replay <file>\nOptions: --help, --print-config\nExit codes: 0, 1 failure, ${exitConfig} wrong configuration\n(${service})`;

const configured = <V extends Variables, R>(service: Service<V, R>): ServiceConfig<V> => {
  const variables = variablesOf(service);
  const { config, faults } = readVariables(variables, process.env, (path) => readFileSync(path, "utf8"));
  const refused = armFailpoint(process.env);
  if (config !== null && refused === null) return config as ServiceConfig<V>;
  process.stderr.write(`${service.name}: ${refused ?? faultsText(faults)}\n`);
  return process.exit(exitConfig);
};

/** The whole of a service's `main.ts`: reads the configuration, then serves or runs a command. */
export const main = async <V extends Variables, R>(service: Service<V, R>): Promise<void> => {
  const [command = "serve", verb = "", file] = process.argv.slice(2);
  if (command === "--help") return print(helpText(service.name, variablesOf(service)) + "\n" + usage(service.name));
  const config = configured(service);
  if (command === "--print-config") return print(JSON.stringify(printable(variablesOf(service), config as never), null, 2));
  const log = makeLog(service.name, config.LOG_LEVEL);
  try {
    if (command === "serve") await serveUntilAsked(service, config, log);
    else if (command === "migrate") sayRenewal(log, await migrateDatabase(service, config));
    else if (command === "streams") await streams(service, config);
    else if (command === "projections" && (verb === "rebuild" || verb === "verify")) process.exitCode = (await projections(service, config, verb)) ? 0 : 1;
    else if (command === "renew-log" && (verb === "" || verb === "--force")) process.exitCode = (await renew(service, config, verb === "--force")) ? 0 : 1;
    else if (command === "erasures" && (verb === "export" || (verb === "replay" && file !== undefined))) await erasures(service, config, verb === "export" ? null : (file ?? null));
    else {
      print(usage(service.name));
      process.exitCode = 64;
    }
  } catch (error) {
    log.error("the service cannot run", errorFields(error));
    process.exitCode = 1;
  }
};
