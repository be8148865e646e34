import { directory as contract } from "@cpts/api/Directory";
import { isWrite } from "@cpts/api/Endpoint";
import { withstands } from "@cpts/service-kit/testing/hostile-property";
import { named } from "@cpts/service-kit/testing/own-endpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

let world: Scene;
/** The ids of the contract's examples, and what stands for them here. */
const known = new Map<string, string>();
beforeAll(async () => {
  world = await scene();
  known.set("0198c0de-0000-7000-8000-000000000001", await world.learnCpts("37003"));
  known.set("0198c0de-0000-7000-8000-000000000020", (await world.create("/v1/professionals", { familyName: "Une", givenName: "Personne" })).id);
  for (const id of ["0198c0de-0000-7000-8000-000000000021", "0198c0de-0000-7000-8000-000000000022"]) known.set(id, (await world.create("/v1/organizations", { name: "Structure", kind: "msp" })).id);
});
afterAll(() => world.service.stop());

describe("bad input", () => {
  test.each(named(Object.values(contract.endpoints)))("never breaks %s, is answered by a problem of its contract, and leaves no event", async (_, endpoint) => {
    const [cptsId = ""] = [...known.values()];
    for (const token of isWrite(endpoint) ? [world.writer] : [world.writer, null])
      await withstands(endpoint, {
        service: contract.name,
        known: cptsId,
        example: (text) => [...known].reduce((json, [told, here]) => json.replaceAll(told, here), text),
        head: world.head,
        send: (method, path, request) => world.service.send(method, path, { ...request, ...(token === null ? {} : { token }) }),
      });
  });

  test("leaves nothing that cannot be read back", async () => {
    const [cptsId] = [...known.values()];
    // What the hostile requests left is drawn by chance: one of each stands beside it, so that there is something to read.
    for (const { example, path } of [contract.endpoints.declareOffice, contract.endpoints.declareBody, contract.endpoints.declareHeadcount]) {
      const body = [...known].reduce((json, [told, here]) => json.replaceAll(told, here), JSON.stringify(example));
      const { status } = await world.service.send("POST", path.replace("{id}", cptsId ?? ""), { token: world.writer, json: JSON.parse(body) });
      // A conflict: chance has left this very one.
      expect([201, 409]).toContain(status);
    }
    for (const asOf of ["0001-01-01", "2026-11-22", "9999-12-31"]) expect((await world.get(`/v1/cpts/${cptsId}/governance?explain=true&asOf=${asOf}`)).status).toBe(200);
    expect((await world.get(`/v1/cpts/${cptsId}/headcounts?explain=true`)).status).toBe(200);
  });

  test("its log is for those who may read it", async () => {
    const status = async (token?: string) => (await world.get("/v1/events", token)).status;
    expect([await status(), await status(await world.service.token({ role: "coordinator" })), await status(world.writer)]).toEqual([401, 403, 200]);
  });
});
