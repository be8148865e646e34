import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connection } from "@cpts/sdk";
import { survivors } from "@cpts/servers/process-table";
import { withClient } from "@cpts/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cpts, cptsUntil, type CptsRun } from "./cpts.fixture.ts";
import { issuerName } from "./issuer/issuer-address.ts";
import { issuerKey } from "./issuer/keys.ts";
import { mint } from "./issuer/mint.ts";
import { clientOf, startPlatform } from "./platform.fixture.ts";
import { everyScope, serviceNames } from "./service-names.ts";
import { vaccinationYear } from "./year-of-prevention.fixture.ts";

type Platform = Awaited<ReturnType<typeof startPlatform>>;

const root = mkdtempSync(join(tmpdir(), "cpts-archive-"));
const [here, there, archives] = ["here", "there", "archives"].map((name) => join(root, name)) as [string, string, string]; // as many as are named
const running: Array<Platform> = [];

const environmentOf = async (folder: string, { url }: Platform): Promise<NodeJS.ProcessEnv> => {
  const scope = `${everyScope} platform:export platform:operate`;
  return { CPTS_URL: url, CPTS_TOKEN: await mint(await issuerKey(folder), issuerName(folder, undefined), { role: "service-account", subject: "test", cptsIds: [], regions: [], departements: [], scope }, 1) };
};

let [atHome, elsewhere]: ReadonlyArray<NodeJS.ProcessEnv> = [];
let home: Connection;
let away: Connection;
let year: Awaited<ReturnType<typeof vaccinationYear>>;
/** A demonstration, and the CPTS of the year. */
let moving: ReadonlyArray<{ readonly id: string; readonly name: string }>;

