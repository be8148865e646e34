import { temporaryFolder } from "@cpts/servers/temporary-folder";
import { markBrokerUse } from "@cpts/testing/broker-use";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepare, type Prepared } from "./prepared.ts";
import { brokersHere, missingFor, type Scenario } from "./scenario.ts";

/** Runs scenarios at the sizes of the gate, one after the other, each in a world of its own. */
export const gate = (scenarios: ReadonlyArray<Scenario>): void => {
  const folder = temporaryFolder();
  const brokers = brokersHere();
  let prepared: Prepared | undefined;
  beforeAll(async () => {
    prepared = await prepare(folder.path);
  });
  afterAll(() => folder.remove());
  for (const one of scenarios) {
    const missing = missingFor(one, brokers);
    test.skipIf(missing !== null)(`${one.name}: ${one.sentence}${missing === null ? "" : ` (NOT RUN: ${missing})`}`, async () => {
      if (brokers.natsBinary !== null) markBrokerUse();
      if (prepared === undefined) throw new Error("nothing was prepared");
      const { faults, lost, twice } = await one.run({ folder: folder.path, prepared, ...brokers }, one.sizes.gate);
      expect({ faults, lost, twice }).toEqual({ faults: [], lost: 0, twice: 0 });
    });
  }
};
