import { directory } from "@cpts/api/Directory";
import { foreignLog } from "@cpts/service-kit/testing/foreign-log";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";
import { erasures } from "./projection.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const { personErased } = directory.events;

test("with an erased person go the links to their calendar and the numbers to call them by; others stay, and no new one is made", async () => {
  const cptsId = await world.ready("37003");
  const [gone, stays] = [await world.professional(cptsId), await world.professional(cptsId)];
  const link = async (professionalId: string) => (await world.send("POST", "/v1/calendar-links", { cptsId, professionalId })).json;
  const [first, second] = [await link(gone), await link(stays)];
  const { id: plan } = (await world.send("POST", "/v1/crisis-plans", { cptsId, title: "Plan", roles: [], resources: [] })).json;
  const contact = (professionalId: string) => world.send("POST", `/v1/crisis-plans/${plan}/contacts`, { label: "Pilote", professionalId, privatePhone: "0600000000" });
  for (const id of [gone, stays]) expect((await contact(id)).status).toBe(201);

  expect(await foreignLog(world.service, erasures).hear({ definition: personErased, subject: gone, data: { personId: gone } })).toBe(0);

  const read = async (secret: string) => (await world.service.send("GET", `/v1/calendars/private/${secret}/calendar.ics`)).status;
  expect([await read(first.secret), await read(second.secret)]).toEqual([404, 200]);
  expect((await world.rows("select professional_id from crisis_contact where plan_id = $1", [plan])).map(({ professional_id }) => professional_id)).toEqual([stays]);
  expect(await world.rows("select id from calendar_link where professional_id = $1", [gone])).toEqual([]);
  expect([(await world.send("POST", "/v1/calendar-links", { cptsId, professionalId: gone })).status, (await contact(gone)).status]).toEqual([422, 422]);
});
