import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "@cpts/servers/free-port";
import { findNats } from "@cpts/servers/nats";
import { withClient } from "@cpts/testing/database";
import { activityExtract } from "@cpts/testing/rpps-extract/extract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cpts, cptsProgram, cptsUntil } from "./cpts.fixture.ts";
import { registryBehindGateway } from "./gateway.fixture.ts";
import { issuerName } from "./issuer/issuer-address.ts";
import { issuerKey } from "./issuer/keys.ts";
import { mint } from "./issuer/mint.ts";
import { clientOf, startPlatform } from "./platform.fixture.ts";
import { survivors } from "@cpts/servers/process-table";

const folder = mkdtempSync(join(tmpdir(), "cpts-cli-"));
let platform: Awaited<ReturnType<typeof startPlatform>>;
let env: NodeJS.ProcessEnv;
let operator: NodeJS.ProcessEnv;

const tokenOf = async (role: "platform-admin" | "service-account", scope = "", hours = 1) =>
  mint(await issuerKey(folder), issuerName(folder, undefined), { role, subject: "test", cptsIds: [], regions: [], departements: [], scope }, hours);
const answered = async (path: string): Promise<string> => (await fetch(platform.url + path)).text();

beforeAll(async () => {
  platform = await startPlatform(folder);
  env = { CPTS_URL: platform.url };
  operator = { ...env, CPTS_TOKEN: await tokenOf("platform-admin") };
});
afterAll(async () => {
  platform.signal("SIGTERM");
  await platform.exited;
  await survivors(platform.family(), 60_000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Does something to the directory's database behind its back. */
const inDirectory = (statement: string): Promise<unknown> => {
  const url = /^DATABASE_DIRECT_URL='(.*)'$/mu.exec(readFileSync(join(folder, "directory.env"), "utf8"))?.[1] ?? "";
  return withClient(url, (owner) => owner.query(statement));
};

describe("cpts list", () => {
  it("shows the CPTS as a table, in the language of the machine", async () => {
    const { code, err, out } = await cpts({ ...env, LC_ALL: "fr_FR.UTF-8" }, "list", "cpts", "--q", "sologne");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Identifiant +Nom +Nom court.*\n[0-9a-f-]{36} {2}CPTS Berry Vierzon Sologne {2}CPTS BVS/u);
    expect((await cpts(env, "list", "cpts")).out).toMatch(/^Id +Name/u);
  });

  it("as JSON is the HTTP answer, and as lines its items", async () => {
    const body = await answered("/registry/v1/communes?q=amboise");
    expect((await cpts(env, "list", "communes", "--q", "amboise", "--json")).out).toBe(`${body}\n`);
    const items: ReadonlyArray<unknown> = JSON.parse(body).items;
    expect((await cpts(env, "list", "communes", "--q", "amboise", "--ndjson")).out).toBe(items.map((item) => `${JSON.stringify(item)}\n`).join(""));
  });

  it("follows the pages when all is asked for, and says where the next one is when not", async () => {
    const all = await cpts(env, "list", "cpts", "--limit", "3", "--all", "--json");
    expect(JSON.parse(all.out)).toEqual(JSON.parse(await answered("/registry/v1/cpts")));
    const some = await cpts(env, "list", "cpts", "--limit", "3", "--json");
    expect(some.err).toContain(`--cursor ${JSON.parse(some.out).nextCursor}`);
  });

  it("names the faulty parameter that the service refuses, and ends with 3", async () => {
    const { code, err, out } = await cpts(env, "list", "cpts", "--limit", "0");
    expect([code, out]).toEqual([3, ""]);
    expect(err).toMatch(/^Malformed request \(400 malformed-request\)\n {2}limit: out of range\ntrace [0-9a-f]{32}\n$/u);
  });

  it("ends with 4 when nobody is there, in two lines", async () => {
    const { code, err } = await cpts({}, "list", "cpts", "--url", "http://127.0.0.1:1");
    expect([code, err.trim().split("\n").length]).toEqual([4, 2]);
  });
});

describe("cpts get", () => {
  it("finds a CPTS by its name, by an identifier and by its id: the same answer, as the service gives it", async () => {
    const [found] = JSON.parse(await answered("/registry/v1/cpts?q=asclepios")).items;
    const body = `${await answered(`/registry/v1/cpts/${found.id}`)}\n`;
    for (const word of [found.id, "CPTS Asclépios", "asclepios", "urn:cpts:demonstration|asclepios"]) expect((await cpts(env, "get", "cpts", word, "--json")).out).toBe(body);
  });

  it("lists the candidates of a name that several bear, and says that nothing has it when none does", async () => {
    const several = await cpts(env, "get", "cpts", "cpts");
    expect([several.code, several.out]).toEqual([1, ""]);
    expect(several.err).toMatch(/"cpts" may be any of 7:[\s\S]*CPTS Sud 28/u);
    expect(await cpts(env, "get", "cpts", "nowhere")).toEqual({ code: 1, out: "", err: 'Nothing is called "nowhere".\n' });
    expect((await cpts(env, "get", "cpts", "00000000-0000-4000-8000-000000000000")).code).toBe(1);
  });

  it("explains figures on a date, and shows a commune found by its name", async () => {
    const territory = JSON.parse((await cpts(env, "get", "territory", "asclepios", "--explain", "--as-of", "2026-01-01", "--json")).out);
    expect([territory.asOf, territory.explanations.length > 0]).toEqual(["2026-01-01", true]);
    expect((await cpts(env, "get", "commune", "Amboise")).out).toMatch(/^Code: 37003\nName: Amboise\n[\s\S]*Covered by:\n.*\n {2}CPTS Asclépios/u);
  });
});

describe("cpts events tail", () => {
  /** Events until a run has ended: the end of a pipe is seen when something is written to it. */
  const happeningUntil = async (run: Promise<unknown>, { registerCpts }: Awaited<ReturnType<typeof clientOf>>["registry"]): Promise<void> => {
    const ended = run.then(() => true);
    while (!(await Promise.race([ended, registerCpts({ name: "CPTS à venir" }).then(() => false)])));
  };
  const position = (line: string): number => Number(line.split(" ")[0]);

  it("prints the first five events of a log in their order, without NATS and with it", async () => {
    const tail = ["events", "tail", "registry", "--from-start", "--count", "5"];
    const alone = await cpts(env, ...tail);
    expect([alone.code, alone.out.trim().split("\n").map(position)]).toEqual([0, [1, 2, 3, 4, 5]]);
    expect(alone.out).toMatch(/^1 {2}\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} {2}cpts\.registry\.cpts\.registered\.v1 {2}[0-9a-f-]{36}\n/u);
    const nats = /NATS (nats:\/\/\S+)/u.exec(platform.output())?.[1];
    expect(nats === undefined).toBe(findNats() === null);
    expect(await cpts({ ...env, ...(nats === undefined ? {} : { NATS_URL: nats }) }, ...tail)).toEqual(alone);
  });

  it("begins at a position, keeps to a type, and prints whole events as JSON", async () => {
    const { out } = await cpts(env, "events", "tail", "registry", "--since", "2", "--types", "cpts.registered", "--count", "1", "--json");
    const event = JSON.parse(out);
    expect(event).toMatchObject({ specversion: "1.0", type: "cpts.registry.cpts.registered.v1" });
    expect(event.position).toBeGreaterThan(1);
    expect(event).toEqual(JSON.parse(await answered(`/registry/v1/events?after=${event.position - 1}&limit=1`)).events[0]);
  });

  it("ends well on Ctrl-C, and when the reader of its pipe has enough", async () => {
    const stopped = await cptsUntil(env, 20, "interrupt", "events", "tail", "registry", "--from-start");
    expect([stopped.code, stopped.err]).toEqual([0, ""]);
    const { registry } = await clientOf(folder, platform.url);
    const closing = cptsUntil(env, 5, "close its output", "events", "tail", "registry", "--from-start");
    await happeningUntil(closing, registry);
    expect(await closing).toMatchObject({ code: 0, err: "" });
  });

  it("shows what happens next in every log that may be read, and says which it leaves aside", async () => {
    const next = cpts(env, "events", "tail", "--count", "1");
    const { registry } = await clientOf(folder, platform.url);
    await happeningUntil(next, registry);
    expect(await next).toMatchObject({ code: 0, err: expect.stringContaining("directory: its log is not for everyone"), out: expect.stringContaining("cpts.registry.cpts.registered.v1") });
  });

  it("says that the log has changed, and ends with 1", async () => {
    const { code, err } = await cpts(env, "events", "tail", "registry", "--since", "00000000-0000-4000-8000-000000000000:3");
    expect([code, err]).toEqual([1, expect.stringContaining("The log of registry is another one")]);
  });
});

describe("cpts events replay", () => {
  const positions = (out: string): ReadonlyArray<number> => out.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line).position);
  const replay = (...args: ReadonlyArray<string>) => cpts(env, "events", "replay", "registry", ...args);

  it("prints what was recorded, once and in order, up to the head, and ends", async () => {
    const { events, head } = JSON.parse(await answered("/registry/v1/events?limit=500"));
    const all = await replay("--until", String(head));
    expect([all.code, all.err, all.out]).toEqual([0, "", events.map((event: unknown) => `${JSON.stringify(event)}\n`).join("")]);
  });

  it("begins and ends at positions or instants, and keeps to types", async () => {
    expect(positions((await replay("--since", "3", "--until", "6")).out)).toEqual([3, 4, 5, 6]);
    const { events, logId } = JSON.parse(await answered("/registry/v1/events?limit=500"));
    const time = events[4].time as string;
    const first = events.find((event: { readonly time: string }) => event.time >= time).position as number;
    expect(positions((await replay("--since", time)).out)[0]).toBe(first);
    expect(positions((await replay("--until", time)).out).length).toBe(events.filter((event: { readonly time: string }) => event.time <= time).length);
    expect(positions((await replay("--since", `${logId}:2`, "--until", "40", "--types", "cpts.registered")).out)).toEqual(
      events.filter(({ position, type }: { readonly position: number; readonly type: string }) => position >= 2 && position <= 40 && type === "cpts.registry.cpts.registered.v1").map(({ position }: { readonly position: number }) => position),
    );
  });

  it("ends with 1 when the log is another one, and with 2 when it makes no sense", async () => {
    expect(await replay("--since", "00000000-0000-4000-8000-000000000000:3")).toMatchObject({ code: 1, out: "", err: expect.stringContaining("The log of registry is another one") });
    for (const args of [["--since", "yesterday"], ["--until", "0"], ["directory"]]) expect((await replay(...args)).code).toBe(2);
  });

  it("has a tail beside it that begins at an instant too", async () => {
    const { events } = JSON.parse(await answered("/registry/v1/events?limit=500"));
    const first = events.find((event: { readonly time: string }) => event.time >= events[4].time).position as number;
    const { out } = await cpts(env, "events", "tail", "registry", "--since", events[4].time, "--count", "1", "--json");
    expect(positions(out)).toEqual([first]);
  });
});

