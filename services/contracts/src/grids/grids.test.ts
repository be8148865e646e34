import { gridEndpoints } from "@cpts/api/Grids";
import { aciGrid2019 } from "@cpts/reference-data";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let admin = "";
let cptsId = "";
beforeAll(async () => {
  world = await scene();
  admin = await world.service.token({ role: "platform-admin" });
  cptsId = await world.know("CPTS Financée", { population: 20_000 });
});
afterAll(() => world.service.stop());

type Json = Readonly<Record<string, unknown>>;

const { id: _, ...content } = gridEndpoints.addGrid.example as { readonly id: string; readonly lines: ReadonlyArray<Json> } & Json;
const line = (size: string, amountCents: number, fields: Json = {}) => ({ mission: null, component: "functioning", part: null, size, amountCents, status: "verified", source: { document: "Texte" }, ...fields });
const add = (grid: Json) => world.send("POST", "/v1/grids", { ...content, ...grid }, { token: admin });
const change = (id: string, grid: Json, ifMatch: string) => world.send("PUT", `/v1/grids/${id}`, { ...content, versionReason: "Relecture", ...grid }, { token: admin, headers: { "if-match": ifMatch } });
const errors = ({ json, status }: { readonly json: { readonly errors?: ReadonlyArray<{ readonly pointer: string; readonly code: string }> }; readonly status: number }) => [status, json.errors?.map(({ code, pointer }) => `${pointer} ${code}`)];

describe("the grids of the national agreement", () => {
  test("are there from the start, each amount with its source and status, and open to all", async () => {
    const { json } = await world.service.send("GET", "/v1/grids?family=aci");
    expect(json.items.map(({ id, isCurrent, version }: { id: string; isCurrent: boolean; version: number }) => [id, version, isCurrent])).toEqual([["aci-2019", 1, true], ["aci-2022", 1, true]]);
    const read = await world.service.send("GET", "/v1/grids/aci-2019");
    expect(read.json).toEqual({ ...aciGrid2019, version: 1, isCurrent: true, reason: null });
    expect((await world.read("/v1/grids?family=aci&asOf=2022-03-31")).json.items.map(({ id }: { id: string }) => id)).toEqual(["aci-2022"]);
    expect((await world.read("/v1/grids/aci-1999")).status).toBe(404);
  });
});

describe("a new grid", () => {
  test("of a mission and a fifth size that nobody had is taken without a release, once however often it is sent", async () => {
    const sizes = [10_000, 20_000, 30_000, 40_000].map((max, index) => ({ code: `T${index + 1}`, min: index * 10_000, max, minInclusive: true, maxInclusive: false }));
    const all = [...sizes, { code: "T5", min: 40_000, max: null, minInclusive: true, maxInclusive: false }];
    const lines = all.flatMap(({ code }) => [line(code, 100), line(code, 200, { mission: "APPUI_FRANCE_SANTE", component: "fixed" })]);
    const answer = await world.twice("POST", "/v1/grids", { ...content, id: "demain", family: "demain", sizes: all, lines }, { token: admin });
    expect([answer.status, answer.headers.get("etag"), answer.json.lines]).toEqual([201, '"v1"', lines]);
    const [event] = await world.eventsOf("grid/demain");
    expect([event?.type, event?.data]).toEqual(["cpts.contracts.grid.published.v1", { gridId: "demain", gridVersion: 1, family: "demain", effectiveFrom: "2030-01-01", effectiveTo: null }]);
  });

  test("with a hole, a gap, an absurd amount or an override without reason is refused at each place", async () => {
    const head = await world.head();
    const sizes = [{ code: "T1", min: null, max: 40_000, minInclusive: false, maxInclusive: false }, { code: "T2", min: 40_001, max: null, minInclusive: true, maxInclusive: false }];
    expect(errors(await add({ id: "troue", family: "troue", sizes, lines: [line("T1", -1), line("T1", 5, { mission: "PARCOURS", component: "fixed", status: "overridden" }), line("T3", 2_000_000_000)] }))).toEqual([
      422,
      [
        "#/sizes size-gap",
        "#/lines/2/size unknown-size",
        "#/lines/0/amountCents absurd-amount",
        "#/lines/2/amountCents absurd-amount",
        "#/lines/1/reason reason-missing",
        "#/lines hole",
        "#/lines hole",
      ],
    ]);
    const told = await world.send("POST", "/v1/grids", { ...content, id: "troue", family: "troue", lines: [line("T1", 1)] }, { token: admin, headers: { "accept-language": "fr" } });
    expect(told.json.errors[0].message).toBe("il manque le montant de functioning T2 : donnez-le, ou dites-le inconnu");
    expect(await world.head()).toBe(head);
  });

  test("in force while another of its family is, or of a name that is taken, is refused", async () => {
    expect(errors(await add({ id: "aci-2030", family: "aci" }))).toEqual([409, ["#/effectiveFrom overlapping-period"]]);
    expect(errors(await add({ id: "aci-2022", family: "aci" }))).toEqual([409, ["#/id grid-exists"]]);
    expect(errors(await add({ id: "aci", family: "autre" }))).toEqual([409, ["#/id name-of-another"]]);
    expect(errors(await add({ id: "autre", family: "aci-2019" }))).toEqual([409, ["#/id name-of-another"]]);
  });

  test("is for operators: whoever writes contracts adds none", async () => {
    const status = async (role: string, scope = "") => (await world.service.send("POST", "/v1/grids", { json: { ...content, id: "intrus" }, token: await world.service.token({ role, scope, regions: ["24"] }) })).status;
    expect([await status("ars-officer"), await status("coordinator"), await status("service-account", "contracts:write"), (await world.service.send("POST", "/v1/grids", { json: { ...content, id: "intrus" } })).status]).toEqual([403, 403, 403, 401]);
  });
});

