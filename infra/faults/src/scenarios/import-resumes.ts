import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ensureDatabase } from "@cpts/servers/database-roles";
import { freePort } from "@cpts/servers/free-port";
import { queryRows } from "@cpts/testing/database";
import { someOf } from "@cpts/testing/faults/log-check";
import { roleOf, rolesOf } from "../prepared.ts";
import { scenario } from "../scenario.ts";
import { databaseUnderTest, type DatabaseUnderTest } from "../servers-under-test.ts";
import { commandOf, serviceUnderTest } from "../service-under-test.ts";

const tables = ["region", "departement", "epci", "commune", "former_commune", "commune_search", "epci_search", "event"];

const digestsOf = (database: DatabaseUnderTest, name: string): Promise<ReadonlyArray<string>> =>
  Promise.all(
    tables.map(async (table) => {
      const [row] = await queryRows(database.url(name), `select md5(coalesce(string_agg(t::text, chr(10) order by t::text collate "C"), '')) || ' ' || count(*) as digest from ${table} t`);
      return `${table} ${String(row?.["digest"])}`;
    }),
  );

/** The registry loads 35 thousand communes at its first start, and dies at any moment of it. */
export const importResumes = scenario({
  name: "import-resumes",
  promises: ["P18"],
  sentence: "An import that was interrupted ends, started again, with the very tables of one that was not",
  needsBroker: false,
  sizes: { gate: { kills: 2 }, long: { kills: 20 } },
  run: async (stage, { kills }) => {
    const dataDir = join(stage.folder, "import", "postgres");
    stage.prepared.copyTo(dataDir);
    const database = await databaseUnderTest(dataDir);
    const name = "interrupted";
    await ensureDatabase(database.url("postgres"), rolesOf(name));
    const registry = serviceUnderTest({
      name: "registry",
      command: commandOf("registry"),
      port: await freePort(),
      logFile: join(stage.folder, "import", "registry.log"),
      environment: { DATABASE_URL: database.url(name, roleOf(name, "app")), DATABASE_DIRECT_URL: database.url(name, roleOf(name, "owner")), DIRECTORY_URL: "http://127.0.0.1:1", CONTRACTS_URL: "http://127.0.0.1:1" },
    });
    try {
      const began = Date.now();
      await registry.start();
      const wholeMs = Date.now() - began;
      await registry.kill();
      const expected = await digestsOf(database, name);
      let interrupted = 0;
      for (let kill = 0; kill < kills; kill += 1) {
        // Every other time from nothing, else from what the last kill left.
        if (kill % 2 === 0) await queryRows(database.url("postgres"), `drop database ${name} with (force)`);
        await ensureDatabase(database.url("postgres"), rolesOf(name));
        let served = false;
        const starting = registry.start().then(() => (served = !registry.hasExited()));
        await delay(Math.random() * wholeMs);
        if (!served) interrupted += 1;
        await registry.kill();
        await starting;
      }
      await registry.start();
      const found = await digestsOf(database, name);
      const different = expected.filter((digest) => !found.includes(digest));
      return { acked: 0, lost: 0, twice: 0, worstGapMs: null, recoveryMs: null, faults: someOf("tables differ from an uninterrupted import", different), notes: [`${interrupted} of ${kills} kills before the service served`] };
    } finally {
      await registry.kill();
      await database.kill();
    }
  },
});