describe("cpts events republish", () => {
  it("has the stream of the broker filled again from the log, where there is one", async () => {
    const hasBroker = /NATS nats:/u.test(platform.output());
    const { head } = JSON.parse(await answered("/registry/v1/events?limit=1"));
    const asked = await cpts(operator, "events", "republish", "registry", "--from", "3", "--json");
    const answer = asked.code === 0 ? JSON.parse(asked.out) : null;
    const published = [0, { service: "registry", logId: expect.any(String), from: 1, head }];
    expect([asked.code, answer]).toEqual(hasBroker ? published : [3, null]);
  });

  it("is for those who run the platform, and takes a position", async () => {
    expect(await cpts(env, "events", "republish", "registry")).toMatchObject({ code: 3, err: expect.stringContaining("platform:operate") });
    for (const words of [[], ["nowhere"], ["registry", "--from", "x"], ["registry", "more"]]) expect((await cpts(operator, "events", "republish", ...words)).code).toBe(2);
  });
});

describe("cpts dead-letters", () => {
  const refusing = `create function refuse() returns trigger language plpgsql as $$ begin if new.name like 'CPTS refus%' then raise exception 'refused for a test'; end if; return new; end $$;
    create trigger refuse before insert on known_cpts for each row execute function refuse()`;
  const letters = async (): Promise<ReadonlyArray<{ readonly position: number; readonly aggregateId: string; readonly state: string }>> => JSON.parse((await cpts(operator, "dead-letters", "list", "directory", "--json")).out).items;

  it("lists what could not be applied, shows it, applies it once the cause is gone, or gives it up", async () => {
    await inDirectory(refusing);
    const { registry } = await clientOf(folder, platform.url);
    for (const name of ["CPTS refusée", "CPTS refusée aussi"]) await registry.registerCpts({ name });
    await expect.poll(async () => (await letters()).map(({ state }) => state), { timeout: 30_000, interval: 500 }).toEqual(["parked", "parked"]);
    const [first, second] = await letters();
    const table = await cpts(operator, "dead-letters", "list");
    expect(table.out).toMatch(new RegExp(`^directory +territories +${first?.position} +parked +5 +${first?.aggregateId} +cpts\\.registry\\.cpts\\.registered\\.v1 +refused for a test$`, "mu"));
    expect((await cpts(operator, "dead-letters", "show", "directory", "territories", String(first?.position))).out).toContain("CPTS refusée");
    const inVain = await cpts(operator, "dead-letters", "retry", "directory", "territories");
    expect(inVain).toMatchObject({ code: 1, out: expect.stringContaining("0 event(s) applied, 0 aggregate(s) released, 2 parked still") });
    const dropped = await cpts(operator, "dead-letters", "drop", "directory", "territories", String(second?.position), "--reason", "registered by a test");
    expect(dropped).toMatchObject({ code: 0, out: `directory territories: event ${second?.position} is given up\n` });
    await inDirectory("drop trigger refuse on known_cpts; drop function refuse");
    const retried = await cpts(operator, "dead-letters", "retry", "directory", "territories", first?.aggregateId ?? "");
    expect(retried).toMatchObject({ code: 0, out: "directory territories: 1 event(s) applied, 1 aggregate(s) released, 0 parked still\n" });
    expect(await cpts(operator, "dead-letters", "list")).toEqual({ code: 0, out: "", err: "None.\n" });
    expect((await cpts(operator, "projections", "verify", "directory")).code).toBe(0);
    expect((await cpts(operator, "projections", "rebuild", "directory")).code).toBe(0);
    expect(await letters()).toEqual([]);
  });

  it("are for those who run the platform, and say what is wrong with the words", async () => {
    expect(await cpts(env, "dead-letters", "list")).toMatchObject({ code: 3, err: expect.stringContaining("platform:operate") });
    for (const words of [["nothing"], ["drop", "directory", "territories", "1"], ["retry", "directory"], ["show", "directory", "territories", "x"], ["list", "nowhere"]]) expect((await cpts(operator, "dead-letters", ...words)).code).toBe(2);
    expect((await cpts(operator, "dead-letters", "retry", "directory", "nothing")).code).toBe(1);
    expect((await cpts(operator, "dead-letters", "drop", "directory", "territories", "1", "--reason", "none")).code).toBe(1);
  });
});

