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

const { contractChanged, contractDrafted, contractSigned } = contracts.events;
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
