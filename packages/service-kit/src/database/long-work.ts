import { Effect } from "effect";
import { Kysely, PostgresDialect } from "kysely";
import { Client } from "pg";
import { Database } from "./database.ts";
import { typeParsers } from "./named-client.ts";
import { endsWithClient, makePool } from "./pool.ts";

/** Such a connection: nothing else uses it. */
export type LongConnection = Client;

/**
 * A connection of one's own for work that lasts longer than a request may: the pool's statements are cut after four seconds.
 * `limitMs` is the limit of each of its statements. Closed with its scope, which ends what the server still does.
 */
export const longConnection = (applicationName: string, limitMs: number) =>
  Effect.acquireRelease(
    Effect.flatMap(Database, ({ pool }) =>
      Effect.promise(async () => {
        const { connectionString } = pool.options;
        const client = new Client({ ...(connectionString === undefined ? {} : { connectionString }), application_name: applicationName, options: endsWithClient, statement_timeout: limitMs, keepAlive: true, connectionTimeoutMillis: 5_000, types: typeParsers });
        // A connection that breaks fails the statement under way; unheard, its error would end the process.
        client.on("error", () => {});
        await client.connect();
        return client;
      }),
    ),
    (client) => Effect.promise(() => client.end().catch(() => {})),
  );

/** The same for what is written with Kysely: a database of one connection, which may also think for so long between two statements. */
export const longDatabase = <DB>(applicationName: string, limitMs: number) =>
  Effect.acquireRelease(
    Effect.map(Database, ({ pool }) => new Kysely<DB>({ dialect: new PostgresDialect({ pool: makePool({ url: pool.options.connectionString ?? "", poolSize: 1, applicationName, limitMs }) }) })),
    (kysely) => Effect.promise(() => kysely.destroy()),
  );