describe("cpts audit verify", () => {
  it("finds every log as it was written, and prints what to note", async () => {
    const { code, out } = await cpts(operator, "audit", "verify");
    expect([code, out]).toEqual([0, expect.stringMatching(/^registry: \d+ event\(s\), as they were written\n {2}to be noted elsewhere: --against \d+:[0-9a-f]{64}\n/u)]);
    const against = /--against (\S+)/u.exec(out)?.[1] ?? "";
    expect(await cpts(operator, "audit", "verify", "registry", "--against", against)).toMatchObject({ code: 0, out: expect.stringContaining("the hash that was noted") });
    const other = against.replace(/:.*/u, `:${"0".repeat(64)}`);
    expect(await cpts(operator, "audit", "verify", "registry", "--against", other)).toMatchObject({ code: 1, out: expect.stringContaining("another hash than the one noted") });
  });

  it("names the first row that was changed by hand, and ends with 1", async () => {
    await inDirectory("create table kept as select position, data from event where position = 2; update event set data = '{}' where position = 2");
    expect(await cpts(operator, "audit", "verify", "directory")).toMatchObject({ code: 1, out: expect.stringContaining("directory: position 2 is not what was written") });
    await inDirectory("update event e set data = k.data from kept k where k.position = e.position; drop table kept");
    expect((await cpts(operator, "audit", "verify", "directory")).code).toBe(0);
  });

  it("is for those who run the platform", async () => {
    expect(await cpts(env, "audit", "verify", "registry")).toMatchObject({ code: 3, err: expect.stringContaining("platform:operate") });
    for (const words of [["nothing"], ["verify", "nowhere"], ["verify", "--against", `1:${"0".repeat(64)}`], ["verify", "registry", "--against", "x"]]) expect((await cpts(operator, "audit", ...words)).code).toBe(2);
  });
});

