import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { connect } from "@cpts/sdk";
import { afterAll, expect, it } from "vitest";
import { enterDemonstration } from "./demonstration/enter.ts";
import { beginPlatform, clientOf, startPlatform } from "./platform.fixture.ts";
import { survivors } from "@cpts/servers/process-table";

const folder = mkdtempSync(join(tmpdir(), "cpts-erase-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const run = promisify(execFile);
const erase = async (...args: ReadonlyArray<string>): Promise<{ readonly code: number; readonly text: string }> => {
  try {
    const { stdout, stderr } = await run(process.execPath, ["--conditions=@cpts/source", join(import.meta.dirname, "erase.ts"), ...args], { env: { ...process.env, CPTS_LOCAL_DIR: folder } });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    // What execFile rejects with.
    const { code, stderr, stdout } = error as { readonly code: number; readonly stdout: string; readonly stderr: string };
    return { code, text: stdout + stderr };
  }
};

/** The platform while something is done with it, stopped in order. */
const during = async <A>(args: ReadonlyArray<string>, use: (client: Awaited<ReturnType<typeof clientOf>>) => Promise<A>): Promise<A> => {
  const platform = await startPlatform(folder, args);
  const family = platform.family();
  try {
    return await use(await clientOf(folder, platform.url));
  } finally {
    platform.signal("SIGTERM");
    await platform.exited;
    await survivors(family, 60_000);
  }
};
const count = async ({ registry }: Awaited<ReturnType<typeof clientOf>>): Promise<number> => (await registry.listCpts()).data.items.length;

/** Enters the demonstration twice at once: how many things both found or entered, and how many were entered. */
const enteredTwice = async (client: Awaited<ReturnType<typeof clientOf>>): Promise<ReadonlyArray<number>> => {
  const both = await Promise.all([enterDemonstration(client), enterDemonstration(client)]);
  return [both.reduce((sum, { added, present }) => sum + added + present, 0), both.reduce((sum, { added }) => sum + added, 0)];
};

it("the demonstration is erased by one command, and the platform then starts empty, to be entered once even by two at once", async () => {
  expect(await erase()).toMatchObject({ code: 0, text: expect.stringContaining("Nothing to erase") });
  expect(await during([], async (client) => [await count(client), (await erase()).code])).toEqual([7, 75]);
  expect(await erase()).toMatchObject({ code: 0, text: expect.stringContaining("The demonstration is erased") });
  expect(await during(["--no-demo"], async (client) => [await count(client), await enteredTwice(client)])).toEqual([0, [78, 39]]);
  expect((await erase("--everything")).code).toBe(0);
});

it("what one has entered oneself is not erased with it, unless everything is asked for", async () => {
  await during([], async ({ registry }) => registry.registerCpts({ name: "CPTS à moi" }));
  expect(await erase()).toMatchObject({ code: 1, text: expect.stringContaining("registry 1") });
  expect(await during(["--no-demo"], count)).toBe(8);
  expect((await erase("--everything")).code).toBe(0);
  expect(await during(["--no-demo"], count)).toBe(0);
});

/** Ends the platform without warning while the demonstration is entered. */
const interrupted = async (): Promise<void> => {
  const platform = await beginPlatform(folder);
  const reader = connect({ url: platform.url, retries: 0 });
  const entered = async (): Promise<number> => (await reader.registry.listCpts()).data.items.length;
  await expect.poll(() => entered().catch(() => 0), { timeout: 120_000, interval: 20 }).toBeGreaterThan(1);
  const family = platform.family();
  platform.signal("SIGKILL");
  await platform.exited;
  await survivors(family, 60_000);
};

it("a demonstration whose entry was cut short is completed by the next start, and is still erased by one command", async () => {
  await interrupted();
  const names = async (client: Awaited<ReturnType<typeof clientOf>>) => {
    const [cpts, people, contracts] = await Promise.all([client.registry.listCpts(), client.directory.listProfessionals(), client.contracts.listContracts()]);
    return [cpts.data.items.length, people.data.items.length, contracts.data.items.length];
  };
  expect(await during([], names)).toEqual([7, 9, 3]);
  expect(await erase()).toMatchObject({ code: 0, text: expect.stringContaining("The demonstration is erased") });
});

it("an unknown option erases nothing", async () => {
  expect((await erase("--all")).code).toBe(64);
  expect((await erase("--help")).text).toContain("npm run erase-demo");
});
