import { directory as contract } from "@cpts/api/Directory";
import { contractFaults } from "@cpts/service-kit/testing/contract-faults";
import { hostileRequests } from "@cpts/service-kit/testing/hostile-requests";
import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { directory } from "./service.ts";

const cases = 300;
const known = "00000000-0000-7000-8000-000000000000";

let service: TestService;
let reader: string;
beforeAll(async () => {
  service = await testService(directory, { REGISTRY_URL: "http://127.0.0.1:1" });
  reader = await service.token({ role: "service-account", scope: "directory:events" });
});
afterAll(() => service.stop());

describe("bad input", () => {
  test.each(Object.values(contract.endpoints).map((endpoint) => [endpoint.id, endpoint] as const))("never breaks %s, and is answered by a problem of its contract", async (_, endpoint) => {
    await fc.assert(
      fc.asyncProperty(hostileRequests(contract.name, endpoint), fc.boolean(), async ({ headers, path }, isKnown) => {
        const answer = await service.send(endpoint.method, path.replace("{known}", known), { headers, ...(isKnown ? { token: reader } : {}) });
        expect(answer.status).toBeLessThan(500);
        expect(contractFaults(endpoint, answer)).toEqual([]);
      }),
      { numRuns: cases },
    );
  });

  test("its log is for those who may read it", async () => {
    const status = async (token?: string) => (await service.send("GET", "/v1/events", token === undefined ? {} : { token })).status;
    expect([await status(), await status(await service.token({ role: "coordinator" })), await status(reader)]).toEqual([401, 403, 200]);
  });
});