describe("cpts directory import", () => {
  const file = join(folder, "PS_LibreAcces_Personne_activite_202611010820.txt");

  it("sends an extract of the national register, and says what it changed", async () => {
    writeFileSync(file, Buffer.concat([...activityExtract({ people: 200 })]));
    expect(await cpts(operator, "directory", "import", file)).toMatchObject({ code: 0, out: expect.stringMatching(/^200 people \(\d+ rows\): 200 new, 0 changed, 0 gone\nedition of 2026-11-01\n/u) });
    expect(await cpts(operator, "directory", "import", file, "--lang", "fr")).toMatchObject({ code: 0, out: expect.stringContaining("rien n'a changé") });
  });

  it("says why a file is refused", async () => {
    writeFileSync(file, "Nom;Prénom\n");
    expect(await cpts(operator, "directory", "import", file)).toMatchObject({ code: 3, err: expect.stringContaining('separated by ";"') });
    writeFileSync(file, Buffer.concat([...activityExtract({ people: 20 })]));
    expect(await cpts(operator, "directory", "import", file)).toMatchObject({ code: 3, err: expect.stringContaining("maxDropPercent") });
    expect(await cpts(operator, "directory", "import", file, "--max-drop-percent", "100")).toMatchObject({ code: 0, out: expect.stringContaining("180 gone") });
  });

  it("is for those who run the platform", async () => {
    expect((await cpts(env, "directory", "import", file)).code).toBe(3);
    for (const words of [["import"], ["import", "/nowhere"], ["export", file]]) expect((await cpts(operator, "directory", ...words)).code).toBe(2);
  });
});

