import { arrivalEndpoints } from "@cpts/api/Arrivals";
import { pathOf } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { roles } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declareTwice, kindsOf } from "../testing/declare-twice.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let member: string;
let arrival: ReturnType<JSON["parse"]>;
const people: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  member = await world.service.token({ role: "professional", cptsIds: [cptsId] });
  for (const familyName of ["Nouvelle", "Référente", "Étudiant"]) people.push((await world.create("/v1/professionals", { familyName, givenName: "Camille", profession: "60", visibility: "cpts", cptsId })).id);
  await world.create("/v1/memberships", { cptsId, professionalId: people[1], validFrom: "2020" });
});
afterAll(() => world.service.stop());

const patch = (id: string, version: number, body: object) => world.send("PATCH", `/v1/arrivals/${id}`, body, { headers: { "if-match": `"v${version}"` } });
const listed = async (query: string, token?: string) => (await world.get(`/v1/arrivals?cpts=${cptsId}&${query}`, token ?? member)).json.items.map(({ name, standing }: Record<string, unknown>) => [name, standing]);

describe("somebody who comes", () => {
  test("is recorded with place, dates, mentor and the list of their kind, and told by ids", async () => {
    const { events, json } = await declareTwice(world, "/v1/arrivals", { cptsId, professionalId: people[0], kind: "newcomer", commune: "37003", expectedOn: "2026-09", mentorId: people[1] });
    expect(json).toMatchObject({ kind: "newcomer", commune: "37003", standing: "expected", mentorName: "Camille Référente", done: [], version: 1 });
    expect(json.checklist[0]).toEqual({ code: "premises", label: "locaux trouvés", doneOn: null, doneBy: null });
    expect(kindsOf(events)).toEqual(["arrival.recorded"]);
    expect(events[0]?.data).toEqual({ arrivalId: json.id, cptsId, professionalId: people[0], kind: "newcomer", commune: "37003", expectedOn: "2026-09", arrivedOn: null, leftOn: null, mentorId: people[1], done: [] });
    arrival = json;
  });

  test("has a mentor among the members, who is somebody else", async () => {
    const faults = (mentorId: string | undefined) => world.faults("/v1/arrivals", { cptsId, professionalId: people[0], kind: "student", mentorId });
    expect([await faults(people[2]), await faults(people[0])]).toEqual(Array.from({ length: 2 }, () => [422, "invalid-request", "#/mentorId"]));
    expect((await world.send("POST", "/v1/arrivals", { cptsId, professionalId: people[0], kind: "student", mentorId: people[2] })).json.errors[0]).toMatchObject({ code: "not-a-member" });
  });

  test("has a list of the CPTS's own where it gives one, in which no patient is named", async () => {
    const own = { cptsId, professionalId: people[2], kind: "student", arrivedOn: "2026-03-02", leftOn: "2026-09-01", items: [{ code: "keys", label: "Clés remises" }] };
    expect((await world.create("/v1/arrivals", own)).checklist).toEqual([{ code: "keys", label: "Clés remises", doneOn: null, doneBy: null }]);
    expect(await world.faults("/v1/arrivals", { ...own, items: [{ code: "x", label: "vu 1 85 05 78 006 084 91" }] })).toEqual([422, "invalid-request", "#/items/0/label"]);
    expect((await world.get("/v1/arrival-templates")).json.items.map(({ kind, status }: Record<string, unknown>) => [kind, status])).toEqual([["newcomer", "provisional"], ["student", "provisional"], ["locum", "provisional"]]);
  });

  test("arrives, and leaves, under the version that was read", async () => {
    const { json, status } = await patch(arrival.id, 1, { arrivedOn: "2026-09-07" });
    expect([status, json.arrivedOn, json.version]).toEqual([200, "2026-09-07", 2]);
    const head = await world.head();
    expect([(await patch(arrival.id, 1, { leftOn: "2027" })).status, (await patch(arrival.id, 2, { arrivedOn: "2026-09-07" })).json.version, (await patch(arrival.id, 2, { leftOn: "2026-08-01" })).json.errors[0].pointer]).toEqual([412, 2, "#/leftOn"]);
    expect(await world.head()).toBe(head);
  });

  test("gets what is on the list, with the day and by whom, and one can be mistaken", async () => {
    const path = `/v1/arrivals/${arrival.id}/checklist`;
    const { events, json } = await declareTwice(world, path, { item: "welcome-meeting", on: "2026-09-10", by: people[1] });
    expect([json.done, json.checklist.find(({ code }: { code: string }) => code === "welcome-meeting")]).toEqual([["welcome-meeting"], { code: "welcome-meeting", label: "rencontre d'accueil", doneOn: "2026-09-10", doneBy: people[1] }]);
    expect([kindsOf(events), events[0]?.data["done"]]).toEqual([["arrival.changed"], ["welcome-meeting"]]);
    expect([await world.faults(path, { item: "nothing", on: "2026-09-10" }), await world.faults(path, { item: "tools", on: "2999-01-01" })]).toEqual([[422, "invalid-request", "#/item"], [422, "invalid-request", "#/on"]]);
    expect((await declareTwice(world, path, { item: "welcome-meeting", on: null })).json.done).toEqual([]);
  });

  test("is listed as of a day, by standing, to those of the CPTS", async () => {
    expect(await listed("asOf=2026-05-01")).toEqual([["Camille Nouvelle", "expected"], ["Camille Étudiant", "present"]]);
    expect(await listed("asOf=2026-10-01&standing=present")).toEqual([["Camille Nouvelle", "present"]]);
    expect(await listed("asOf=2026-10-01&standing=left")).toEqual([["Camille Étudiant", "left"]]);
    const outsider = await world.service.token({ role: "professional", cptsIds: [] });
    expect([await listed("", outsider), (await world.get(`/v1/arrivals/${arrival.id}`, outsider)).status, (await world.get(`/v1/arrivals/${arrival.id}`)).status]).toEqual([[], 404, 404]);
  });
});

test("whoever is erased leaves neither their arrival nor their name as a mentor", async () => {
  const token = await world.service.token({ role: "service-account", scope: "directory:erase directory:read directory:write" });
  for (const id of [people[1], people[2]]) expect((await world.send("POST", `/v1/professionals/${id}/erasure`, { reason: "request", requestedBy: "person" }, { token })).status).toBe(201);
  expect((await world.get(`/v1/arrivals?cpts=${cptsId}`, member)).json.items.map(({ id, mentorId }: Record<string, unknown>) => [id, mentorId])).toEqual([[arrival.id, null]]);
});

describe("who keeps arrivals", () => {
  test.each(roles)("%s", async (role) => {
    const token = await world.service.token({ role, cptsIds: [cptsId], regions: ["24"], departements: ["37"], scope: "directory:write" });
    const { status } = await world.send("POST", "/v1/arrivals", { cptsId, professionalId: people[0], kind: "locum" }, { token });
    expect(status).toBe(role === "coordinator" || role === "board-member" ? 201 : role === "service-account" ? 201 : 403);
  });
});

test.each(Object.entries(arrivalEndpoints).filter(([, { method }]) => method === "GET"))("the answer of %s is the one described, with nothing more", async (_, endpoint) => {
  const { json, status } = await world.get(pathOf(endpoint, { id: arrival.id }), world.writer);
  expect(status).toBe(200);
  expect(() => asDescribed(endpoint, json)).not.toThrow();
});
