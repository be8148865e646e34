import { addDays, parisDateFromInstant } from "@cpts/domain/LocalDate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const today = parisDateFromInstant(Date.now());
const given = (validFrom: string, ...codes: ReadonlyArray<string>) => ({ ...communes(...codes), validFrom });
const on = async (id: string, asOf: string): Promise<string> => {
  const { json, status } = await world.territory(id, asOf);
  return status === 404 ? "none" : json.communes.map(({ code }: { code: string }) => code).join(" ");
};
const periods = async (id: string) => (await world.rows("select number, valid_from, valid_to from territory_version where cpts_id = $1 order by number", [id])).map((row) => Object.values(row));
const refusal = async (id: string, change: unknown) => {
  const { json, status } = await world.setTerritory(id, change);
  return [status, json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code])];
};

describe("the history of a territory", () => {
  test("can be corrected today though another territory was entered ahead of its date", async () => {
    const id = await world.register({ territory: given("2020-01-01", "37003") });
    await world.setTerritory(id, given("2040-01-01", "37027"));
    expect((await world.setTerritory(id, given("2020-01-01", "37003", "37131"))).status).toBe(200);
    expect((await world.setTerritory(id, communes("37131"))).json).toMatchObject({ validFrom: today, validTo: "2040-01-01" });
    expect([await on(id, addDays(today, -1)), await on(id, today), await on(id, "2040-01-01")]).toEqual(["37003 37131", "37131", "37027"]);
    expect(await periods(id)).toEqual([[1, "2020-01-01", today], [2, today, "2040-01-01"], [3, "2040-01-01", null]]);
  });

  test("takes a territory of the past before the first and between two", async () => {
    const id = await world.register({ territory: given("2020-01-01", "37003") });
    await world.setTerritory(id, given("2022-01-01", "37027"));
    await world.setTerritory(id, given("2021-01-01", "37131"));
    await world.setTerritory(id, given("2018", "41018"));
    expect(await periods(id)).toEqual([[1, "2018", "2020-01-01"], [2, "2020-01-01", "2021-01-01"], [3, "2021-01-01", "2022-01-01"], [4, "2022-01-01", null]]);
    expect([await on(id, "2019-06-01"), await on(id, "2020-06-01"), await on(id, "2021-06-01"), await on(id, "2023-01-01")]).toEqual(["41018", "37003", "37131", "37027"]);
  });

  test("ends on a day that is said, is not covered after it, and can be taken up again", async () => {
    const id = await world.register({ territory: given("2020-01-01", "15014") });
    const ended = await world.setTerritory(id, { ...given("2020-01-01", "15014"), validTo: "2022-01-01" });
    expect([ended.status, await on(id, "2021-12-31"), await on(id, "2022-01-01")]).toEqual([200, "15014", "none"]);
    const covering = async (asOf: string) => (await world.send("GET", `/v1/communes/15014?asOf=${asOf}`)).json.coveredBy.length;
    expect([await covering("2021-12-31"), await covering("2022-01-01")]).toEqual([1, 0]);
    await world.setTerritory(id, given("2024-01-01", "15012"));
    expect(await on(id, "2023-01-01")).toBe("none");
    await world.setTerritory(id, { ...given("2020-01-01", "15014"), validTo: null });
    expect([await on(id, "2023-01-01"), await periods(id)]).toEqual(["15014", [[1, "2020-01-01", "2024-01-01"], [2, "2024-01-01", null]]]);
  });

  test("leaves no trace of a correction that changes nothing, and one event of one that does", async () => {
    const id = await world.register({ territory: given("2020-01-01", "37003") });
    await world.setTerritory(id, given("2040-01-01", "37027"));
    const correct = { ...given("2020-01-01", "37003", "37131"), validTo: "2030-01-01" };
    const [once, twice] = [await world.setTerritory(id, correct), await world.setTerritory(id, correct)];
    expect([twice.status, twice.headers.get("etag")]).toEqual([200, once.headers.get("etag")]);
    const events = await world.eventsOf(id);
    expect([events.length, events.at(-1)?.data]).toEqual([4, expect.objectContaining({ validFrom: "2020-01-01", validTo: "2030-01-01", added: ["37131"], removed: [] })]);
  });

  test("refuses what has no certain place, and names the territory it clashes with", async () => {
    const id = await world.register({ territory: given("2018", "37003") });
    await world.setTerritory(id, given("2040-01-01", "37027"));
    expect(await refusal(id, given("2018-06-01", "37131"))).toEqual([422, [["#/validFrom", "uncertain-order"]]]);
    expect(await refusal(id, { ...given("2030-01-01", "37131"), validTo: "2030-01-01" })).toEqual([422, [["#/validTo", "end-before-start"]]]);
    expect(await refusal(id, { ...given("2030-01-01", "37131"), validTo: "2041-01-01" })).toEqual([422, [["#/validTo", "overlaps-next"]]]);
    const { json } = await world.setTerritory(id, { ...given("2030-01-01", "37131"), validTo: "2041-01-01" });
    expect(json.errors[0].message).toContain("2040-01-01");
  });
});

describe("what a territory rests on", () => {
  test("is kept with it: criteria, other zonings beside it, and why communes are shared", async () => {
    const source = { document: "Projet de santé", locator: "page 4" };
    const basis = {
      criteria: [{ criterion: "out-of-hours-sector", source }, { criterion: "practice-habits" }],
      references: [{ kind: "local-health-contract", name: "CLS de Vierzon", from: "2019", source }],
      overlaps: [{ commune: "18279", reason: "La maison de santé reçoit des deux côtés" }],
    };
    const id = await world.register({ name: "Vierzon", territory: { territory: { communes: ["18279"], ...basis }, validFrom: "2020-01-01" } });
    expect((await world.territory(id)).json).toMatchObject(basis);
    expect(JSON.stringify(await world.eventsOf(id))).not.toContain("deux côtés");
    await world.register({ name: "Autre", territory: communes("18279") });
    const { json } = await world.send("GET", "/v1/coverage?scope=departement&code=18&detail=communes");
    expect(json.overlaps).toEqual([expect.objectContaining({ code: "18279", isExplained: true, by: expect.arrayContaining([expect.objectContaining({ name: "Vierzon", reason: basis.overlaps[0]?.reason })]) })]);
    expect(json.counts).toMatchObject({ overlaps: 1, overlapsWithoutReason: 0 });
  });

  test("explains only communes that it holds", async () => {
    const id = await world.register({ territory: communes("37003") });
    expect(await refusal(id, { territory: { communes: ["37003"], overlaps: [{ commune: "37027", reason: "Partagée" }] } })).toEqual([422, [["#/territory/overlaps/0/commune", "not-in-territory"]]]);
  });

  test("has no parts with more inhabitants than their commune, unless a reason is written down", async () => {
    const id = await world.register({ territory: communes("37003") });
    const part = (name: string, value: number) => ({ commune: "31555", name, kind: "quartier", population: { value, qualifier: "exactly", source: { document: "Projet" } } });
    const change = { territory: { parts: [part("Minimes", 400_000), part("Lalande", 300_000)] } };
    expect(await refusal(id, change)).toEqual([422, [["#/territory/parts/1/population", "parts-exceed-commune"]]]);
    expect((await world.setTerritory(id, { ...change, reason: "Recensement local de 2026" })).status).toBe(200);
  });
});
