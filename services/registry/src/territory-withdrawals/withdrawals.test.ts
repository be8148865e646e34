import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

type Json = ReturnType<typeof JSON.parse>;
const reason = "Saisi pour une autre CPTS";
const withdraw = async (id: string, validFrom: string | null, headers: Record<string, string> = {}) =>
  world.send("POST", `/v1/cpts/${id}/territory-withdrawals`, { validFrom, reason }, { headers });
const codesOn = async (id: string, day: string) => {
  const { json, status } = await world.territory(id, day);
  return status === 200 ? json.communes.map(({ code }: Json) => code).join(" ") : status;
};
/** In force from 2020, with the one of 2022 until its end. */
const mistaken = async (more: object = {}): Promise<string> => {
  const id = await world.register({ territory: { ...communes("37003"), validFrom: "2020-01-01" } });
  accepted(await world.setTerritory(id, { ...communes("37003", "37027"), validFrom: "2022-01-01", ...more }));
  return id;
};
const held = async (id: string) =>
  world.rows("select number, valid_from, valid_to, from_earliest::text, from_latest::text, to_earliest::text, to_latest::text from territory_version where cpts_id = $1 order by number", [id]);

describe("a territory that was entered by mistake", () => {
  test("is withdrawn once when asked twice: the one before goes on as if it had never been, and what it was stays in sight", async () => {
    const id = await world.register({ territory: { ...communes("37003"), validFrom: "2020-01-01" } });
    const before = await held(id);
    accepted(await world.setTerritory(id, { ...communes("37003", "37027"), validFrom: "2022-01-01" }));
    const head = await world.head();
    const key = { "idempotency-key": crypto.randomUUID() };
    const [first, again] = [await withdraw(id, "2022-01-01", key), await withdraw(id, "2022-01-01", key)];
    expect([first.status, first.json, again.text]).toEqual([
      201,
      { id: expect.any(String), validFrom: "2022-01-01", validTo: null, communes: ["37003", "37027"], parts: [], reason, withdrawnAt: expect.any(String), withdrawnBy: expect.any(String), resumed: true },
      first.text,
    ]);
    expect([await codesOn(id, "2021-06-01"), await codesOn(id, "2026-06-01"), await held(id)]).toEqual(["37003", "37003", before]);
    const { events } = (await world.send("GET", `/v1/events?after=${head}`)).json;
    expect(events.map(({ data, type }: Json) => [type, data])).toEqual([["cpts.registry.territory.withdrawn.v1", { cptsId: id, validFrom: "2022-01-01" }]]);
    expect((await world.send("GET", `/v1/cpts/${id}/territory-withdrawals`)).json).toEqual({ items: [first.json], nextCursor: null });
    expect((await world.send("GET", "/v1/communes/37027")).json.coveredBy).toEqual([]);
  });

  test("between two others leaves the one before until the next begins, and those behind in their order", async () => {
    const id = await mistaken();
    accepted(await world.setTerritory(id, { ...communes("37043"), validFrom: "2090-01-01" }));
    expect((await withdraw(id, "2022-01-01")).json).toMatchObject({ validTo: "2090-01-01", resumed: true });
    expect([await codesOn(id, "2089-12-31"), await codesOn(id, "2090-01-01"), (await held(id)).map(({ number }: Json) => number)]).toEqual(["37003", "37043", [1, 2]]);
  });

  test("that took the place of nothing leaves nothing", async () => {
    const id = await world.register({ territory: { ...communes("37003"), validFrom: "2020-01-01", validTo: "2021-01-01" } });
    accepted(await world.setTerritory(id, { ...communes("37027"), validFrom: "2022-01-01" }));
    expect((await withdraw(id, "2022-01-01")).json.resumed).toBe(false);
    expect([await codesOn(id, "2020-06-01"), await codesOn(id, "2022-06-01")]).toEqual(["37003", 404]);
    expect((await withdraw(id, "2020-01-01")).status).toBe(201);
    expect(await held(id)).toEqual([]);
  });

  test("can be entered anew, rightly", async () => {
    const id = await mistaken();
    accepted(await withdraw(id, "2022-01-01"));
    accepted(await world.setTerritory(id, { ...communes("37043"), validFrom: "2022-01-01" }));
    expect([await codesOn(id, "2021-12-31"), await codesOn(id, "2022-01-01")]).toEqual(["37003", "37043"]);
  });

  test("is named by its start, with a reason, of a CPTS that still is", async () => {
    const id = await mistaken();
    const wrong = await withdraw(id, "2023-01-01");
    expect([wrong.status, wrong.json.errors]).toEqual([422, [expect.objectContaining({ pointer: "#/validFrom", code: "no-such-territory", message: expect.stringContaining("2020-01-01, 2022-01-01") })]]);
    expect((await world.send("POST", `/v1/cpts/${id}/territory-withdrawals`, { validFrom: "2022-01-01", reason: " " })).status).toBe(422);
    accepted(await world.send("POST", `/v1/cpts/${id}/transitions`, { action: "dissolve", on: "2024-01-01", evidence: { document: "Procès-verbal" } }));
    expect((await withdraw(id, "2022-01-01")).json.type).toBe("/problems/illegal-transition");
    expect(await codesOn(id, "2026-01-01")).toBe("");
  });

  test("is withdrawn, and looked at, by those of the CPTS", async () => {
    const id = await mistaken();
    const stranger = await world.service.token({ role: "coordinator", cptsIds: [crypto.randomUUID()] });
    expect([401, 403, 404]).toContain((await world.service.send("POST", `/v1/cpts/${id}/territory-withdrawals`, { token: stranger, json: { validFrom: "2022-01-01", reason } })).status);
    expect([401, 403, 404]).toContain((await world.service.send("GET", `/v1/cpts/${id}/territory-withdrawals`)).status);
  });
});
