import { Effect } from "effect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleService } from "../testing/sample-service.fixture.ts";
import type { TestService } from "../testing/test-service.ts";
import { transaction } from "./database.ts";
import { claimExternalIds, externalIdsOf, idsOf, withExternalIds } from "./external-ids.ts";

let service: TestService;
beforeAll(async () => {
  ({ service } = await sampleService());
});
afterAll(() => service.stop());

const idOf = (number: number): string => `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`;
const claim = (kind: string, owner: string, ...externalIds: ReadonlyArray<{ system: string; value: string }>) => service.run(transaction(claimExternalIds(kind, owner, externalIds)));
const urssaf = { system: "urssaf", value: "12" };

test("an external id leads to the one thing of its kind that has it", async () => {
  await claim("thing", idOf(1), { system: "z", value: "1" }, urssaf);
  await claim("thing", idOf(2), { system: "z", value: "2" });
  await claim("other", idOf(3), urssaf);
  expect(await service.run(idsOf("thing", "urssaf|12"))).toEqual([idOf(1)]);
  expect(await service.run(idsOf("thing", "2"))).toEqual([idOf(2)]);
  expect(await service.run(idsOf("thing", "urssaf|13"))).toEqual([]);
  expect(await service.run(idsOf("thing", undefined))).toBeNull();
  expect([...(await service.run(externalIdsOf("thing", [idOf(1), idOf(2), idOf(9)])))]).toEqual([
    [idOf(1), [{ system: "z", value: "1" }, urssaf]],
    [idOf(2), [{ system: "z", value: "2" }]],
    [idOf(9), []],
  ]);
  const view = ({ id, size }: { readonly id: string; readonly size: number }, externalIds: ReadonlyArray<object>) => [id, size, externalIds.length];
  expect(await service.run(withExternalIds("thing", [{ id: idOf(9), size: 4 }, { id: idOf(1), size: 5 }], view))).toEqual([[idOf(9), 4, 0], [idOf(1), 5, 2]]);
});

test("one that is taken is refused where it stands, and nothing of the claim is kept", async () => {
  const failure = await service.run(Effect.flip(transaction(claimExternalIds("thing", idOf(2), [{ system: "new", value: "1" }, urssaf]))));
  expect(failure).toMatchObject({ type: "already-exists", faults: [{ path: ["externalIds", 1], code: "taken" }] });
  expect([...(await service.run(externalIdsOf("thing", [idOf(2)]))).values()]).toEqual([[{ system: "z", value: "2" }]]);
});

test("claimed anew, the former ones are free again", async () => {
  await claim("thing", idOf(1), { system: "z", value: "1" });
  await claim("thing", idOf(2), urssaf);
  expect(await service.run(idsOf("thing", "urssaf|12"))).toEqual([idOf(2)]);
});
