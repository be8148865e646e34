import { directory } from "@cpts/api/Directory";
import { registry } from "@cpts/api/Registry";
import { queryRows } from "@cpts/testing/database";
import { territories } from "@cpts/service-kit/known/projection";
import { applyBatch } from "@cpts/service-kit/subscriptions/apply/batch";
import type { Projection } from "@cpts/service-kit/subscriptions/projection";
import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contracts } from "../service.ts";
import { parties } from "./projection.ts";

const logId = "0198c0de-0000-7000-8000-00000000aaaa";
const cptsId = registry.events.cptsRegistered.example.cptsId;
const [ars, person] = ["0198c0de-0000-7000-8000-000000000021", "0198c0de-0000-7000-8000-000000000020"];

let service: TestService;
let token = "";
beforeAll(async () => {
  service = await testService(contracts, { REGISTRY_URL: "http://127.0.0.1:1", DIRECTORY_URL: "http://127.0.0.1:1" });
  token = await service.token({ role: "service-account", scope: "contracts:write" });
});
afterAll(() => service.stop());

const eventOf = (source: string, subject: string, type: string, data: unknown) => (position: number) => ({
  specversion: "1.0" as const,
  id: crypto.randomUUID(),
  source: `/cpts/${source}`,
  type,
  subject,
  time: "2026-01-02T10:00:00.000Z",
  datacontenttype: "application/json" as const,
  logid: logId,
  position,
  aggregateversion: position,
  data,
});

const ofRegistry = [
  eventOf("registry", cptsId, registry.events.territoryChanged.type, registry.events.territoryChanged.example),
  eventOf("registry", cptsId, registry.events.cptsRegistered.type, registry.events.cptsRegistered.example),
].map((event, index) => event(index + 1));
const ofDirectory = [
  eventOf("directory", person, directory.events.professionalRegistered.type, { ...directory.events.professionalRegistered.example, professionalId: person, nickname: "of tomorrow" }),
  eventOf("directory", ars, directory.events.organizationRegistered.type, { ...directory.events.organizationRegistered.example, organizationId: ars }),
].map((event, index) => event(index + 1));

type Step = readonly [Projection, (typeof ofRegistry)[number]];
const steps: ReadonlyArray<Step> = [...ofRegistry.map((event): Step => [territories, event]), ...ofDirectory.map((event): Step => [parties, event])];

/** Every way in which two logs can be heard beside each other. */
const interleavings = (left: ReadonlyArray<Step>, right: ReadonlyArray<Step>): ReadonlyArray<ReadonlyArray<Step>> => {
  const [first, second] = [left[0], right[0]];
  if (first === undefined) return [right];
  if (second === undefined) return [left];
  return [...interleavings(left.slice(1), right).map((rest) => [first, ...rest]), ...interleavings(left, right.slice(1)).map((rest) => [second, ...rest])];
};

const draft = () => service.send("POST", "/v1/contracts", { token, json: { cptsId, kind: "aci", parties: [{ capacity: "ars", organizationId: ars }] } });
const apply = ([projection, event]: Step) => service.run(applyBatch(projection, [event], { logId, position: event.position }));
const forget = () =>
  queryRows(service.database.ownerUrl, "delete from known_cpts; delete from known_territory; delete from known_party; delete from subscription_cursor").then(() => {});

describe("the registry and the directory", () => {
  const ways = interleavings(steps.slice(0, 2), steps.slice(2));

  test.each(ways.map((way, index) => [index, way] as const))("may be heard in any order (%i): what is not known yet is refused until it is", async (_, way) => {
    await forget();
    const statuses: Array<number> = [];
    for (const step of way) {
      statuses.push((await draft()).status);
      expect(await apply(step)).toMatchObject({ applied: 1, parked: 0 });
      await apply(step);
    }
    expect([statuses, (await draft()).status]).toEqual([way.map(() => 422), 201]);
  });

  test("leave no name of a person", async () => {
    const rows = await queryRows(service.database.ownerUrl, "select id, party, kind, name from known_party order by party");
    expect(rows).toEqual([
      { id: ars, party: "organization", kind: "ars", name: "ARS Centre-Val de Loire" },
      { id: person, party: "professional", kind: "60", name: null },
    ]);
  });

  test("take an erased person along", async () => {
    const erased = eventOf("directory", person, directory.events.personErased.type, { personId: person })(ofDirectory.length + 1);
    expect(await apply([parties, erased])).toMatchObject({ applied: 1, parked: 0 });
    expect(await queryRows(service.database.ownerUrl, "select party from known_party")).toEqual([{ party: "organization" }]);
  });
});

test("Someone who was erased is named by nothing new", async () => {
  await apply([parties, eventOf("directory", person, directory.events.personErased.type, { ...directory.events.personErased.example, personId: person })(ofDirectory.length + 1)]);
  expect(await queryRows(service.database.ownerUrl, `select id from known_party where id = '${person}'`)).toEqual([]);
});
