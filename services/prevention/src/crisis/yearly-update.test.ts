import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

const time = settableClock("2026-03-01T09:00:00Z");
let world: Scene;
beforeAll(async () => {
  world = await scene({ clock: time.clock });
});
afterAll(() => world.service.stop());

const content = { title: "Plan", roles: [{ id: "lead", title: "Pilote", holders: ["0198c0de-0000-7000-8000-000000000020"] }], resources: [] };
const publish = async (id: string) => expect((await world.send("POST", `/v1/crisis-plans/${id}/publication`, {})).status).toBe(200);
const dues = async (id: string) => (await world.eventsOf(id)).filter(({ type }) => type === "cpts.prevention.crisis-plan.update-due.v1").map(({ data }) => data["dueOn"]);
const waiting = async (id: string) => (await world.rows("select key from due where ref = $1 and state = 'waiting' order by key", [id])).map(({ key }) => key);

test("a plan is called in after a year, late rather than never, once; an update moves the day", async () => {
  const { id } = (await world.send("POST", "/v1/crisis-plans", { cptsId: await world.ready("38053"), ...content })).json;
  await publish(id);
  expect(await waiting(id)).toEqual(["2027-03-01"]);
  // The service was away for four days.
  time.set("2027-03-05T09:00:00Z");
  await expect.poll(() => dues(id), { timeout: 15_000 }).toEqual(["2027-03-01"]);
  expect(await waiting(id)).toEqual(["2028-03-01"]);

  const etag = (await world.send("GET", `/v1/crisis-plans/${id}`)).headers.get("etag") ?? "";
  await world.send("PUT", `/v1/crisis-plans/${id}/draft`, { ...content, title: "Plan 2" }, { headers: { "if-match": etag } });
  await publish(id);
  expect(await waiting(id)).toEqual(["2028-03-05"]);

  time.set("2030-06-01T09:00:00Z");
  await expect.poll(() => dues(id), { timeout: 15_000 }).toEqual(["2027-03-01", "2028-03-05", "2029-03-05", "2030-03-05"]);
  expect(await waiting(id)).toEqual(["2031-03-05"]);
  const versions = (await world.eventsOf(id)).map(({ aggregateversion }) => aggregateversion);
  expect(versions).toEqual(versions.map((_, index) => index + 1));
});

test("a plan of long ago is called in at once", async () => {
  const { id } = (await world.send("POST", "/v1/crisis-plans", { cptsId: await world.ready("38053"), ...content })).json;
  await world.send("POST", `/v1/crisis-plans/${id}/publication`, { publishedOn: "2028-02-29" });
  await expect.poll(() => dues(id), { timeout: 15_000 }).toEqual(["2029-02-28", "2030-02-28"]);
});