beforeAll(async () => {
  for (const folder of [here, there, archives]) mkdirSync(folder);
  const [first, second] = [await startPlatform(here), await startPlatform(there, ["--no-demo"])];
  running.push(first, second);
  [atHome, elsewhere] = [await environmentOf(here, first), await environmentOf(there, second)];
  [home, away] = [await clientOf(here, first.url), await clientOf(there, second.url)];
  year = await vaccinationYear(home);
  await home.registry.addDocument({ id: year.cptsId, name: "statuts.txt", kind: "statutes", visibility: "public" }, new Uint8Array(Buffer.from("Statuts de l'association, article premier.")));
  moving = (await home.registry.listCpts()).data.items.filter(({ id, name }) => id === year.cptsId || /Asclépios/u.test(name));
});
afterAll(async () => {
  for (const platform of running) {
    platform.signal("SIGTERM");
    await platform.exited;
    await survivors(platform.family(), 60_000);
  }
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

const taken = async (env: NodeJS.ProcessEnv | undefined, id: string, out: string) => {
  const run = await cpts(env ?? {}, "export", "--cpts", id, "--out", join(archives, out), "--json");
  expect([run.code, run.err]).toEqual([0, ""]);
  return JSON.parse(run.out) as { readonly hash: string; readonly rows: number; readonly events: number; readonly files: number };
};
const given = (archive: string): Promise<CptsRun> => cpts(elsewhere ?? {}, "import", join(archives, archive), "--json");

const inService = async (folder: string, service: string, statement: string) => {
  const url = /^DATABASE_DIRECT_URL='(.*)'$/mu.exec(readFileSync(join(folder, `${service}.env`), "utf8"))?.[1] ?? "";
  return withClient(url, async (owner) => (await owner.query(statement)).rows);
};

describe("a CPTS that leaves an instance for another", () => {
  it("is taken in by running the import again where it was interrupted", async () => {
    await taken(atHome, year.cptsId, `${year.cptsId}.zip`);
    const begun = await cptsUntil(elsewhere ?? {}, 1, "interrupt", "import", join(archives, `${year.cptsId}.zip`));
    expect(begun.lines[0]).toMatch(/^registry: [1-9]\d* rows/u);
    const again = await given(`${year.cptsId}.zip`);
    const { services } = JSON.parse(again.out) as { readonly services: ReadonlyArray<{ readonly rows: number; readonly present: number }> };
    expect([again.code, services[0]?.rows, (services[0]?.present ?? 0) > 0]).toEqual([0, 0, true]);
  });

  it("is there as it was here: demonstrations, and one with members, sessions, a contract and a file, by one hash", async () => {
    const sizes = new Map<string, Awaited<ReturnType<typeof taken>>>();
    for (const { id, name } of moving) {
      const before = await taken(atHome, id, `${id}-first.zip`);
      const run = await given(`${id}-first.zip`);
      expect([name, run.code, run.err]).toEqual([name, 0, ""]);
      sizes.set(id, before);
      expect([name, await taken(elsewhere, id, `${id}-again`)]).toEqual([name, { ...before, out: join(archives, `${id}-again`) }]);
    }
    const { events = 0, files, rows = 0 } = sizes.get(year.cptsId) ?? {};
    expect([files, events > 30, rows > 40]).toEqual([1, true, true]);
  });

  it("is read there by its people: members, sessions with who came, the calendar, the contract and its file", async () => {
    const shown = async ({ contracts, directory, prevention, registry }: Connection) => ({
      cpts: (await registry.readCpts({ id: year.cptsId })).data,
      members: (await directory.listMemberships({ cpts: year.cptsId })).data,
      signUps: (await prevention.listSignUps({ id: year.held })).data,
      session: (await prevention.readSession({ id: year.moved })).data,
      contract: (await contracts.readContract({ id: year.contractId })).data,
      sheets: (await contracts.listActionSheets({ id: year.contractId })).data,
      documents: (await registry.listDocuments({ id: year.cptsId })).data,
    });
    await expect.poll(() => shown(away), { timeout: 30_000 }).toEqual(await shown(home));
  });

  it("goes on there: what is written next has the next version, and the log stands the audit", async () => {
    const { data, etag } = await away.registry.readCpts({ id: year.cptsId });
    const changed = await away.registry.changeCpts({ id: year.cptsId }, { shortName: "Année" }, { ifMatch: etag });
    expect(changed.data.version).toBe(data.version + 1);
    for (const service of serviceNames) expect((await inService(there, service, "select count(*)::int as parked from parked_event"))[0]).toEqual({ parked: 0 });
    expect((await cpts(elsewhere ?? {}, "audit", "verify", "--json")).code).toBe(0);
  });

  it("a second time changes nothing, and what has gone on since is refused with its place", async () => {
    const [other] = moving.filter(({ id }) => id !== year.cptsId);
    const again = await given(`${other?.id}-first.zip`);
    expect(again.code).toBe(0);
    const { services } = JSON.parse(again.out) as { readonly services: ReadonlyArray<{ readonly rows: number; readonly events: number; readonly files: number }> };
    expect(services.map(({ events, files, rows }) => [rows, events, files])).toEqual([[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]);
    const refused = await cpts({ ...elsewhere }, "import", join(archives, `${year.cptsId}.zip`));
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining("is here already, with another content")]);
  });

  it("takes nothing of another along", async () => {
    const { items } = (await home.registry.listCpts()).data;
    for (const { id } of moving) {
      const folder = join(archives, `${id}-again`);
      const text = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name, parentPath }) => readFileSync(join(parentPath, name), "utf8")).join("\n");
      expect(items.filter((one) => one.id !== id && text.includes(one.id)).map(({ name }) => name)).toEqual([]);
    }
  });

  it("is complete: every event that names the CPTS is in its archive", async () => {
    const archived = serviceNames.flatMap((service) => {
      try {
        return readFileSync(join(archives, `${year.cptsId}-again`, service, "events.ndjson"), "utf8").trim().split("\n").map((line) => (JSON.parse(line) as { readonly id: string }).id);
      } catch {
        return [];
      }
    });
    const told: Array<string> = [];
    for (const service of serviceNames) told.push(...(await inService(here, service, `select id from event where data::text like '%${year.cptsId}%'`)).map(({ id }: { readonly id: string }) => id));
    expect(told.filter((id) => !archived.includes(id))).toEqual([]);
  });

  it("is not taken in when a file of it was changed, and is not written over", async () => {
    const folder = join(archives, `${year.cptsId}-again`);
    const file = join(folder, "registry", "tables", "cpts.ndjson");
    writeFileSync(file, readFileSync(file, "utf8").replace("l'année", "d'ailleurs"));
    const run = await given(`${year.cptsId}-again`);
    expect([run.code, run.err]).toEqual([1, "The archive is damaged or was changed: registry/tables/cpts.ndjson\n"]);
    const over = await cpts(atHome ?? {}, "export", "--cpts", year.cptsId, "--out", folder);
    expect([over.code, over.err]).toEqual([2, expect.stringContaining("Is there already")]);
  });

  it("is given to nobody without the right, and who had it is noted", async () => {
    const { CPTS_TOKEN: _, ...visitor } = atHome ?? {};
    expect((await cpts(visitor, "export", "--cpts", year.cptsId, "--out", join(archives, "stolen"))).code).toBe(3);
    const [noted] = await inService(here, "directory", `select kind, role, hash is not null as finished from cpts_transfer where cpts_id = '${year.cptsId}' order by id desc limit 1`);
    expect(noted).toEqual({ kind: "export", role: "service-account", finished: true });
    expect((await home.registry.listCptsTransfers().catch((error: unknown) => error)) instanceof Error).toBe(true);
  });
});