describe("cpts projections", () => {
  it("lists, verifies and rebuilds what the directory has learned", async () => {
    expect((await cpts(operator, "projections", "list")).out).toMatch(/^directory +territories +registry /mu);
    expect(await cpts(operator, "projections", "verify")).toMatchObject({ code: 0, out: expect.stringMatching(/^directory territories: \d+ rows, identical to a rebuild up to position \d+$/mu) });
    const rebuilt = await cpts(operator, "projections", "rebuild", "directory", "territories", "--json");
    expect(JSON.parse(rebuilt.out)).toEqual({ items: [{ service: "directory", name: "territories", position: expect.any(Number) }] });
  });

  it("finds what was changed by hand, ends with 1, and rebuilds it away", async () => {
    await inDirectory("update known_cpts set name = 'by hand' where name = 'CPTS Sud 28'");
    expect(await cpts(operator, "projections", "verify", "directory")).toMatchObject({ code: 1, out: "directory territories: differs from a rebuild in known_cpts\n" });
    expect((await cpts(operator, "projections", "rebuild", "directory")).code).toBe(0);
    expect((await cpts(operator, "projections", "verify", "directory")).code).toBe(0);
  });

  it("is for those who run the platform: 3 for others, with what it takes", async () => {
    const { code, err } = await cpts(env, "projections", "list");
    expect([code, err]).toEqual([3, expect.stringContaining("platform:operate")]);
    expect((await cpts({ ...env, CPTS_TOKEN: await tokenOf("service-account", "platform:operate") }, "projections", "list", "directory")).code).toBe(0);
  });

  it("says that a name is unknown: of a service 2, of a projection 1", async () => {
    expect((await cpts(operator, "projections", "verify", "nothing")).code).toBe(2);
    expect((await cpts(operator, "projections", "verify", "directory", "nothing")).code).toBe(1);
  });
});

