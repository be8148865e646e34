import { withClient } from "@cpts/testing/database";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { catalogOf } from "../portability/catalog.ts";
import { kitLeftOut, type Portability } from "../portability/declaration.ts";
import type { TestService } from "./test-service.ts";

/** What a service does not say of its tables, or says twice or wrongly: every table of the database is either taken out or left out with a reason. */
export const portabilityFaults = async <R>({ database }: TestService, { leftOut, tables }: Portability<R>): Promise<ReadonlyArray<string>> => {
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: database.url, max: 1 }) }) });
  const catalog = await catalogOf(kysely).finally(() => kysely.destroy());
  const left = { ...kitLeftOut, ...leftOut };
  const taken = tables.map(({ name }) => name);
  const rules = await withClient(database.url, async (client) => {
    const refused: Array<string> = [];
    // Each condition is a query that the database understands.
    for (const { aggregates = [], name, of } of tables) await client.query(`select ${["1", ...aggregates].join(", ")} from "${name}" r where ${of}`, [crypto.randomUUID()]).catch((error: Error) => refused.push(`${name}: ${error.message}`));
    return refused;
  });
  return [
    ...[...catalog.keys()].filter((name) => !taken.includes(name) && !Object.hasOwn(left, name) && name !== "due" && name !== "file").map((name) => `${name} is neither taken out nor left out with a reason`),
    ...taken.filter((name) => Object.hasOwn(left, name)).map((name) => `${name} is taken out and left out`),
    ...[...taken, ...Object.keys(left)].filter((name) => !catalog.has(name)).map((name) => `${name} is no table`),
    ...tables.flatMap(({ masked = [], name, own = {} }) => [...masked, ...Object.keys(own)].filter((column) => catalog.get(name)?.columns.every((one) => one.name !== column)).map((column) => `${name}.${column} is no column`)),
    ...taken.filter((name) => catalog.get(name)?.key.length === 0).map((name) => `${name} has no key`),
    ...tables.filter(({ isVersioned, name }) => isVersioned === true && catalog.get(name)?.columns.every((one) => one.name !== "version")).map(({ name }) => `${name} has no version`),
    ...rules,
  ];
};
