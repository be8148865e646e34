import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId = "";
beforeAll(async () => {
  world = await scene();
  cptsId = await world.know("CPTS Exemple");
});
afterAll(() => world.service.stop());

const unknownId = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
const pointers = ({ json, status }: { readonly json: { readonly type?: string; readonly errors?: ReadonlyArray<{ readonly pointer: string }> }; readonly status: number }) => [status, json.type, json.errors?.map(({ pointer }) => pointer)];
const unknownReference = "/problems/unknown-reference";

describe("drafting", () => {
  test("sent twice, makes one contract, answers its address and version, and leaves one event", async () => {
    const answer = await world.twice("POST", "/v1/contracts", { cptsId, kind: "aci", parties: [{ capacity: "cpts" }] });
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      id: expect.any(String),
      cptsId,
      cptsName: "CPTS Exemple",
      kind: "aci",
      state: "draft",
      standing: "draft",
      draftedOn: null,
      parties: [{ capacity: "cpts", organizationId: null, name: null }],
      missions: [],
      objectives: [],
      actionSheetCount: null,
      attachmentDepartement: null,
      ordinal: null,
      announced: null,
      termYears: null,
      fundingRegime: null, lastDay: null,
      inForce: null,
      signature: null,
      population: null,
      sizeClass: null,
      provenance: { status: "declared" },
      externalIds: [],
      version: 1,
    });
    const location = new URL(answer.headers.get("location") ?? "", "https://example.org/contracts/v1/contracts");
    expect(location.pathname).toBe(`/contracts/v1/contracts/${answer.json.id}`);
    expect(answer.headers.get("etag")).toMatch(/^"v1-/u);
    const read = await world.read(`/v1/contracts/${answer.json.id}`);
    expect([read.json, read.headers.get("etag")]).toEqual([answer.json, answer.headers.get("etag")]);
    expect((await world.eventsOf(answer.json.id)).map(({ type }) => type)).toEqual(["cpts.contracts.contract.drafted.v1"]);
  });

  test("keeps everything that the document says, also codes of tomorrow, and tells no word of it in its event", async () => {
    const organizationId = await world.organization("CPAM 37", "cpam");
    const said = {
      kind: "contrat-de-demain",
      draftedOn: "2017-11",
      parties: [{ capacity: "cpam", organizationId, name: "la caisse" }, { capacity: "de-demain", organizationId: null, name: null }],
      missions: [{ code: "PREVENTION", label: "Prévenir" }, { code: "DE_DEMAIN", label: null }],
      objectives: [{ label: "Attirer", codes: ["ACCOMPAGNEMENT_PS"] }],
      actionSheetCount: { value: 8, qualifier: "at-least" },
      attachmentDepartement: "37",
      ordinal: { value: 2, region: "24" },
      announced: { on: "--11-30", time: null, place: "Amboise", commune: "37003" },
      termYears: 5,
      provenance: { status: "sourced", note: "relu", source: { document: "Article" } },
      externalIds: [{ system: "urn:x", value: "7" }],
    };
    const { json } = await world.send("POST", "/v1/contracts", { cptsId, ...said });
    expect(json).toMatchObject(said);
    const [drafted] = await world.eventsOf(json.id);
    expect(drafted?.data).toMatchObject({ kind: said.kind, missions: [{ code: "PREVENTION", label: null }, { code: "DE_DEMAIN", label: null }], announced: { ...said.announced, place: null }, provenance: { status: "sourced", source: { document: "…" } } });
    expect(JSON.stringify(drafted)).not.toMatch(/la caisse|relu|Prévenir|Amboise|Article/u);
  });

  test("for a CPTS that is not known yet is refused as retryable, then succeeds", async () => {
    const missing = { cptsId: unknownId, kind: "aci", parties: [] };
    const refused = await world.send("POST", "/v1/contracts", missing);
    expect([...pointers(refused), refused.headers.get("retry-after")]).toEqual([422, unknownReference, ["#/cptsId"], "1"]);
    const learned = await world.know("CPTS Apprise");
    expect((await world.send("POST", "/v1/contracts", { ...missing, cptsId: learned })).status).toBe(201);
  });

  test("names each party that the directory has not told of, and a person is no organization", async () => {
    const professional = await world.professional();
    const party = (organizationId: string) => ({ capacity: "ars", organizationId });
    const draft = (...ids: ReadonlyArray<string>) => world.send("POST", "/v1/contracts", { cptsId, kind: "aci", parties: ids.map(party) });
    expect(pointers(await draft(await world.organization("ARS", "ars"), unknownId, professional))).toEqual([422, unknownReference, ["#/parties/1/organizationId", "#/parties/2/organizationId"]]);
  });

  test("with a number that names another contract is refused at that number, and leaves nothing", async () => {
    const externalIds = [{ system: "urn:x:taken", value: "1" }];
    await world.draft({ cptsId, externalIds });
    const head = await world.head();
    expect(pointers(await world.send("POST", "/v1/contracts", { cptsId, kind: "aci", parties: [], externalIds: [{ system: "urn:x:free", value: "1" }, ...externalIds] }))).toEqual([409, "/problems/already-exists", ["#/externalIds/1"]]);
    expect(await world.head()).toBe(head);
    expect((await world.read("/v1/contracts?identifier=urn:x:free|1")).json.items).toEqual([]);
  });
});

