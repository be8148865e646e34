import { departementByCode } from "@cpts/reference-data";
import type { TestClaims } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
/** Two CPTS, of Indre-et-Loire and of Isère, each with one planned and one published action. */
const here = { cpts: "", planned: "", published: "" };
const there = { cpts: "", planned: "", published: "" };

beforeAll(async () => {
  world = await scene();
  for (const [place, commune] of [[here, "37003"], [there, "38053"]] as const) {
    place.cpts = await world.ready(commune);
    place.planned = (await world.plan(place.cpts, { communes: [commune], period: { from: "2026-03", to: "2026-05" }, externalIds: [{ system: "urn:x", value: commune }] })).json.id;
    place.published = (await world.plan(place.cpts, { communes: [commune], mission: "PARCOURS", period: { from: "2026-06-10", to: "2026-06-12" } })).json.id;
    await world.publish(place.published);
  }
});
afterAll(() => world.service.stop());

const listed = async (query: string, token?: string): Promise<ReadonlyArray<string>> => {
  const { json, status } = await world.service.send("GET", `/v1/actions${query}`, token === undefined ? {} : { token });
  expect(status).toBe(200);
  return json.items.map(({ id }: { id: string }) => id);
};
const all = () => [there.published, there.planned, here.published, here.planned];

describe("the list of actions", () => {
  test("shows a visitor what is published, the last planned first", async () => {
    expect(await listed("")).toEqual([there.published, here.published]);
    expect(await listed(`?cpts=${here.cpts}`)).toEqual([here.published]);
    expect(await listed("?state=planned")).toEqual([]);
    expect(await listed("?identifier=urn:x%7C37003")).toEqual([]);
  });

  const actors: ReadonlyArray<readonly [string, TestClaims & { readonly own?: true }, boolean]> = [
    ["a coordinator", { role: "coordinator", own: true }, true],
    ["a professional", { role: "professional", own: true }, true],
    ["a coordinator of another CPTS", { role: "coordinator" }, false],
    ["an officer of the ARS", { role: "ars-officer", regions: ["24"] }, true],
    ["an officer of the fund", { role: "cpam-officer", departements: ["37"] }, true],
    ["an officer of another fund", { role: "cpam-officer", departements: ["18"] }, false],
    ["an administrator of the platform", { role: "platform-admin" }, false],
    ["a service account without the scope", { role: "service-account", scope: "registry:read" }, false],
  ];
  test.each(actors)("shows %s the planned ones as far as they reach", async (_, { own, ...claims }, sees) => {
    const token = await world.service.token({ ...claims, ...(own === true ? { cptsIds: [here.cpts] } : {}) });
    expect(await listed("", token)).toEqual([there.published, here.published, ...(sees ? [here.planned] : [])]);
    expect(await listed(`?cpts=${here.cpts}&state=planned`, token)).toEqual(sees ? [here.planned] : []);
    expect(await listed(`?cpts=${there.cpts}&state=planned`, token)).toEqual([]);
    expect((await world.service.send("GET", `/v1/actions/${here.planned}`, { token })).status).toBe(sees ? 200 : 404);
    expect((await world.service.send("GET", `/v1/actions/${there.planned}`, { token })).status).toBe(404);
  });

  test("tells nothing of a planned action to a visitor: as if there were none", async () => {
    const read = async (id: string) => {
      const { json, status } = await world.service.send("GET", `/v1/actions/${id}`);
      return { status, ...json, traceId: "" };
    };
    const hidden = await read(here.planned);
    expect(hidden).toEqual(await read("0198c0de-0000-7000-8000-00000000ffff"));
    expect(hidden.status).toBe(404);
  });

  test("is narrowed by CPTS, mission, commune, state, days and number", async () => {
    expect(await listed("", world.writer)).toEqual(all());
    expect(await listed(`?cpts=${there.cpts}`, world.writer)).toEqual([there.published, there.planned]);
    expect(await listed("?mission=PREVENTION", world.writer)).toEqual([there.planned, here.planned]);
    expect(await listed("?commune=37003", world.writer)).toEqual([here.published, here.planned]);
    expect(await listed("?state=published", world.writer)).toEqual([there.published, here.published]);
    expect(await listed("?identifier=urn:x%7C38053", world.writer)).toEqual([there.planned]);
    expect(await listed("?identifier=urn:x%7C1", world.writer)).toEqual([]);
    expect(await listed("?commune=37003&mission=PARCOURS&state=planned", world.writer)).toEqual([]);
  });

  test("takes a period known in part for what it may be", async () => {
    const on = async (from: string, to: string) => listed(`?cpts=${here.cpts}&from=${from}&to=${to}`, world.writer);
    // March to "2026-05", excluded as far as it is known: it may last until the 30th.
    expect(await on("2026-05-30", "2026-05-31")).toEqual([here.planned]);
    expect(await on("2026-05-31", "2026-06-10")).toEqual([]);
    expect(await on("2026-06-11", "2026-06-12")).toEqual([here.published]);
    expect(await on("2026-06-12", "2026-06-13")).toEqual([]);
    expect(await on("2026-02-01", "2026-03-01")).toEqual([]);
    expect(await on("2026-02-01", "2026-03-02")).toEqual([here.planned]);
  });

  test("pages by cursor show each action once, also when some are added meanwhile", async () => {
    const cptsId = await world.ready("45232");
    const added: Array<string> = [];
    for (let count = 0; count < 7; count += 1) added.push((await world.plan(cptsId, { communes: ["45232"] })).json.id);
    const seen: Array<string> = [];
    let cursor: string | null = null;
    do {
      const { headers, json } = await world.send("GET", `/v1/actions?cpts=${cptsId}&limit=3${cursor === null ? "" : `&cursor=${cursor}`}`);
      seen.push(...json.items.map(({ id }: { id: string }) => id));
      if (cursor === null) await world.plan(cptsId, { communes: ["45232"] });
      cursor = json.nextCursor;
      expect(headers.get("link") === null).toBe(cursor === null);
    } while (cursor !== null);
    expect(seen).toEqual(added.toReversed());
    expect((await world.send("GET", "/v1/actions?cursor=x")).json.errors).toEqual([expect.objectContaining({ in: "query", pointer: "cursor" })]);
  });

  test("an agency reaches a CPTS of its region wherever its territory was", async () => {
    expect(departementByCode("38")?.region).toBe("84");
    expect(await listed("?state=planned", await world.service.token({ role: "urps-referent", regions: ["84"] }))).toEqual([there.planned]);
  });
});
