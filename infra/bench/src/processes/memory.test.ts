import { expect, it } from "vitest";
import { memoryOf, memoryOfRollup } from "./memory.ts";

const rollup = `55d0c8a00000-7ffd4b5fe000 ---p 00000000 00:00 0                  [rollup]
Rss:               98304 kB
Pss:               50000 kB
Pss_Dirty:         40000 kB
Shared_Clean:      48000 kB
`;

it("kibibytes of the kernel become megabytes, and Pss_Dirty is not taken for Pss", () => {
  expect(memoryOfRollup(rollup)).toEqual({ pss: 51.2, rss: 100.663296 });
});

it("a kernel that gives no proportional size leaves it unknown", () => {
  expect(memoryOfRollup("Rss: 1000 kB\n")).toEqual({ pss: null, rss: 1.024 });
  expect(memoryOfRollup("")).toBeNull();
});

it.runIf(process.platform === "linux")("the memory of this very process is between 10 MB and 10 GB", () => {
  const { rss } = memoryOf(process.pid);
  expect(rss).toBeGreaterThan(10);
  expect(rss).toBeLessThan(10_000);
});
