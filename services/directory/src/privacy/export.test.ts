import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { privacyEndpoints } from "@cpts/api/PrivacyEndpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let [own, other, person] = ["", "", ""];
beforeAll(async () => {
  world = await scene();
  [own, other] = [await world.learnCpts("37003"), await world.learnCpts("38053")];
  person = (await world.create("/v1/professionals", { familyName: "Demandeuse", givenName: "Odile", rpps: "19990000929", cptsId: own, externalIds: [{ system: "z", value: "od-1" }] })).id;
  for (const cptsId of [own, other]) await world.create("/v1/memberships", { cptsId, professionalId: person, validFrom: "2025-01-01" });
});
afterAll(() => world.service.stop());

const dataFor = async (claims: Parameters<Scene["service"]["token"]>[0]) => {
  const { json, status } = await world.get(`/v1/professionals/${person}/data`, await world.service.token(claims));
  return { status, json, memberships: json.holdings?.find(({ holding }: { holding: string }) => holding === "memberships")?.items ?? [] };
};

describe("all that is known of a person", () => {
  test("is handed out whole to who answers for the directory: each holding with its source, its ground and the right to object", async () => {
    const { json, memberships, status } = await dataFor({ role: "service-account", scope: "directory:person-export" });
    expect(status).toBe(200);
    expect(() => asDescribed(privacyEndpoints.exportPerson, json)).not.toThrow();
    expect(json.holdings.map(({ canObject, holding, items }: { canObject: boolean; holding: string; items: ReadonlyArray<unknown> }) => [holding, items.length, canObject])).toEqual([
      ["external-numbers", 1, true],
      ["membership-history", 2, true],
      ["memberships", 2, true],
      ["identity", 1, true],
      ["person", 1, true],
    ]);
    expect(json.holdings[3].items[0]).toMatchObject({ family_name: "Demandeuse", given_name: "Odile", rpps: "19990000929" });
    expect(memberships.map(({ cpts_id }: { cpts_id: string }) => cpts_id).toSorted()).toEqual([own, other].toSorted());
    expect(json.recipients.length).toBeGreaterThan(2);
  });

  test("is handed out by a CPTS for what it answers for, and by nobody else", async () => {
    const { memberships, status } = await dataFor({ role: "coordinator", cptsIds: [own] });
    expect([status, memberships.map(({ cpts_id }: { cpts_id: string }) => cpts_id)]).toEqual([200, [own]]);
    const statuses = await Promise.all([{ role: "coordinator" }, { role: "board-member", cptsIds: [own] }, { role: "ars-officer", regions: ["24"] }, { role: "service-account", scope: "directory:read" }].map(async (claims) => (await dataFor(claims)).status));
    expect(statuses).toEqual([403, 403, 403, 403]);
    expect((await world.get(`/v1/professionals/${person}/data`)).status).toBe(401);
  });
});

test("the register of processings is for everyone to read, and says a source for each retention", async () => {
  const { json, status } = await world.get("/v1/processings");
  expect(status).toBe(200);
  expect(() => asDescribed(privacyEndpoints.listProcessings, json)).not.toThrow();
  expect(json.processings.length).toBeGreaterThan(8);
  expect(json.retentions.map(({ kind, years }: { kind: string; years: number | null }) => [kind, years])).toEqual([["fee", 10], ["office", null], ["attendance", null], ["contacts", 3], ["payout", 10], ["signature", 5], ["log", null], ["erasure", null], ["suppression", null]]);
});
