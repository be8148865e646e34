import { afterAll, beforeAll, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let staff: string;
let former: string;
let user: string;
const provenance = { status: "sourced", source: { document: "PV", published: "2026-01-10" } };
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  const belonging = async (familyName: string, more: object) => {
    const { id } = await world.create("/v1/professionals", { familyName, givenName: "Camille", visibility: "public" });
    await world.create("/v1/memberships", { cptsId, professionalId: id, validFrom: "2020-01-01", ...more });
    return id as string;
  };
  staff = await belonging("Salariée", { role: "COORDINATEUR" });
  former = await belonging("Ancienne", { role: "COORDINATEUR", validTo: "2022-01-01" });
  user = await belonging("Usagère", { role: "USAGER" });
});
afterAll(() => world.service.stop());

const send = async (path: string, json: object) => {
  const { json: answer, status } = await world.send("POST", `/v1/cpts/${cptsId}${path}`, json, { headers: { "accept-language": "fr" } });
  return { status, id: answer.id as string, errors: (answer.errors ?? []) as ReadonlyArray<{ readonly code: string; readonly pointer: string; readonly message: string }> };
};
const office = (code: string, ids: ReadonlyArray<string>, more: object = {}) => send("/offices", { office: code, holders: ids.map((professionalId) => ({ professionalId })), validFrom: "2024-01-01", provenance, ...more });

test("the staff of the association holds no office of its bureau, and the refusal names who, and the text", async () => {
  const { errors, status } = await office("TRESORIER", [user, staff]);
  expect([status, errors.map(({ code, pointer }) => [code, pointer])]).toEqual([422, [["staff-in-bureau", "#/holders/1/professionalId"]]]);
  expect(errors[0]?.message).toMatch(/^Coordinateur, coordinatrice ou personnel salarié : .*Source : CGI, art\. 261, 7-1°-d .*\(texte à vérifier\)$/u);
  expect((await office("COORDINATEUR", [staff])).status).toBe(201);
  expect((await office("TRESORIER", [user, former])).status).toBe(201);
  expect((await office("SECRETAIRE", [former], { validFrom: "2021-01-01", validTo: "2021-06-01" })).status).toBe(422);
});

test("nor a seat of the bureau, declared or given by an election; one of the board is for the statutes to give", async () => {
  const [bureau, board] = [await send("/bodies", { kind: "bureau", provenance }), await send("/bodies", { kind: "board", provenance })];
  const seat = { professionalId: staff, validFrom: "2024-01-01", provenance };
  const refused = await send(`/bodies/${bureau.id}/seats`, seat);
  expect([refused.status, refused.errors.map(({ code, pointer }) => [code, pointer])]).toEqual([422, [["staff-in-bureau", "#/professionalId"]]]);
  expect((await send(`/bodies/${board.id}/seats`, seat)).status).toBe(201);
  const election = (elected: string) => ({ on: "2026-03-02", seatsOpen: 1, candidates: [user, staff].map((professionalId) => ({ professionalId, elected: professionalId === elected })), provenance });
  const lost = await send(`/bodies/${bureau.id}/elections`, election(staff));
  expect([lost.status, lost.errors.map(({ pointer }) => pointer)]).toEqual([422, ["#/candidates/1/professionalId"]]);
  expect((await send(`/bodies/${bureau.id}/elections`, election(user))).status).toBe(201);
});