describe("a correction", () => {
  const sizes = content["sizes"];
  const grid = { family: "corrige", sizes, lines: [line("T1", 5_000_000), line("T2", 6_000_000)] };

  test("needs the version it starts from, and makes a new one beside the old, which stays readable", async () => {
    await add({ id: "corrige", ...grid });
    expect((await world.send("PUT", "/v1/grids/corrige", { ...content, ...grid, versionReason: "x" }, { token: admin })).status).toBe(428);
    const lines = [line("T1", 5_000_000), line("T2", 6_100_000, { status: "overridden", reason: "Accord régional du 3 mars" })];
    const done = await change("corrige", { ...grid, lines }, '"v1"');
    expect([done.status, done.json.version, done.json.reason, done.headers.get("etag")]).toEqual([200, 2, "Relecture", '"v2"']);
    expect((await change("corrige", { ...grid, lines }, '"v1"')).status).toBe(412);
    const old = (await world.read("/v1/grids/corrige?atVersion=1")).json;
    expect([old.isCurrent, old.lines[1].amountCents]).toEqual([false, 6_000_000]);
    expect((await world.eventsOf("grid/corrige")).map(({ aggregateversion }) => aggregateversion)).toEqual([1, 2]);
  });

  test("changes no verified amount silently, nor takes one away, nor moves to another family", async () => {
    await add({ id: "verifie", ...grid, family: "verifie" });
    expect(errors(await change("verifie", { ...grid, family: "verifie", lines: [line("T1", 5_000_001), line("T2", 6_000_000)] }, '"v1"'))).toEqual([422, ["#/lines/0/amountCents verified-amount"]]);
    const gone = await change("verifie", { ...grid, family: "verifie", lines: [line("T1", 5_000_000)], unknown: [{ mission: null, component: "functioning", part: null, size: "T2", source: { document: "Texte" } }] }, '"v1"');
    expect(errors(gone)).toEqual([422, ["#/lines verified-amount"]]);
    expect(errors(await change("verifie", { ...grid, family: "autre" }, '"v1"'))).toEqual([422, ["#/family other-family"]]);
  });

  test("of two made at once, one wins and the other is told so", async () => {
    await add({ id: "dispute", ...grid, family: "dispute" });
    const answers = await Promise.all([1, 2].map((label) => change("dispute", { ...grid, family: "dispute", label: `Essai ${label}` }, '"v1"')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  test("changes no contract that was signed before by a cent, and holds for those signed after", async () => {
    const family = "epingle";
    await add({ id: "epingle", ...grid, family, effectiveFrom: "2020-01-01" });
    const sign = async () => {
      const id = await world.draft({ cptsId, kind: family, termYears: 5 });
      await world.sign(id, { signedOn: "2021-03-01" });
      return id;
    };
    const functioning = async (id: string) => {
      const { grid: used, lines } = (await world.read(`/v1/contracts/${id}/funding`)).json;
      return [used.version, used.isPinned, lines[0].amountCents];
    };
    const before = await sign();
    expect(await functioning(before)).toEqual([1, false, 5_000_000]);
    await change("epingle", { ...grid, family, effectiveFrom: "2020-01-01", lines: [line("T1", 9_000_000, { status: "overridden", reason: "Essai" }), line("T2", 6_000_000)] }, '"v1"');
    expect(await functioning(before)).toEqual([1, true, 5_000_000]);
    expect(await functioning(await sign())).toEqual([2, false, 9_000_000]);
  });
});
