import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readOptions, sizeOf } from "./options.ts";
import { scenarios } from "./scenarios.ts";

const one = (name: string) => {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found;
};

test("without words every scenario is run at its long size, and nothing is written", () => {
  expect(readOptions([], scenarios)).toEqual({ chosen: scenarios, share: 1, write: false });
  expect(sizeOf(one("kill-service"), 1)).toEqual({ kills: 200 });
});

test("a share of the long size is never below that of the gate", () => {
  expect(sizeOf(one("kill-service"), 0.1)).toEqual({ kills: 20 });
  expect(sizeOf(one("kill-service"), 0.01)).toEqual({ kills: 5 });
  expect(sizeOf(one("kill-service"), null)).toEqual({ kills: 5 });
});

test("named scenarios are run in the order of the table", () => {
  expect(readOptions(["kill-postgres", "kill-service", "--write"], scenarios)).toMatchObject({ chosen: [{ name: "kill-service" }, { name: "kill-postgres" }], write: true });
});

test.each([
  [["kill-servise"], "no scenario is called kill-servise"],
  [["--share", "2"], "--share is a number"],
  [["--share", "much"], "--share is a number"],
  [["--wriet"], "--wriet"],
])("%j is refused", (words, reason) => {
  expect(() => readOptions(words, scenarios)).toThrow(reason);
});

test("every scenario has a name and a sentence of its own, a promise, and a long size that is no smaller than that of the gate", () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  expect(new Set(scenarios.map(({ sentence }) => sentence)).size).toBe(scenarios.length);
  for (const { promises, sizes } of scenarios) {
    expect(promises).toEqual(promises.filter((promise) => /^P\d+$/u.test(promise)));
    expect(promises.length).toBeGreaterThan(0);
    for (const [name, value] of Object.entries(sizes.gate)) expect(sizes.long[name]).toBeGreaterThanOrEqual(value);
  }
});

test("every scenario is in the gate, or a test of the service kit is there for it", () => {
  const kit = readdirSync(join(import.meta.dirname, "..", "..", "..", "packages", "service-kit", "src"), { recursive: true, encoding: "utf8" });
  const run = readdirSync(import.meta.dirname).filter((file) => file.endsWith("-faults.test.ts") || file === "silent-network.test.ts").map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
  const constantOf = (name: string) => name.replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
  for (const { gateHas, name } of scenarios) {
    expect([undefined, ...kit]).toContain(gateHas);
    const inGate = run.some((text) => new RegExp(`^gate\\(.*\\b${constantOf(name)}\\b`, "mu").test(text));
    expect([name, inGate]).toEqual([name, gateHas === undefined]);
  }
});