describe("changing", () => {
  const change = (id: string, patch: unknown, ifMatch?: string) => world.send("PATCH", `/v1/contracts/${id}`, patch, ifMatch === undefined ? {} : { headers: { "if-match": ifMatch } });

  test("needs the version it starts from: 428 without, 412 when another came first, 200 when current", async () => {
    const id = await world.draft({ cptsId });
    expect((await change(id, { termYears: 5 })).status).toBe(428);
    const done = await change(id, { termYears: 5, attachmentDepartement: "37" }, '"v1"');
    expect([done.status, done.json.version, done.json.termYears]).toEqual([200, 2, 5]);
    const late = await change(id, { termYears: 6 }, '"v1"');
    expect([late.status, late.json.detail]).toEqual([412, expect.stringContaining("version 2")]);
    expect((await world.eventsOf(id)).at(-1)?.data).toEqual({ contractId: id, cptsId, termYears: 5, attachmentDepartement: "37" });
    expect((await world.read("/v1/contracts?departement=37")).json.items.map((item: { id: string }) => item.id)).toContain(id);
  });

  test("the same again leaves no event; null clears, an absent field stays", async () => {
    const id = await world.draft({ cptsId, termYears: 5, announced: { on: "2018-01-17" }, externalIds: [{ system: "urn:x:same", value: "1" }] });
    const head = await world.head();
    const same = await change(id, { termYears: 5, announced: { on: "2018-01-17", time: null }, externalIds: [{ system: "urn:x:same", value: "1" }] }, '"v1"');
    expect([same.status, same.json.version, await world.head()]).toEqual([200, 1, head]);
    expect((await change(id, { announced: null }, '"v1"')).json).toMatchObject({ announced: null, termYears: 5, version: 2 });
    expect((await change(id, { externalIds: [] }, '"v2"')).json).toMatchObject({ externalIds: [], version: 3 });
  });

  test("an empty change, an unknown party and an unknown place are refused where they stand", async () => {
    const id = await world.draft({ cptsId });
    expect((await change(id, {}, '"v1"')).json.errors[0].message).toBe("Nothing to change.");
    expect(pointers(await change(id, { parties: [{ capacity: "ars", organizationId: unknownId }] }, '"v1"'))).toEqual([422, unknownReference, ["#/parties/0/organizationId"]]);
    expect(pointers(await change(id, { attachmentDepartement: "00" }, '"v1"'))).toEqual([422, "/problems/invalid-request", ["#/attachmentDepartement"]]);
    expect((await change(unknownId, { termYears: 1 }, '"v1"')).status).toBe(404);
  });

  test("a signed contract is refused with a sentence, in the language of the reader", async () => {
    const id = await world.draft({ cptsId });
    await world.sign(id, { signedOn: "--09-22" });
    const refused = async (language: string) => {
      const { json, status } = await world.send("PATCH", `/v1/contracts/${id}`, { termYears: 5 }, { headers: { "if-match": '"v2"', "accept-language": language } });
      return [status, json.type, json.detail];
    };
    const type = "/problems/illegal-transition";
    expect(await refused("fr")).toEqual([409, type, "Ce contrat est signé (22 septembre, année non précisée) : il ne change plus que par un avenant."]);
    expect(await refused("en")).toEqual([409, type, "This contract is signed (22 September, year not stated): it only changes by an amendment."]);
  });
});