describe("cpts doctor", () => {
  it("finds a platform that is well, and the broker if there is one", async () => {
    const nats = /NATS (nats:\/\/\S+)/u.exec(platform.output())?.[1];
    const { code, out } = await cpts({ ...operator, ...(nats === undefined ? {} : { NATS_URL: nats }) }, "doctor");
    expect([code, out]).toEqual([0, expect.stringMatching(/All is well\.\n$/u)]);
    expect(out).toMatch(/directory: territories: (?:up to date|catching up) with registry/u);
    expect(/NATS answers at \S+, version \d+\.\d+\.\d+$/mu.test(out)).toBe(nats !== undefined);
  });

  it("finds an expired token and a broker that is away, shows no token, and ends with 1", async () => {
    const token = await tokenOf("platform-admin", "", -1);
    const { code, out } = await cpts({ ...env, CPTS_TOKEN: token, NATS_URL: "nats://someone:secret@127.0.0.1:1" }, "doctor", "--json");
    const { checks, ok } = JSON.parse(out);
    expect([code, ok]).toEqual([1, false]);
    const faults = checks.filter(({ health }: { health: string }) => health === "fault");
    expect(faults.map(({ check }: { check: string }) => check)).toEqual(expect.arrayContaining(["token", "broker"]));
    expect(out).not.toContain(token);
    expect(out).not.toContain("someone:secret");
  });

  it("finds a parked event, and a projection that stands behind its source, with what to do", async () => {
    const parked = JSON.stringify({ id: "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f", type: "cpts.registry.cpts.registered.v1" });
    await inDirectory(`insert into parked_event (subscription, source, position, aggregate_id, event, reason) values ('territories', 'registry', 1, 'a', '${parked}', 'a payload of tomorrow')`);
    // What is still on its way would bring the cursor forward again.
    await expect.poll(async () => (await cpts(operator, "doctor")).out).toContain("up to date with registry");
    await inDirectory("update subscription_cursor set position = position - 3");
    const { code, out } = await cpts(operator, "doctor");
    expect([code, out]).toEqual([1, expect.stringContaining("territories: 1 parked event(s), the first at position 1: a payload of tomorrow")]);
    expect(out).toContain("-> cpts dead-letters list directory; once the cause is gone: cpts dead-letters retry directory territories");
    expect(out).toMatch(/!! {2}directory: territories: 3 event\(s\) behind registry, and not moving/u);
    expect((await cpts(operator, "projections", "list")).out).toContain("! directory territories: 1 cpts.registry.cpts.registered.v1 018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f: a payload of tomorrow");
    expect((await cpts(operator, "projections", "rebuild")).code).toBe(0);
    expect((await cpts(operator, "doctor")).code).toBe(0);
  });

  it("finds that nobody answers at an address", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, out } = await cpts({}, "doctor", "--url", url);
    expect([code, out]).toEqual([1, expect.stringContaining(`${url} does not answer (ECONNREFUSED)`)]);
  });
});

describe("the README of the command line", () => {
  it("shows commands that run", async () => {
    const blocks = [...readFileSync(join(import.meta.dirname, "..", "..", "..", "packages", "cli", "README.md"), "utf8").matchAll(/^```sh\n([\s\S]*?)^```$/gmu)].map(([, block = ""]) => block);
    expect(blocks).toHaveLength(3);
    const bin = join(folder, "bin");
    await promisify(execFile)("mkdir", ["-p", bin]);
    writeFileSync(join(bin, "cpts"), `#!/bin/sh\nexec node ${cptsProgram} "$@"\n`);
    chmodSync(join(bin, "cpts"), 0o755);
    const script = blocks.join("\n").replaceAll("npm run -s token --", `node --conditions=@cpts/source ${join(import.meta.dirname, "token.ts")}`);
    const { stdout } = await promisify(execFile)("sh", ["-eu", "-c", script], { cwd: folder, env: { ...process.env, ...env, LANG: "fr_FR.UTF-8", LC_ALL: "", CPTS_LOCAL_DIR: folder, PATH: `${bin}:${process.env["PATH"]}` } });
    for (const shown of ["CPTS Asclépios", '"nextCursor":null', "Code : 37003", "Nom : CPTS Sud 28", "Explications :", "cpts.registry.cpts.registered.v1", "identique à sa reconstruction", "reconstruite jusqu'à la position", "Tout va bien."]) expect(stdout).toContain(shown);
  });
});

