import { queryRows, testDatabase, withClient } from "@cpts/testing/database";
import { registry } from "@cpts/api/Registry";
import { Effect, ManagedRuntime } from "effect";
import * as fc from "fast-check";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { afterAll, expect, test } from "vitest";
import { layer, transaction } from "../database/database.ts";
import { applyTogether } from "../subscriptions/apply/together.ts";
import type { EncodedEvent } from "../subscriptions/projection.ts";
import { encodedEvent } from "../testing/encoded-event.fixture.ts";
import { territories } from "./projection.ts";
import { knownFigures, knownTerritories } from "./tables.ts";

const database = await testDatabase({
  name: "known",
  migrate: async (url) => {
    const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url, max: 1 }) }) });
    await knownTerritories(kysely);
    // The table of cursors is the kit's; nothing was learned here yet.
    await withClient(url, (owner) => owner.query("create table subscription_cursor (subscription text)"));
    await knownFigures(kysely);
    await kysely.destroy();
    await withClient(url, (owner) => owner.query("grant select, insert, update, delete on all tables in schema public to known_app"));
  },
});
const runtime = ManagedRuntime.make(layer({ url: database.url, poolSize: 1, applicationName: "known" }));
afterAll(async () => {
  await runtime.dispose();
  await database.drop();
});

const { cptsChanged, territoryChanged, territoryWithdrawn } = registry.events;
const cptsIds = ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002", "00000000-0000-7000-8000-000000000003"];
const dates = [null, "2019", "2020-06", "2020-06-15", "2021-01-01", "2021-09-01", "2022"];

type Change = { readonly cpts: number; readonly what: "changed" | "withdrawn" | "renamed"; readonly from: number; readonly to: number | null; readonly communes: number };
const changes: fc.Arbitrary<ReadonlyArray<Change>> = fc.array(
  fc.record({ cpts: fc.nat(cptsIds.length - 1), what: fc.constantFrom("changed", "changed", "changed", "withdrawn", "renamed"), from: fc.nat(dates.length - 1), to: fc.option(fc.nat(dates.length - 1)), communes: fc.nat(90) }),
  { minLength: 1, maxLength: 25 },
);

const eventOf = ({ communes, cpts, from, to, what }: Change, index: number): EncodedEvent => {
  const cptsId = cptsIds[cpts] ?? "";
  const validFrom = dates[from] ?? null;
  const data = {
    renamed: { ...cptsChanged.example, cptsId, name: `CPTS ${communes}` },
    withdrawn: { ...territoryWithdrawn.example, cptsId, validFrom },
    changed: { ...territoryChanged.example, cptsId, validFrom, ...(to === null ? {} : { validTo: dates[to] ?? null }), territory: { ...territoryChanged.example.territory, communes: [`370${10 + communes}`] } },
  }[what];
  const type = { renamed: cptsChanged, withdrawn: territoryWithdrawn, changed: territoryChanged }[what].type;
  return encodedEvent({ position: index + 1, type, subject: cptsId, data });
};

const learnedOf = async (batches: ReadonlyArray<ReadonlyArray<EncodedEvent>>) => {
  for (const table of territories.tables) await queryRows(database.adminUrl, `delete from ${table}`);
  for (const events of batches) await runtime.runPromise(transaction(applyTogether(territories, events)));
  return Promise.all(territories.tables.map((table) => queryRows(database.adminUrl, `select row_to_json(t)::text as row from ${table} t order by 1`)));
};

test("territories learned all at once are those learned one by one, in their order", async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      const events = all.map(eventOf);
      const oneByOne = await learnedOf(events.map((event) => [event]));
      expect(await learnedOf([events])).toEqual(oneByOne);
    }),
    { numRuns: 60 },
  );
});

test("the territories of a CPTS are numbered without a gap", async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (all) => {
      await learnedOf([all.map(eventOf)]);
      const rows = await queryRows(database.adminUrl, "select cpts_id, array_agg(number order by number) as numbers from known_territory group by 1");
      for (const { numbers } of rows) expect(numbers).toEqual((numbers as ReadonlyArray<number>).map((_, index) => index + 1));
    }),
    { numRuns: 30 },
  );
});

test("a change of tomorrow's registry that cannot be read is no reason to learn half of a batch", async () => {
  const good = eventOf({ cpts: 0, what: "changed", from: 4, to: null, communes: 1 }, 0);
  const bad = { ...eventOf({ cpts: 1, what: "changed", from: 4, to: null, communes: 1 }, 1), data: { cptsId: 7 } };
  await learnedOf([]);
  await expect(runtime.runPromise(transaction(Effect.asVoid(applyTogether(territories, [good, bad]))))).rejects.toMatchObject({ _tag: "PoisonEvent" });
  expect(await queryRows(database.adminUrl, "select from known_territory")).toEqual([]);
});
