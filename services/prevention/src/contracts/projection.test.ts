import { contracts } from "@cpts/api/Contracts";
import { registry } from "@cpts/api/Registry";
import { territories } from "@cpts/service-kit/known/projection";
import { applyBatch } from "@cpts/service-kit/subscriptions/apply/batch";
import { rebuild, verify } from "@cpts/service-kit/subscriptions/rebuild";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";
import { knownContracts } from "./projection.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const { contractAmended, contractChanged, contractDrafted, contractEntryWithdrawn, contractResumed, contractSigned, contractSuspended, contractTakenOver, contractTerminated } = contracts.events;
const { cptsRegistered, territoryChanged } = registry.events;
const contractOf = (id: string) => world.rows("select kind, state, signed_on, term_years, missions from known_contract where id = $1", [id]);
const ids = () => ({ contractId: crypto.randomUUID(), cptsId: crypto.randomUUID() });
const words = (code: string) => ({ code, label: null });

test("a contract is a draft, changes, and is signed for good", async () => {
  const of = ids();
  await world.contracts.tell(contractDrafted, of.contractId, { ...contractDrafted.example, ...of, kind: "accord-de-demain" });
  expect(await contractOf(of.contractId)).toEqual([{ kind: "accord-de-demain", state: "draft", signed_on: null, term_years: null, missions: contractDrafted.example.missions }]);
  await world.contracts.tell(contractChanged, of.contractId, { ...of, termYears: 5 });
  await world.contracts.tell(contractChanged, of.contractId, { ...of, missions: [words("PARCOURS")] });
  expect(await contractOf(of.contractId)).toMatchObject([{ kind: "accord-de-demain", missions: [words("PARCOURS")] }]);
  await world.contracts.tell(contractSigned, of.contractId, { ...contractSigned.example, ...of, kind: "aci", termYears: 5 });
  const signed = await contractOf(of.contractId);
  expect(signed).toMatchObject([{ kind: "aci", state: "signed", signed_on: contractSigned.example.signedOn, term_years: 5 }]);
  await world.contracts.tell(contractChanged, of.contractId, { ...of, missions: [] });
  expect(await contractOf(of.contractId)).toEqual(signed);
});

test("a change or a signature of a contract never heard of is kept", async () => {
  const [changed, signed] = [ids(), ids()];
  await world.contracts.tell(contractChanged, changed.contractId, { ...changed, kind: "aci" });
  await world.contracts.tell(contractSigned, signed.contractId, { ...contractSigned.example, ...signed, colour: "blue" });
  expect(await contractOf(changed.contractId)).toEqual([{ kind: "aci", state: "draft", signed_on: null, term_years: null, missions: [] }]);
  expect(await contractOf(signed.contractId)).toMatchObject([{ state: "signed" }]);
});

