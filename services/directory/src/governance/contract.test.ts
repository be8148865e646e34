import { isWrite } from "@cpts/api/Endpoint";
import { governanceEndpoints } from "@cpts/api/GovernanceEndpoints";
import { headcountEndpoints } from "@cpts/api/HeadcountEndpoints";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { named } from "@cpts/service-kit/testing/own-endpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

const told = "0198c0de-0000-7000-8000-000000000020";
const endpoints = [...Object.values(governanceEndpoints), ...Object.values(headcountEndpoints)].toSorted((a, b) => Number(isWrite(b)) - Number(isWrite(a)));

let world: Scene;
let cptsId: string;
let holder: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  holder = (await world.create("/v1/professionals", { familyName: "Exemple", givenName: "Dominique", visibility: "public", practiceMode: "Z" })).id;
});
afterAll(() => world.service.stop());

describe("the contract of offices, bodies and headcounts", () => {
  test.each(named(endpoints))("shows an example of %s that works, and describes its answer, with nothing more", async (_, endpoint) => {
    const example = "example" in endpoint ? JSON.parse(JSON.stringify(endpoint.example).replaceAll(told, holder)) : undefined;
    const { json, status } = await world.send(endpoint.method, `${endpoint.path.replace("{id}", cptsId)}${isWrite(endpoint) ? "" : "?explain=true"}`, example);
    expect(status).toBe(endpoint.status);
    expect(() => asDescribed(endpoint, json)).not.toThrow();
    expect(isWrite(endpoint) || json.explanations.length > 0).toBe(true);
  });
});
