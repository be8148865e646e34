import { expect, it } from "vitest";
import { cpuOf, parseStat } from "./cpu-time.ts";

it("a program whose name holds brackets and spaces is read right", () => {
  const line = "42 (postgres) 1 (x) S 7 42 42 0 -1 4194560 100 200 0 0 11 22 33 44 20 0 1 0 555 1000000 300";
  expect(parseStat(line)).toEqual({ parent: 7, own: 33, endedChildren: 77 });
});

it.runIf(process.platform === "linux")("a busy process uses CPU time", () => {
  const before = cpuOf(process.pid);
  for (const end = Date.now() + 100; Date.now() < end; );
  expect(cpuOf(process.pid) - before).toBeGreaterThanOrEqual(20_000);
});
