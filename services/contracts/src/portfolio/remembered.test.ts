import { gridEndpoints } from "@cpts/api/Grids";
import type { TestReplica } from "@cpts/service-kit/testing/test-service";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writerOf } from "../testing/one-of-each.ts";
import { scene, type Scene } from "../testing/scene.ts";

type Json = Readonly<Record<string, unknown>>;

let world: Scene;
let other: TestReplica;
let token = "";
let admin = "";
let cptsId = "";
let id = "";

const tried = { ...(gridEndpoints.addGrid.example as Json), id: "essai", family: "aci" };
const simulation = { year: 2022, kind: "aci", grid: tried };

type Asked = (method: string, path: string, body?: unknown) => Promise<Json>;
/** What a process answers of the country, by the contract that is written to. */
const told = async (ask: Asked) => {
  const [{ explanations, items }, { items: ofYear }, simulated] = [await ask("GET", "/v1/portfolio?limit=200&explain=true"), await ask("GET", "/v1/portfolio?limit=200&year=2022"), await ask("POST", "/v1/grid-simulations", simulation)] as const;
  return { explanations, items, ofYear, simulated };
};
const askOf = (send: TestReplica["send"]): Asked => async (method, path, json) => {
  const answer = await send(method, path, { token, ...(json === undefined ? {} : { json }) });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.json;
};

/** The same of two processes that remember, of one that has just begun, and of the funding of the contract itself, which remembers nothing. */
const agree = async (): Promise<string> => {
  const fresh = await world.service.replica();
  try {
    const [here, there, anew] = [await told(askOf(world.service.send)), await told(askOf(other.send)), await told(askOf(fresh.send))];
    expect(here).toEqual(anew);
    expect(there).toEqual(anew);
    const item = (anew.items as ReadonlyArray<Json>).find(({ contractId }) => contractId === id);
    const { earned, payable } = (await world.read(`/v1/contracts/${id}/funding`)).json;
    expect([item?.["due"], item?.["earned"]]).toEqual([payable.total, earned.total]);
    return JSON.stringify(anew);
  } finally {
    await fresh.stop();
  }
};

beforeAll(async () => {
  world = await scene();
  token = await world.service.token({ role: "service-account", scope: "contracts:read contracts:write contracts:money" });
  admin = await world.service.token({ role: "platform-admin" });
  other = await world.service.replica();
  cptsId = await world.know("CPTS Suivie", { population: 20_000, validFrom: "2017-01-01" });
  id = await world.draft({ cptsId, kind: "aci", termYears: 9, missions: [{ code: "CRISE_SANITAIRE" }, { code: "PREVENTION" }], attachmentDepartement: "37" });
  accepted(await world.sign(id, { signedOn: "2020-09-01" }));
});
afterAll(async () => {
  await other.stop();
  await world.service.stop();
});

describe("what a process remembers of schedules", () => {
  test("is what the database holds after whatever changes them, at once and in every process", async () => {
    const write = writerOf(world);
    const changes: ReadonlyArray<readonly [what: string, change: () => Promise<unknown>]> = [
      ["a mission starts", async () => accepted(await write.start(id, "PREVENTION", "start", "2020-10-01"))],
      ["its indicators are set", async () => accepted(await write.plan(id, 0.8))],
      ["a year is observed", async () => accepted(await write.observe(id, 1, 400))],
      ["the observation is corrected", async () => {
        const [known] = (await world.read(`/v1/contracts/${id}/observations`)).json.items;
        accepted(await write.observe(id, 1, 700, { corrects: known.id, reason: "Recompte" }));
      }],
      ["the review decides the rate", async () => {
        accepted(await write.open(id, 1));
        accepted(await write.submit(id, 1));
        accepted(await write.decide(id, 1));
      }],
      ["an amendment gives another size", async () => accepted(await write.amend(id, 1, { changes: { sizeClass: "T3" } }))],
      ["an amendment gives another regime", async () => accepted(await write.amend(id, 2, { signedOn: "2022-06-01", effectiveOn: "2022-07-01", changes: { fundingRegime: "aci-2022" } }))],
      ["it is suspended", async () => accepted(await write.step(id, "suspend", "2023-01-01"))],
      ["a crisis plan is published", () => world.crisisPlan(cptsId, "2022-09-15", 1)],
      ["its CPTS has another name", () => world.rename(cptsId, "CPTS Renommée")],
      ["its grid is corrected: it keeps the version it has", async () => {
        const { isCurrent: _current, reason: _reason, version: _version, id: _id, ...grid } = (await world.read("/v1/grids/aci-2019")).json;
        const lines = grid.lines.map((line: Json) => ({ ...line, amountCents: 1, status: "overridden", reason: "Essai" }));
        accepted(await world.send("PUT", "/v1/grids/aci-2019", { ...grid, lines, versionReason: "Essai" }, { token: admin, headers: { "if-match": '"v1"' } }));
      }],
      ["another contract is signed, under the corrected grid", async () => {
        const next = await world.draft({ cptsId: await world.know("CPTS Autre", { population: 20_000, validFrom: "2017-01-01" }), kind: "aci", termYears: 5, attachmentDepartement: "37" });
        accepted(await world.sign(next, { signedOn: "2021-01-01" }));
      }],
    ];
    let before = await agree();
    const unchanged: Array<string> = [];
    for (const [what, change] of changes) {
      await change();
      const after = await agree();
      if (after === before) unchanged.push(what);
      before = after;
    }
    // All the others leave another answer behind: nothing here agrees because nothing happened.
    expect(unchanged).toEqual(["its indicators are set", "the review decides the rate", "its grid is corrected: it keeps the version it has"]);
  });
});
