import { directory } from "@cpts/api/Directory";
import { rebuild, verify } from "@cpts/service-kit/subscriptions/rebuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";
import { knownMembers } from "./projection.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const { membershipEnded } = directory.events;
const rowsOf = (id: string) => world.rows("select cpts_id, valid_from, valid_to from known_membership where professional_id = $1", [id]);
const end = async (professionalId: string, cptsId: string, reason: string) => {
  const [row] = await world.rows("select id from known_membership where professional_id = $1", [professionalId]);
  const membershipId = String(row?.["id"]);
  await world.directory.tell(membershipEnded, membershipId, { membershipId, cptsId, on: "2026-09-01", reason });
};

test("a membership ends on its day, or never was, and a rebuild from the first event is identical", async () => {
  const cptsId = await world.ready("37003");
  const [left, mistaken] = [await world.professional(cptsId), await world.professional(cptsId)];
  await end(left, cptsId, "moved-away");
  await end(mistaken, cptsId, "recorded-in-error");
  expect([await rowsOf(left), await rowsOf(mistaken)]).toEqual([[{ cpts_id: cptsId, valid_from: "2020", valid_to: "2026-09-01" }], []]);
  expect(await world.service.run(verify(knownMembers, world.directory.pages))).toMatchObject({ differing: [] });
  await world.rows("delete from known_membership");
  await world.service.run(rebuild(knownMembers, world.directory.pages));
  expect(await rowsOf(left)).toHaveLength(1);
});
