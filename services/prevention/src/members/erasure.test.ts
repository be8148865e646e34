import { directory } from "@cpts/api/Directory";
import { verify } from "@cpts/service-kit/subscriptions/rebuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";
import { knownMembers } from "./projection.ts";

let world: Scene;
let cptsId: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.ready("37003");
});
afterAll(() => world.service.stop());

const { personErased, professionalRegistered } = directory.events;
const erase = (personId: string) => world.directory.tell(personErased, personId, { personId });
/** Every table of the service that holds this id, but for the log and what was answered under a key. */
const tablesWith = async (id: string) => {
  const tables = await world.rows("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('event', 'idempotency_key')");
  const held: Array<string> = [];
  for (const { table_name: name } of tables) if ((await world.rows(`select 1 from "${String(name)}" t where t::text like '%' || $1 || '%' limit 1`, [id])).length > 0) held.push(String(name));
  return held.toSorted();
};

test("of somebody who was erased no sign-up, attendance or lead is left; counts stay, and who waits takes the place", async () => {
  const [gone, next] = [await world.professional(cptsId), await world.professional(cptsId)];
  const { id } = (await world.plan(cptsId)).json;
  const nothing = { theme: "vaccination", populations: [], partners: [], budgetCents: null, spentCents: null, realFrom: null, realTo: null };
  await world.send("PUT", `/v1/actions/${id}/conduct`, { ...nothing, leadId: gone }, { headers: { "if-match": '"v1"' } });
  const coming = (await world.planSession(id, { capacity: 1 })).json.id;
  for (const professionalId of [gone, next]) await world.send("POST", `/v1/sessions/${coming}/sign-ups`, { professionalId });
  const held = (await world.planSession(id)).json.id;
  await world.send("POST", `/v1/sessions/${held}/results`, { byAge: [{ band: "40-64", count: 12 }], screened: 0, referred: 0, attendance: [gone, next] });
  await erase(gone);
  const signUps = (await world.send("GET", `/v1/sessions/${coming}/sign-ups`)).json.items;
  expect(signUps.map((one: { professionalId: string; state: string }) => [one.professionalId, one.state])).toEqual([[next, "confirmed"]]);
  expect((await world.send("GET", `/v1/sessions/${held}/results`)).json).toMatchObject({ attendance: [next], attendanceErased: 1, history: [{ reached: 12 }] });
  expect((await world.send("GET", `/v1/actions/${id}/conduct`)).json).toMatchObject({ ...nothing, leadId: null, version: 3 });
  // The mark of the erasure, and the dates of a membership under the pseudonym.
  expect(await tablesWith(gone)).toEqual(["known_membership", "known_professional"]);
  expect(await world.rows("select profession, erased from known_professional where id = $1", [gone])).toEqual([{ profession: null, erased: true }]);
});

test("somebody who was erased signs up no more, whatever is told of them later, and erased twice is erased once", async () => {
  const gone = await world.professional(cptsId);
  const { id } = (await world.planSession((await world.plan(cptsId)).json.id)).json;
  await erase(gone);
  await world.directory.tell(professionalRegistered, gone, { professionalId: gone, profession: "60" });
  await erase(gone);
  const late = await world.send("POST", `/v1/sessions/${id}/sign-ups`, { professionalId: gone });
  expect([late.status, late.json.type]).toEqual([422, "/problems/unknown-reference"]);
  expect(await world.service.run(verify(knownMembers, world.directory.pages))).toMatchObject({ differing: [] });
});
