import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const signedIn = async (departement: string, signedOn: string, fields: object = {}) => {
  const cptsId = await world.know(`CPTS ${departement}`);
  const id = await world.draft({ cptsId, attachmentDepartement: departement, kind: "accord-ars", ...fields });
  await world.sign(id, { signedOn });
  return { cptsId, id };
};
const found = async (cptsId: string, code: string) => (await world.discrepancies(cptsId)).find((one) => one.code === code);

describe("the rank of a contract", () => {
  test("is compared anew when the contract of another CPTS is signed, fits when the dates of documents say so, and is contradicted by one too many", async () => {
    const third = await signedIn("38", "2018-06-01", { ordinal: { value: 3, region: "84" } });
    expect(await found(third.cptsId, "contract-ordinal")).toMatchObject({ verdict: "cannot-tell", details: { ordinal: 3, known: 0, inferred: 0 } });
    await signedIn("69", "2018-01-01");
    await signedIn("37", "2018-01-01");
    await signedIn("69", "2019-01-01");
    await signedIn("69", "2017-01-01", { kind: "aci" });
    expect(await found(third.cptsId, "contract-ordinal")).toMatchObject({ verdict: "cannot-tell", details: { known: 1 } });
    await signedIn("01", "2017-01-01");
    expect(await found(third.cptsId, "contract-ordinal")).toBeUndefined();
    const untold = await signedIn("01", "--01-01");
    expect(await found(third.cptsId, "contract-ordinal")).toMatchObject({ verdict: "cannot-tell", details: { known: 2 } });
    expect(await world.discrepancies(untold.cptsId)).toEqual([]);
    await signedIn("26", "2018-05-31");
    expect(await found(third.cptsId, "contract-ordinal")).toMatchObject({ verdict: "differs", details: { known: 3 } });
  });

  test("is told whole and once per change, the versions counting them, also when many are signed at once", async () => {
    const ranked = await signedIn("75", "2018-06-01", { ordinal: { value: 9, region: "11" } });
    await Promise.all(["77", "78", "91", "92"].map((departement) => signedIn(departement, "2018-01-01")));
    expect(await found(ranked.cptsId, "contract-ordinal")).toMatchObject({ details: { known: 4 } });
    const events = await world.eventsOf(ranked.cptsId);
    expect(events.map(({ aggregateversion }) => aggregateversion)).toEqual(events.map((_, index) => index + 1));
    expect(events).toHaveLength(5);
  });
});

describe("action sheets", () => {
  test("more titles than sheets declared differ, and an inexact number has no exact remainder", async () => {
    const cptsId = await world.know("CPTS Fiches");
    const id = await world.draft({ cptsId, actionSheetCount: { value: 1, qualifier: "exactly" } });
    const other = await world.draft({ cptsId, actionSheetCount: { value: 2, qualifier: "more-than" } });
    const sheets = (contract: string) => `/v1/contracts/${contract}/action-sheets`;
    for (const title of ["Une", "Deux"]) await world.send("POST", sheets(id), { title });
    const unqualified = await world.draft({ cptsId: await world.know("CPTS Sans qualificatif"), actionSheetCount: { value: 3 } });
    const { explanations, titlesUnknown } = (await world.read(`${sheets(unqualified)}?explain=true`)).json;
    expect([titlesUnknown, explanations[0].inputs[0].value]).toEqual([3, "exactly 3"]);
    expect((await world.read(sheets(id))).json.titlesUnknown).toBe(0);
    expect((await world.read(sheets(other))).json.titlesUnknown).toBeNull();
    expect((await world.discrepancies(cptsId)).map(({ code, details, verdict }) => [code, details["contractId"], verdict])).toEqual([
      ["action-sheets-unknown", id, "differs"],
      ["action-sheets-unknown", other, "cannot-tell"],
    ]);
  });

  test("may be learned of after the signature, in the order of their numbers", async () => {
    const { id } = await signedIn("45", "2018");
    const add = (fields: object) => world.twice("POST", `/v1/contracts/${id}/action-sheets`, fields);
    await add({ title: "Sans numéro" });
    await add({ title: "Deuxième", number: 2 });
    await add({ title: "Première", number: 1, missions: ["PREVENTION"] });
    const again = await world.send("POST", `/v1/contracts/${id}/action-sheets`, { title: "Encore une première", number: 1 });
    expect([again.status, again.json.errors.map(({ code, pointer }: { code: string; pointer: string }) => `${pointer} ${code}`)]).toEqual([409, ["#/number taken"]]);
    const { json } = await world.read(`/v1/contracts/${id}/action-sheets`);
    expect(json.items.map(({ title }: { title: string }) => title)).toEqual(["Première", "Deuxième", "Sans numéro"]);
    expect([json.declaredCount, json.titlesUnknown]).toEqual([null, null]);
    expect((await world.read(`/v1/contracts/${id}`)).json.version).toBe(5);
  });
});

describe("contracts counted by a document", () => {
  const count = (fields: object) => world.send("POST", "/v1/contract-counts", { region: "53", kind: "accord-ars", provenance: { status: "sourced", source: { document: "D" } }, counts: [{ departement: "35", value: 1 }], ...fields });

  test("move with the contracts that are known, and say when an order cannot be told", async () => {
    const answer = await count({ on: "2018-06-01" });
    const row = async () => {
      const { items } = (await world.read("/v1/contract-counts?region=53")).json;
      return items.find(({ id }: { id: string }) => id === answer.json.id).counts[0];
    };
    expect(await row()).toMatchObject({ declared: 1, known: 0, withoutName: 1, certainty: "yes" });
    await signedIn("35", "2018-06-01");
    expect(await row()).toMatchObject({ known: 1, withoutName: 0, certainty: "yes" });
    await signedIn("35", "2018-06-02");
    expect(await row()).toMatchObject({ known: 1, withoutName: 0, certainty: "yes" });
    await signedIn("35", "2018-06");
    expect(await row()).toMatchObject({ known: 1, withoutName: null, certainty: "unknown" });
  });

  test("fewer than are known leave no remainder, and without a day nor a contract nothing can be told", async () => {
    await signedIn("22", "2017-01-01");
    await signedIn("22", "2017-01-02");
    const counts = [{ departement: "22", value: 1 }];
    expect((await count({ counts, on: "2018" })).json.counts[0]).toMatchObject({ declared: 1, known: 2, withoutName: null, certainty: "yes" });
    expect((await count({ counts })).json.counts[0]).toMatchObject({ known: 0, withoutName: null, certainty: "unknown" });
  });

  test("page by page, are seen once each", async () => {
    const ids = [(await count({ region: "93", total: { value: 3 }, counts: [] })).json.id, (await count({ region: "93", total: { value: 3 }, counts: [] })).json.id];
    const first = (await world.read("/v1/contract-counts?region=93&limit=1")).json;
    const second = (await world.read(`/v1/contract-counts?region=93&limit=1&cursor=${first.nextCursor}`)).json;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect([second.nextCursor, (await world.read("/v1/contract-counts?cursor=x")).status]).toEqual([null, 400]);
  });
});
