import { execFile, spawn } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brokerAvailable, testBroker } from "@cpts/testing/broker";
import { examplesIn, programOf } from "@cpts/testing/documentation";
import { beforeAll, describe, expect, it } from "vitest";
import { compileAsUser, publishedTypes } from "./fixtures/compiler.ts";
import { eventsUpTo } from "./fixtures/events.ts";
import { startFeedServer } from "./fixtures/feed-server.ts";

const folder = join(import.meta.dirname, "..");
const programs = join(folder, ".test", "examples");
const node = ["--conditions=@cpts/source", "--disable-warning=ExperimentalWarning"];
const readme = examplesIn("README", await readFile(join(folder, "README.md"), "utf8"));
const modules = (await readdir(import.meta.dirname, { recursive: true })).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
const inModules = (await Promise.all(modules.map(async (file) => examplesIn(file.replaceAll("/", "-"), await readFile(join(import.meta.dirname, file), "utf8"))))).flat();

beforeAll(async () => {
  await rm(programs, { recursive: true, force: true });
  await mkdir(programs, { recursive: true });
});

describe("the examples in the modules", () => {
  it("are there, each with an outcome", () => {
    expect(inModules.length).toBeGreaterThanOrEqual(6);
    for (const { code } of inModules) expect(code).toContain("// =>");
  });

  it.each(inModules)("$title runs and gives what it says", async (example) => {
    const file = join(programs, `${example.title}.ts`);
    await writeFile(file, programOf(example));
    expect((await promisify(execFile)(process.execPath, [...node, file], { cwd: folder })).stderr).toBe("");
  });

  it("are held to their outcomes", async () => {
    const file = join(programs, "wrong.ts");
    await writeFile(file, programOf({ title: "wrong", code: "1 + 1 // => 3\n" }));
    await expect(promisify(execFile)(process.execPath, [...node, file])).rejects.toThrow("2 !== 3");
  });
});

/** Runs the subscriber of the README until it has printed so many lines. */
const runSubscriber = async (code: string, lines: number): Promise<ReadonlyArray<string>> => {
  const file = join(programs, "subscriber.ts");
  await writeFile(file, code);
  const child = spawn(process.execPath, [...node, file], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.split("\n").length > lines) break;
  }
  child.kill();
  return printed.trim().split("\n");
};

/** What the subscriber of the README prints of a log of 600 events. */
const printedBy = async (code: string, nats: string): Promise<ReadonlyArray<string>> => {
  const server = await startFeedServer();
  server.append(...eventsUpTo(600));
  const program = code.replace("http://127.0.0.1:8080", server.url).replace(', nats: "nats://127.0.0.1:4222"', nats);
  const lines = await runSubscriber(program, 600);
  await server.close();
  return lines.slice(0, 600).map((line) => line.split(" ").slice(0, 2).join(" "));
};

describe("the README", () => {
  const subscriber = readme[0]?.code ?? "";
  const everyEvent = eventsUpTo(600).map(({ position, type }) => `${position} ${type}`);

  it("has examples that compile against the published types, without Effect", async () => {
    const types = await publishedTypes("documented-types");
    expect(await compileAsUser(types, "readme", Object.fromEntries(readme.map(({ code }, index) => [`example-${index}.ts`, code])))).toBe("");
  });

  it("has a subscriber of ten lines that prints every event since the first, without NATS", async () => {
    expect(subscriber.trim().split("\n").length).toBeLessThanOrEqual(10);
    expect(await printedBy(subscriber, "")).toEqual(everyEvent);
  });

  it.skipIf(!brokerAvailable())("has a subscriber of ten lines that prints every event since the first, with NATS", async () => {
    const { url } = await testBroker();
    expect(await printedBy(subscriber, `, nats: ${JSON.stringify(url)}`)).toEqual(everyEvent);
  });
});

describe("the page for subscriber authors", () => {
  it("fits on a page, and shows nothing but the text of the examples that run", async () => {
    const page = await readFile(join(folder, "SUBSCRIBING.md"), "utf8");
    const examples = await Promise.all(["apply-once.ts", "plain-nats.mjs"].map((file) => readFile(join(folder, "examples", file), "utf8")));
    const blocks = [...page.matchAll(/^```(?:ts|js)\n([\s\S]*?)^```$/gmu)].map(([, code = ""]) => code);
    expect(page.split("\n").length).toBeLessThanOrEqual(150);
    expect(blocks).toHaveLength(3);
    for (const block of blocks) expect(examples.join("\n")).toContain(block);
  });
});
