import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let operator = "";
beforeAll(async () => {
  world = await scene();
  operator = await world.service.token({ role: "platform-admin" });
});
afterAll(() => world.service.stop());

const source = { document: "Arrêté fixant le plafond" };
const set = (year: number | string, fields: object, version: number, language = "en") =>
  world.send("PUT", `/v1/pass-ceilings/${year}`, { amountCents: 3_900_000, status: "verified", source, ...fields }, { token: operator, headers: { "if-match": `"v${version}"`, "accept-language": language } });
const faults = ({ json, status }: Awaited<ReturnType<typeof set>>) => [status, json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => `${pointer} ${code}`)];

describe("the yearly ceiling as dated data", () => {
  test("is there from the start with its source and status, open to all, by pages", async () => {
    const first = (await world.service.send("GET", "/v1/pass-ceilings?limit=2")).json;
    const rest = (await world.read(`/v1/pass-ceilings?limit=50&cursor=${first.nextCursor}`)).json;
    expect([...first.items, ...rest.items].map(({ amountCents, status, version, year }) => [year, amountCents, status, version])).toEqual(expect.arrayContaining([[2022, 4_113_600, "verified", 1], [2023, 4_399_200, "verified", 1], [2026, 4_806_000, "provisional", 1]]));
    expect((await world.read("/v1/pass-ceilings/2016")).status).toBe(404);
  });

  test("of a year that nobody knew is entered without a release, and months are held against it from then on", async () => {
    const [cptsId, person] = [await world.know("CPTS 2019"), await world.professional()];
    const pay = (fields: object) => world.send("POST", "/v1/payout-statements", { cptsId, month: "2019-03", ...fields });
    expect((await world.send("POST", "/v1/payout-entries", { cptsId, personId: person, kind: "remuneration", on: "2019-03-10", amountCents: 4_100_000, label: "Travail", source })).status).toBe(201);
    expect(faults(await pay({}))).toEqual([422, ["#/month ceiling-unknown"]]);
    const answer = await set(2019, { amountCents: 4_052_400 }, 0);
    expect([answer.status, answer.headers.get("etag"), answer.json]).toEqual([200, '"v1"', { year: 2019, amountCents: 4_052_400, status: "verified", source, reason: null, version: 1 }]);
    expect(faults(await pay({ acknowledged: ["ceiling-unknown"] }))).toEqual([422, ["#/month over-ceiling"]]);
    expect((await set(2019, { amountCents: 4_200_000, status: "overridden", reason: "Relu" }, 1)).status).toBe(200);
    expect((await world.read(`/v1/payout-statements/2019-03?cpts=${cptsId}`)).json).toMatchObject({ ceiling: { year: 2019, amountCents: 4_200_000, status: "overridden", source: source.document }, people: [{ verdict: "within" }] });
    expect((await pay({})).status).toBe(201);
  });

  test("is corrected from the version that was read, with a reason, within what a ceiling can be", async () => {
    expect((await set(2018, {}, 0)).status).toBe(200);
    expect([(await set(2018, { reason: "Relu" }, 0)).status, (await set(2018, { reason: "Relu" }, 1)).status]).toEqual([412, 200]);
    expect(faults(await set(2018, {}, 2))).toEqual([422, ["#/reason reason-missing"]]);
    expect(faults(await set(2017, { status: "overridden" }, 0))).toEqual([422, ["#/reason reason-missing"]]);
    const absurd = await set(2017, { amountCents: 39_000 }, 0, "fr");
    expect([faults(absurd), absurd.json.errors[0].message]).toEqual([[422, ["#/amountCents pass-ceiling.range"]], "Le plafond annuel de la sécurité sociale va de 10 000 à 200 000 euros, en centimes."]);
    expect((await world.send("PUT", "/v1/pass-ceilings/2018", { amountCents: 3_900_000, status: "verified", source, reason: "Relu" }, { headers: { "if-match": '"v2"' } })).status).toBe(403);
  });
});
