import { describe, expect, it } from "vitest";
import { inParallel } from "./in-parallel.ts";

describe("work done in parallel", () => {
  it("gives the results in the order of the items, however long each takes", async () => {
    const gates = [1, 2, 3].map(() => Promise.withResolvers<void>());
    const done = inParallel([0, 1, 2], 3, async (index) => {
      await gates[index]?.promise;
      return index;
    });
    for (const gate of gates.toReversed()) gate.resolve();
    expect(await done).toEqual([0, 1, 2]);
  });

  it("is bounded: no more at once than asked for", async () => {
    let atOnce = 0;
    let most = 0;
    await inParallel(Array.from({ length: 20 }), 4, async () => {
      most = Math.max(most, ++atOnce);
      await Promise.resolve();
      atOnce -= 1;
    });
    expect(most).toBe(4);
  });

  it("fails when one of it fails", async () => {
    await expect(inParallel([1, 2], 2, (item) => (item === 2 ? Promise.reject(new Error("two")) : Promise.resolve(item)))).rejects.toThrow("two");
  });
});
