import { directory as contract } from "@cpts/api/Directory";
import { isWrite } from "@cpts/api/Endpoint";
import { contractFaults } from "@cpts/service-kit/testing/contract-faults";
import { hostileRequests } from "@cpts/service-kit/testing/hostile-requests";
import { Schema } from "effect";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

const cases = 300;
const { declareBody, declareHeadcount, declareOffice, listHeadcounts, readGovernance } = contract.endpoints;
const endpoints = [declareOffice, declareBody, readGovernance, declareHeadcount, listHeadcounts].map((endpoint) => [endpoint.id, endpoint] as const);

let world: Scene;
let known: string;
beforeAll(async () => {
  world = await scene();
  known = await world.learnCpts("37003");
  // The example of the contract names this person.
  await world.rows("insert into professional (id, version, skills, visibility) values ('0198c0de-0000-7000-8000-000000000020', 1, '{}', 'public')");
});
afterAll(() => world.service.stop());

describe("what is said of offices, bodies and headcounts", () => {
  test.each(endpoints)("never breaks %s by bad input, is answered by a problem of its contract, and then leaves no event", async (_, endpoint) => {
    await fc.assert(
      fc.asyncProperty(hostileRequests(contract.name, endpoint), async ({ body, headers, path }) => {
        const head = isWrite(endpoint) ? await world.head() : 0;
        const answer = await world.send(endpoint.method, path.replace("{known}", known), undefined, { headers, ...(body === undefined ? {} : { raw: body }) });
        expect(answer.status).toBeLessThan(500);
        expect(contractFaults(endpoint, answer)).toEqual([]);
        expect(isWrite(endpoint) && answer.status >= 400 ? await world.head() : head).toBe(head);
      }),
      { numRuns: cases },
    );
  });

  test("is read back whatever was accepted", async () => {
    const rows = await world.rows("select (select count(*)::int from office_statement) as offices, (select count(*)::int from governance_body) as bodies, (select count(*)::int from headcount) as headcounts");
    expect(Object.values(rows[0] ?? {}).every((count) => Number(count) > 0)).toBe(true);
    for (const asOf of ["0001-01-01", "2026-11-22", "9999-12-31"]) expect((await world.get(`/v1/cpts/${known}/governance?explain=true&asOf=${asOf}`)).status).toBe(200);
    expect((await world.get(`/v1/cpts/${known}/headcounts?explain=true`)).status).toBe(200);
  });

  test.each(endpoints)("is answered by %s as its contract describes, with nothing more", async (_, endpoint) => {
    const query = isWrite(endpoint) ? "" : "?explain=true";
    const answer = await world.send(endpoint.method, `${endpoint.path.replace("{id}", known)}${query}`, endpoint.example);
    expect(answer.status).toBe(endpoint.status);
    const response = endpoint.response as Schema.Codec<unknown, unknown>;
    expect(() => Schema.decodeUnknownSync(response, { onExcessProperty: "error" })(answer.json)).not.toThrow();
  });
});