test("what happens to a contract after its signature tells whether a mission is under contract", async () => {
  const cptsId = await world.register({ communes: ["37003"] });
  const contractId = await world.sign(cptsId, ["PREVENTION"], { signedOn: "2026-01-15" });
  const source = { document: "Lettre" };
  const missions = async () => (await world.service.send("GET", `/v1/cpts/${cptsId}/missions`)).json.missions.map(({ code, lastDay }: { code: string; lastDay: string | null }) => [code, lastDay]);
  const planned = async () => {
    const answer = await world.send("POST", "/v1/actions", { cptsId, mission: "PREVENTION", title: "Vaccination", communes: ["37003"] }, { headers: { "accept-language": "fr" } });
    return [answer.status, ...(answer.json.errors ?? []).map(({ code, message }: { code: string; message: string }) => `${code}: ${message}`)];
  };
  expect([await missions(), await planned()]).toEqual([[["PREVENTION", null]], [201]]);
  await world.contracts.tell(contractSuspended, contractId, { contractId, cptsId, on: "2026-02-01", ground: null, source }, 2);
  expect(await planned()).toEqual([422, expect.stringMatching(/^mission-not-under-contract: la mission PREVENTION est dans un contrat suspendu ce jour-là/u)]);
  await world.contracts.tell(contractResumed, contractId, { contractId, cptsId, on: "2026-03-01", source }, 3);
  expect(await planned()).toEqual([201]);
  await world.contracts.tell(contractAmended, contractId, { ...contractAmended.example, contractId, cptsId, effectiveOn: "2026-04-01", changes: { missions: [words("PREVENTION"), { code: "PARCOURS", label: "Nos parcours" }] } }, 4);
  expect(await missions()).toEqual([["PARCOURS", null], ["PREVENTION", null]]);
  await world.contracts.tell(contractTerminated, contractId, { contractId, cptsId, on: "2026-10-01", ground: null, noticeOn: null, source }, 5);
  expect([await missions(), await planned()]).toEqual([[], [422, expect.stringMatching(/^mission-not-under-contract: la mission PREVENTION n'est plus sous contrat : le dernier qui la contenait a pris fin le 30 septembre 2026/u)]]);
});

test("what was recorded of a contract by mistake counts no more for its missions, and what is recorded after counts", async () => {
  const cptsId = await world.register({ communes: ["37003"] });
  const contractId = await world.sign(cptsId, ["PREVENTION"], { signedOn: "2026-01-15" });
  const [of, source] = [{ contractId, cptsId }, { document: "Lettre" }];
  const missions = async () => (await world.service.send("GET", `/v1/cpts/${cptsId}/missions`)).json.missions.map(({ code, lastDay }: { code: string; lastDay: string | null }) => [code, lastDay]);
  const taken = (fields: object, version: number) => world.contracts.tell(contractEntryWithdrawn, contractId, { ...contractEntryWithdrawn.example, ...of, action: null, ...fields }, version);
  const amended = (code: string, version: number) => world.contracts.tell(contractAmended, contractId, { ...contractAmended.example, ...of, effectiveOn: "2026-02-01", changes: { missions: [words(code)] } }, version);
  await amended("PARCOURS", 2);
  await taken({ entry: "amendment", number: 1, on: "2026-02-01" }, 3);
  await world.contracts.tell(contractTerminated, contractId, { ...of, on: "2026-03-01", ground: null, noticeOn: null, source }, 4);
  expect(await missions()).toEqual([]);
  await taken({ entry: "step", action: "terminate", on: "2026-03-01" }, 5);
  await taken({ entry: "mission-start", mission: "PREVENTION", on: "2026-03-01" }, 6);
  expect(await missions()).toEqual([["PREVENTION", null]]);
  await amended("ACCES_SOINS", 7);
  expect(await missions()).toEqual([["ACCES_SOINS", null]]);
});

test("a contract that is taken over brings its history along", async () => {
  const of = { cptsId: await world.register({ communes: ["37003"] }) };
  const contractId = await world.sign(of.cptsId, ["PREVENTION"], { signedOn: "2018-01-15" });
  const told = { ...contractTakenOver.example, ...of, contractId, amendments: [], steps: [{ action: "suspend", on: "2019", termYears: null }, { action: "terminate", on: "2020-06-01", termYears: null }] };
  await world.contracts.tell(contractTakenOver, contractId, told, 2);
  expect((await world.service.send("GET", `/v1/cpts/${of.cptsId}/missions`)).json.missions).toEqual([]);
});

test("events applied again change nothing", async () => {
  const rows = () => world.rows("select * from known_contract order by id");
  const before = await rows();
  const { events, logId } = await world.contracts.pages(0);
  await world.service.run(applyBatch(knownContracts, events, { logId, position: events.length }));
  expect(await rows()).toEqual(before);
});

test("whatever the order in which two sources come, an action is accepted once both were heard", async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(["contract", "cpts", "territory"] as const, { minLength: 3 }), async (order) => {
      const of = ids();
      const tell = {
        contract: () => world.contracts.tell(contractSigned, of.contractId, { ...contractSigned.example, ...of }),
        cpts: () => world.registry.tell(cptsRegistered, of.cptsId, { ...cptsRegistered.example, cptsId: of.cptsId }),
        territory: () => world.registry.tell(territoryChanged, of.cptsId, { ...territoryChanged.example, cptsId: of.cptsId }),
      };
      const statuses: Array<number> = [];
      for (const source of order) {
        await tell[source]();
        statuses.push((await world.send("POST", "/v1/actions", { cptsId: of.cptsId, mission: "PREVENTION", title: "Vaccination", communes: ["37003"] })).status);
      }
      expect(statuses).toEqual([422, 422, 201]);
    }),
    { numRuns: 12 },
  );
});

test("rebuilt from the first event, the projections are the same, also after they were emptied by hand", async () => {
  const verified = await world.service.run(verify(knownContracts, world.contracts.pages));
  expect(verified).toMatchObject({ differing: [] });
  expect(verified.rows).toBeGreaterThan(3);
  expect(await world.service.run(verify(territories, world.registry.pages))).toMatchObject({ differing: [] });
  const before = await world.rows("select * from known_contract order by id");
  await world.rows("delete from known_contract");
  expect(await world.service.run(verify(knownContracts, world.contracts.pages))).toMatchObject({ differing: ["known_contract"] });
  await world.service.run(rebuild(knownContracts, world.contracts.pages));
  expect(await world.rows("select * from known_contract order by id")).toEqual(before);
});