describe("a service that has stopped", () => {
  it("is found by the doctor behind its gateway, ends a list with 4, and is well again once it runs", async () => {
    await using world = await registryBehindGateway();
    const checks = async () => {
      const { code, out } = await cpts({ CPTS_URL: world.url }, "doctor", "--ndjson");
      const found = out.trim().split("\n").map((line) => JSON.parse(line) as { readonly check: string; readonly service: string | null; readonly health: string; readonly found: string });
      return { code, registry: found.find(({ check, service }) => check === "service" && service === "registry") };
    };
    expect((await checks()).registry).toMatchObject({ health: "ok" });
    await world.registry.kill();
    expect(await checks()).toMatchObject({ code: 1, registry: { health: "fault", found: "does not answer (HTTP 502)" } });
    const { code, err } = await cpts({ CPTS_URL: world.url }, "list", "cpts");
    expect([code, err]).toEqual([4, expect.stringContaining("502")]);
    await world.registry.start();
    expect((await checks()).registry).toMatchObject({ health: "ok" });
  });
});

describe("cpts registry import-cpts", () => {
  const file = join(folder, "cpts.csv");

  it("tells what a table of CPTS would change, and changes it where that is said", async () => {
    const writer = { ...env, CPTS_TOKEN: await tokenOf("service-account", "registry:read registry:write") };
    writeFileSync(file, "CPTS;Code INSEE\r\nCPTS de la ligne;19031\r\nCPTS fausse;99999\r\n");
    const seen = await cpts(writer, "registry", "import-cpts", file, "--lang", "fr");
    expect(seen).toMatchObject({ code: 1, out: expect.stringContaining("1 nouvelles, 0 modifiées, 0 inchangées, 0 à confirmer, 1 refusées") });
    expect(seen.out).toContain("B3: commune inconnue : 99999");
    expect(await cpts(writer, "registry", "import-cpts", file, "--apply")).toMatchObject({ code: 1, err: expect.stringContaining("nothing is written") });
    expect(await cpts(writer, "registry", "import-cpts", file, "--apply", "--leave-out-refused")).toMatchObject({ code: 0, out: expect.stringContaining("applied: 1 new") });
    expect(await cpts(env, "list", "cpts", "--commune", "19031")).toMatchObject({ out: expect.stringContaining("CPTS de la ligne") });
    expect((await cpts(env, "registry", "import-cpts", file)).code).toBe(3);
    for (const words of [["import-cpts"], ["import-cpts", "/nowhere"], ["import-cpts", file, "--leave-out-refused"], ["export", file]]) expect((await cpts(writer, "registry", ...words)).code).toBe(2);
  });
});

describe("cpts registry import-movements", () => {
  it("sends INSEE's file of movements, and says why another is refused", async () => {
    const file = join(folder, "mouvements.csv");
    writeFileSync(file, "MOD,DATE_EFF,TYPECOM_AV,COM_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,LIBELLE_AP\n32,2024-06-01,COM,16010,Ambleville,COM,16186,Lignières-Ambleville\n");
    expect(await cpts(operator, "registry", "import-movements", file)).toMatchObject({ code: 0, out: expect.stringContaining("1 movements of communes in use") });
    writeFileSync(file, "a,b\n1,2\n");
    expect(await cpts(operator, "registry", "import-movements", file)).toMatchObject({ code: 3, err: expect.stringContaining("missing columns") });
  });
});
