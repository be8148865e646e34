import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

const time = settableClock("2026-11-22T10:00:00Z");
let world: Scene;
beforeAll(async () => {
  world = await scene(time);
});
afterAll(() => world.service.stop());

const document = { document: "Avenant signé" };
const signed = async (name: string, fields: object = {}, signedOn = "2020-09-01") => {
  const cptsId = await world.know(name, { population: 79_500, validFrom: "2017-01-01" });
  const id = await world.draft({ cptsId, kind: "aci", termYears: 9, missions: [{ code: "QUALITE_PERTINENCE" }], ...fields });
  expect((await world.sign(id, { signedOn })).status).toBe(200);
  return { cptsId, id };
};
const size = async (id: string, query = "") => (await world.read(`/v1/contracts/${id}/size${query}`)).json;
const drifts = async (id: string) => (await world.eventsOf(`size/${id}`)).map(({ data }) => data);
const found = async (cptsId: string) => (await world.discrepancies(cptsId)).filter(({ code }) => code === "contract-size-drift");

describe("the size of a contract whose territory changes tomorrow", () => {
  test("is announced with both classes and both totals from that day on, by an event and a discrepancy, until an amendment follows it", async () => {
    const { cptsId, id } = await signed("CPTS de demain");
    await world.territory(cptsId, "2026-11-23", 80_600);
    expect(await size(id)).toMatchObject({ drift: "none", proposal: null, sentence: null, differenceCents: 0 });
    const tomorrow = await size(id, "?asOf=2026-11-23&explain=true");
    // Functioning and quality, fixed and variable, by the grid of 2019: 60,000 + 2 x 10,000 against 75,000 + 2 x 15,000.
    expect(tomorrow).toMatchObject({ drift: "announced", grid: "aci-2019", frozenSizeClass: "T2", computedSizeClass: "T3", frozenYearly: { knownCents: 8_000_000, isAtLeast: false }, computedYearly: { knownCents: 10_500_000 }, differenceCents: 2_500_000 });
    expect(tomorrow.explanations[1]).toMatchObject({ figure: "differenceCents", inputs: expect.arrayContaining([{ name: "computedYearly", value: "T3: 10500000" }]) });
    expect([await drifts(id), await found(cptsId)]).toEqual([[], []]);
    time.set("2026-11-22T23:00:01Z");
    await expect.poll(() => drifts(id)).toEqual([{ contractId: id, cptsId, on: "2026-11-23", frozenSizeClass: "T2", frozenPopulation: 79_500, computedSizeClass: "T3", computedPopulation: 80_600 }]);
    expect(await found(cptsId)).toMatchObject([{ verdict: "differs", details: { contractId: id, frozen: "T2", computedSizeClass: "T3", frozenPopulation: 79_500, population: 80_600 } }]);
    const { proposal, sentence } = await size(id);
    expect([proposal, sentence.en]).toEqual([{ number: 1, changes: { sizeClass: "T3", population: 80_600 } }, "The contract keeps size T2 (79,500 inhabitants) until an amendment; its territory would have size T3 (80,600 inhabitants)."]);
    // What is proposed is what the parties sign.
    const etag = (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "";
    expect((await world.send("PUT", `/v1/contracts/${id}/amendments/${proposal.number}`, { signedOn: "2026-11-23", changes: proposal.changes, document }, { headers: { "if-match": etag } })).status).toBe(200);
    expect(await size(id)).toMatchObject({ drift: "none", frozenBy: 1, proposal: null });
    expect([(await drifts(id)).at(-1), await found(cptsId)]).toEqual([{ contractId: id, cptsId, on: "2026-11-23", frozenSizeClass: null, frozenPopulation: null, computedSizeClass: null, computedPopulation: null }, []]);
  });

  test("is told once for a change of today, and not of a contract that has ended", async () => {
    const { cptsId, id } = await signed("CPTS d'aujourd'hui");
    const ended = await signed("CPTS d'hier");
    expect((await world.send("POST", `/v1/contracts/${ended.id}/steps`, { action: "terminate", on: "2021-06-01", document })).status).toBe(200);
    for (const cpts of [ended.cptsId, cptsId]) await world.territory(cpts, "2017-01-01", 80_600);
    await expect.poll(() => drifts(id)).toHaveLength(1);
    await world.territory(cptsId, "2017-01-01", 80_600, ["37003", "37027"]);
    await world.territory(cptsId, "2017-01-01", 81_000);
    await expect.poll(async () => (await drifts(id)).map(({ computedPopulation }) => computedPopulation)).toEqual([80_600, 81_000]);
    expect(await drifts(ended.id)).toEqual([]);
  });

  test("has no difference in euros where a cell is not known, and says at least how much", async () => {
    const { cptsId, id } = await signed("CPTS Prévention", { missions: [{ code: "PREVENTION" }] });
    await world.territory(cptsId, "2017-01-01", 80_600);
    expect(await size(id)).toMatchObject({ drift: "announced", frozenYearly: { knownCents: 6_000_000, isAtLeast: true, atMostCents: null }, differenceCents: null });
  });
});
