import { peopleEndpoints } from "@cpts/api/PeopleEndpoints";
import { pathOf } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

const told = { cpts: "0198c0de-0000-7000-8000-000000000001", first: "0198c0de-0000-7000-8000-000000000021", second: "0198c0de-0000-7000-8000-000000000022" };

let world: Scene;
let text = "";
let person: string;
let organization: string;
beforeAll(async () => {
  world = await scene();
  const cptsId = await world.learnCpts("37003");
  organization = (await world.create("/v1/organizations", { name: "Première", kind: "urps" })).id;
  const other = (await world.create("/v1/organizations", { name: "Seconde", kind: "federation" })).id;
  text = JSON.stringify(Object.fromEntries(Object.entries(peopleEndpoints).map(([name, endpoint]) => [name, "example" in endpoint ? endpoint.example : null])))
    .replaceAll(told.cpts, cptsId)
    .replaceAll(told.first, organization)
    .replaceAll(told.second, other);
  person = (await world.create("/v1/professionals", { familyName: "Exemple", givenName: "Dominique", rpps: "10001766123", practiceMode: "Z" })).id;
  await world.create("/v1/memberships", { cptsId, professionalId: person });
  await world.create("/v1/relationships", { kind: "represents", professionalId: person, of: organization, cptsId });
  await world.create("/v1/relationships", { kind: "employed-by", professionalId: person, of: organization });
});
afterAll(() => world.service.stop());

describe("the contract of people and organizations", () => {
  test.each(Object.entries(peopleEndpoints).filter(([, { method }]) => method === "POST"))("the example of %s works as it is shown, and the answer is the one described", async (name, endpoint) => {
    const { json, status } = await world.send("POST", endpoint.path, JSON.parse(text)[name]);
    expect([status, json]).toEqual([endpoint.status, expect.any(Object)]);
    expect(() => asDescribed(endpoint, json)).not.toThrow();
  });

  test.each(Object.entries(peopleEndpoints).filter(([, { method }]) => method === "GET"))("the answer of %s is the one described, with nothing more", async (name, endpoint) => {
    const { json, status } = await world.get(pathOf(endpoint, { id: name === "readOrganization" ? organization : person }), world.writer);
    expect(status).toBe(200);
    expect(json.items?.length).not.toBe(0);
    expect(() => asDescribed(endpoint, json)).not.toThrow();
  });
});
