import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNats } from "@cpts/servers/nats";
import { afterAll, describe, expect, it } from "vitest";
import { demonstration } from "./demonstration/demonstration.ts";
import { enterDemonstration } from "./demonstration/enter.ts";
import { clientOf, natsPid, postgresPid, runLauncher, startPlatform } from "./platform.fixture.ts";
import { survivors } from "@cpts/servers/process-table";

const folder = mkdtempSync(join(tmpdir(), "cpts-local-"));
type Platform = Awaited<ReturnType<typeof startPlatform>>;
let platform: Platform;

afterAll(async () => {
  platform.signal("SIGKILL");
  await survivors(platform.family(), 60_000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const json = async (path: string): Promise<unknown> => (await fetch(platform.url + path)).json();
const coveringNames = async (commune: string): Promise<ReadonlyArray<string>> => {
  const { coveredBy } = (await json(`/registry/v1/communes/${commune}`)) as { readonly coveredBy: ReadonlyArray<{ readonly name: string }> };
  return coveredBy.map(({ name }) => name);
};
const territoryOf = async (key: string) => {
  const { registry } = await clientOf(folder, platform.url);
  const { data } = await registry.listCpts({ identifier: `urn:cpts:demonstration|${key}` });
  const id = data.items[0]?.id ?? "";
  return { id, ...(await registry.readTerritory({ id })).data };
};

/** The NATS process, once its file names it: without one, `kill` would mean ourselves. */
const natsOf = async (of: string): Promise<number> => {
  await expect.poll(() => natsPid(of)).not.toBeNull();
  return natsPid(of) ?? expect.fail("no NATS process");
};

describe("the platform on one machine", () => {
  it("starts empty when the demonstration is not wanted", async () => {
    platform = await startPlatform(folder, ["--no-demo"]);
    expect(await coveringNames("37003")).toEqual([]);
    expect(platform.output()).toContain("non demandée");
  });

  it("enters nothing twice, however many enter at once, and an entry cut short is left for later", async () => {
    const connection = await clientOf(folder, platform.url);
    const { registry } = connection;
    let calls = 0;
    const registerCpts = ((...args: Parameters<typeof registry.registerCpts>) => {
      calls += 1;
      return calls > 6 ? Promise.reject(new Error("cut")) : registry.registerCpts(...args);
    }) as typeof registry.registerCpts;
    const cut = { ...connection, registry: { ...registry, registerCpts } };
    const twins = await Promise.allSettled([enterDemonstration(cut), enterDemonstration(cut)]);
    const { data } = await registry.listCpts();
    expect(twins.map(({ status }) => status)).toContain("rejected");
    expect(data.items.length).toBeLessThan(demonstration.length);
    expect(new Set(data.items.map(({ name }) => name)).size).toBe(data.items.length);
  });

  it("leaves no process behind a Ctrl-C", async () => {
    const family = platform.family();
    expect(family).toContain(postgresPid(folder));
    platform.signal("SIGINT");
    expect(await platform.exited).toBe(0);
    expect(await survivors(family, 0)).toEqual([]);
  });

  it("completes at its next start what was not entered", async () => {
    platform = await startPlatform(folder);
    expect(platform.output()).toMatch(/Démonstration \/ Demo\s+7 CPTS reconstituées ; sur \d+ éléments, [1-9]\d* inscrits/u);
  });

  it("answers which CPTS covers a commune", async () => {
    expect(await coveringNames("37003")).toEqual(["CPTS Asclépios"]);
    expect(await coveringNames("18279")).toEqual(["CPTS Berry Vierzon Sologne"]);
    expect(await coveringNames("75056")).toEqual([]);
  });

  it("computes three departements and seven EPCI for Berry Vierzon Sologne, beside the two sets that are declared", async () => {
    const territory = await territoryOf("berry-vierzon-sologne");
    expect(territory.provenance.status).toBe("reconstructed");
    expect(territory.computed.status).toBe("reconstructed");
    expect(territory.computed.departements.map(({ code }) => code)).toEqual(["18", "36", "41"]);
    expect(territory.computed.epci).toHaveLength(7);
    expect(territory.declared.filter(({ fact }) => fact.property === "departements").map(({ fact }) => fact.value)).toEqual([["18", "41"], ["18", "36", "41"]]);
    expect(territory.comparisons.filter(({ confirms }) => confirms)).toEqual([]);
  });

  it("finds Asclepios to be at least T2 by declaration and T2 by computation", async () => {
    const territory = await territoryOf("asclepios");
    expect(territory.declaredSizeClasses).toEqual([{ factId: expect.any(String), atLeast: "T2", atMost: null }]);
    expect(territory.computed.sizeClass).toBe("T2");
  });

  it("lets the directory learn the same territory from the events", async () => {
    const { id, communes } = await territoryOf("rabelaisie");
    const cpts = await clientOf(folder, platform.url);
    const learned = await expect.poll(() => cpts.directory.readTerritory({ id }).then(({ data }) => data.communes, () => []));
    await learned.toEqual(communes.map(({ code }) => code));
  });

  it("says on its first page what runs, and that nothing is elsewhere", async () => {
    expect(await (await fetch(`${platform.url}/`)).text()).toMatch(/(\d+) services prêts sur \1[\s\S]*\/reference\/registry[\s\S]*\/reference\/directory/u);
    const index = (await (await fetch(`${platform.url}/`, { headers: { accept: "application/json" } })).json()) as { readonly services: ReadonlyArray<{ readonly ready: string }> };
    const ready = await Promise.all(index.services.map((service) => fetch(service.ready)));
    expect(ready.map(({ status }) => status)).toEqual(index.services.map(() => 200));
    expect((await fetch(`${platform.url}/registryx/v1/cpts`)).status).toBe(404);
  });

  it("keeps its keys and passwords to its owner", () => {
    for (const secret of ["issuer/key.json", "postgres/passwords/registry.json", "postgres/data.password"]) expect(statSync(join(folder, secret)).mode & 0o077).toBe(0);
  });

  it("does not start twice on a folder, and says where it runs", async () => {
    const { code, output } = await runLauncher(folder);
    expect(code).toBe(75);
    expect(output.trim().split("\n")).toEqual([expect.stringContaining(`processus ${platform.pid} (${platform.url})`)]);
  });

  it("names a port that is taken, and how to choose another", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    // An address on TCP is an AddressInfo; Node's type also covers pipes.
    const { port } = other.address() as AddressInfo;
    const { code, output } = await runLauncher(join(folder, "other"), [], { PORT: String(port) });
    other.close();
    expect(code).toBe(78);
    expect(output.trim().split("\n")).toEqual([expect.stringMatching(new RegExp(`Le port ${port} .*PORT=\\d+ npm start`, "u"))]);
  });

  it("refuses an unknown option, an impossible port and production", async () => {
    const answers = await Promise.all([
      runLauncher(folder, ["--demo"]),
      runLauncher(folder, [], { PORT: "http" }),
      runLauncher(folder, [], { NODE_ENV: "production" }),
      runLauncher(folder, ["--help"]),
    ]);
    expect(answers.map(({ code }) => code)).toEqual([64, 78, 78, 0]);
  });

  it("starts PostgreSQL again when it crashes, and answers as before", async () => {
    process.kill(postgresPid(folder), "SIGKILL");
    await platform.printed(/PostgreSQL est reparti/u);
    expect((await territoryOf("asclepios")).computed.sizeClass).toBe("T2");
  });

  it.skipIf(findNats() === null)("starts NATS again when it crashes, on the same port", async () => {
    process.kill(await natsOf(folder), "SIGKILL");
    await platform.printed(/NATS est reparti/u);
    expect(natsPid(folder)).not.toBeNull();
  });

  it("leaves nothing when it is killed, and starts again with its data", async () => {
    const before = (await territoryOf("sud-28")).id;
    const family = platform.family();
    platform.signal("SIGKILL");
    expect(await survivors(family, 60_000)).toEqual([]);
    platform = await startPlatform(folder);
    expect(platform.output()).toMatch(/sur \d+ éléments, 0 inscrits/u);
    expect((await territoryOf("sud-28")).id).toBe(before);
  });

  it("ends at once when Ctrl-C is repeated, even though a server does not answer", async () => {
    const family = platform.family();
    const postgres = postgresPid(folder);
    process.kill(postgres, "SIGSTOP");
    platform.signal("SIGINT");
    await platform.printed(/Arrêt…/u);
    const again = setInterval(() => platform.signal("SIGINT"), 600);
    expect(await platform.exited).toBe(130);
    clearInterval(again);
    process.kill(postgres, "SIGCONT");
    expect(await survivors(family, 60_000)).toEqual([]);
  });

  it("says loudly that there is no NATS server, and works all the same", async () => {
    // Debian keeps nats-server in sbin.
    platform = await startPlatform(folder, [], { CPTS_NATS_SERVER: "", PATH: "/usr/bin:/bin" });
    expect(platform.output()).toMatch(/ATTENTION : aucun serveur NATS[\s\S]*WARNING: no NATS server/u);
    const { id, communes } = await territoryOf("sud-28");
    const { directory } = await clientOf(folder, platform.url);
    expect((await directory.readTerritory({ id })).data.communes).toHaveLength(communes.length);
  });

  it("starts although nobody answers at NATS_URL, and says so", async () => {
    platform.signal("SIGTERM");
    expect(await platform.exited).toBe(0);
    platform = await startPlatform(folder, [], { NATS_URL: "nats://127.0.0.1:1" });
    expect(platform.output()).toContain("Personne ne répond à NATS_URL");
  });
});
