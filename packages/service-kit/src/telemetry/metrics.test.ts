import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeMetrics } from "./metrics.ts";

const page = readFileSync(join(import.meta.dirname, "..", "..", "..", "..", "infra", "METRICS.md"), "utf8");

test("every metric of a service, and no other, is told to those who watch it, with its kind", async () => {
  const served = (await makeMetrics("sample").registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith("cpts_"));
  const told = [...page.matchAll(/^\| `(cpts_\w+)` \| (\w+)/gmu)].map(([, name, kind]) => `${name} ${kind}`);
  expect(told.toSorted()).toEqual(served.map(({ name, type }) => `${name} ${String(type)}`).toSorted());
});
