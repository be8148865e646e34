import { portabilityFaults } from "@cpts/service-kit/testing/portable-tables";
import { afterAll, beforeAll, expect, test } from "vitest";
import { portability } from "./portability.ts";
import { scene } from "../testing/scene.ts";

let world: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

test("every table of the service is in the archive of a CPTS, or says why not", async () => {
  expect(await portabilityFaults(world.service, portability)).toEqual([]);
});
