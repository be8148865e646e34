import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { queryRows } from "@cpts/testing/database";
import { startSupervised, type SupervisedProcess } from "@cpts/servers/supervised-process";
import { withClient } from "@cpts/servers/database-roles";

export interface SubscriberOptions {
  readonly name: string;
  readonly feedUrl: string;
  readonly natsUrl: string | null;
  /** How long it takes over each event; 0 for no time. */
  readonly msPerEvent?: number;
}

/** An SDK subscriber in a process of its own, with a database of its own. */
export interface Subscriber {
  readonly name: string;
  readonly databaseUrl: () => string;
  readonly start: () => void;
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly cursor: () => Promise<{ readonly logId: string; readonly position: number } | null>;
  /** What it has received, in the order of receipt. */
  readonly received: () => Promise<ReadonlyArray<{ readonly logId: string; readonly position: number; readonly id: string }>>;
  /** How often it has begun again because the log was another one. */
  readonly rebuilds: () => Promise<number>;
  readonly output: () => string;
}

const databaseOf = (name: string): string => `subscriber_${name.replaceAll("-", "_")}`;

/** Makes the database and its tables. `urlOf` is asked each time: a server may come back elsewhere. */
export const subscriber = async (options: SubscriberOptions, urlOf: (database: string) => string, folder: string): Promise<Subscriber> => {
  const database = databaseOf(options.name);
  await withClient(urlOf("postgres"), (client) => client.query(`create database "${database}"`));
  await withClient(urlOf(database), (client) =>
    client.query(`create table received (seq bigserial, log_id text not null, position bigint not null, id text not null, body json not null);
      create table cursor (log_id text not null, position bigint not null);
      create table rebuilds (count integer not null); insert into rebuilds values (0)`),
  );
  const databaseUrl = (): string => urlOf(database);
  const logFile = join(folder, `${database}.log`);
  const rows = (text: string) => queryRows(databaseUrl(), text);
  let running: SupervisedProcess | null = null;
  return {
    name: options.name,
    databaseUrl,
    start: () => {
      const log = openSync(logFile, "a");
      running = startSupervised([process.execPath, "--conditions=@cpts/source", join(import.meta.dirname, "subscriber-main.ts")], {
        stopSignals: ["SIGTERM", "SIGKILL"],
        stdio: ["ignore", log, log],
        env: {
          PATH: process.env["PATH"],
          FEED_URL: options.feedUrl,
          DATABASE_URL: databaseUrl(),
          MS_PER_EVENT: String(options.msPerEvent ?? 0),
          ...(options.natsUrl === null ? {} : { NATS_URL: options.natsUrl }),
        },
        ownSession: true,
      });
      closeSync(log);
    },
    kill: async () => {
      running?.signal("SIGKILL");
      await running?.exited;
    },
    stop: async () => running?.stop(),
    cursor: async () => {
      const [row] = await rows("select log_id, position from cursor");
      return row === undefined ? null : { logId: String(row["log_id"]), position: Number(row["position"]) };
    },
    received: async () =>
      (await rows("select log_id, position, id from received order by seq")).map((row) => ({ logId: String(row["log_id"]), position: Number(row["position"]), id: String(row["id"]) })),
    rebuilds: async () => Number((await rows("select count from rebuilds"))[0]?.["count"]),
    output: () => readFileSync(logFile, "utf8"),
  };
};
