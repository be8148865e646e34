import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const year = { from: "2025-01-01", to: "2026-01-01" };
const propose = async (cptsId: string, period: object = year) => (await world.send("POST", `/v1/cpts/${cptsId}/proposals`, period)).json.items;
const valuesOf = (items: ReadonlyArray<{ indicator: string; value: number | null }>) => items.flatMap(({ indicator, value }) => (indicator.startsWith("PRE") ? [] : [[indicator, value]]));

const step = (id: string, profession: string) => ({ id, title: id, actor: { profession } });
const pathway = async (cptsId: string, professions: ReadonlyArray<string>, publishedOn: string) => {
  const { id } = (await world.send("POST", "/v1/pathways", { cptsId, title: "Parcours", theme: "t", steps: professions.map((code, index) => step(`s${index}`, code)) })).json;
  expect((await world.send("POST", `/v1/pathways/${id}/publication`, { publishedOn })).status).toBe(200);
  return id as string;
};
const include = (id: string, from: string, to: string, people: number) => world.send("POST", `/v1/pathways/${id}/inclusions`, { from, to, people });

describe("what pathways and the crisis plan come to is proposed to the contract", () => {
  test("the pathways that two professions share at the end of the period, and the people included in it, once for the same values", async () => {
    const cptsId = await world.ready("37003");
    const shared = await pathway(cptsId, ["10", "60"], "2025-03-01");
    await pathway(cptsId, ["10", "10"], "2025-03-01");
    await pathway(cptsId, ["10", "60"], "2026-03-01");
    await include(shared, "2025-03-01", "2025-07-01", 20);
    await include(shared, "2025-07-01", "2026-01-01", 22);
    const first = await propose(cptsId);
    expect(valuesOf(first)).toEqual([["PAR-01", 1], ["PAR-02", 42]]);
    const head = await world.head();
    expect([await propose(cptsId), await world.head()]).toEqual([first, head]);
    await include(shared, "2025-07-01", "2026-01-01", 30);
    const next = await propose(cptsId);
    expect([valuesOf(next), (await world.head()) - head]).toEqual([[["PAR-01", 1], ["PAR-02", 50]], 2]);
    const told = (await world.eventsAfter(head)).filter(({ type }) => type === "cpts.prevention.indicator.proposed.v1");
    expect(told.map(({ data }) => data)).toEqual([next.find(({ indicator }: { indicator: string }) => indicator === "PAR-02")]);
  });

  test("people of a declared period that is only partly of the year are not guessed", async () => {
    const cptsId = await world.ready("37003");
    await include(await pathway(cptsId, ["10", "60"], "2024-03-01"), "2024-10-01", "2025-03-01", 20);
    expect(valuesOf(await propose(cptsId))).toEqual([["PAR-01", 1], ["PAR-02", null]]);
  });

  test("of the crisis plan whether it is written, updated and exercised within twelve months of the end of the period", async () => {
    const cptsId = await world.ready("37003");
    const content = { title: "Plan", roles: [{ id: "lead", title: "Pilote", holders: ["0198c0de-0000-7000-8000-000000000020"] }], resources: [] };
    const { id } = (await world.send("POST", "/v1/crisis-plans", { cptsId, ...content })).json;
    const flags = async (period: object) => valuesOf(await propose(cptsId, period)).map(([, value]) => value);
    expect(await flags(year)).toEqual([0, 0, 0, 0]);
    await world.send("POST", `/v1/crisis-plans/${id}/publication`, { publishedOn: "2024-06-01" });
    await world.send("POST", `/v1/crisis-plans/${id}/exercises`, { heldOn: "2025-11-01", scenario: "Canicule", participants: 12 });
    expect(await flags({ from: "2024-01-01", to: "2025-01-01" })).toEqual([0.6667, 1, 1, 0]);
    expect(await flags(year)).toEqual([0.6667, 1, 0, 1]);
  });

  test("where there is neither, nothing is claimed: it may be on paper", async () => {
    expect(valuesOf(await propose(await world.ready("37003")))).toEqual([]);
  });
});
