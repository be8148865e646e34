import { gridEndpoints } from "@cpts/api/Grids";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

type Json = Readonly<Record<string, unknown>>;

let world: Scene;
let admin = "";
let cptsId = "";
beforeAll(async () => {
  world = await scene();
  admin = await world.service.token({ role: "platform-admin" });
  cptsId = await world.know("CPTS Financée", { population: 20_000, validFrom: "2017-01-01" });
});
afterAll(() => world.service.stop());

const document = { document: "Avenant signé" };
const provenance = { status: "sourced", source: { document: "Contrat signé", locator: "art. 5" } };
const kind = "contrat-territorial-de-sante";
const draft = (fields: Json = {}) => world.draft({ cptsId, kind, termYears: 5, ...fields });
const signed = async (signedOn: string, fields: Json = {}): Promise<string> => {
  const id = await draft(fields);
  const { status, text } = await world.sign(id, { signedOn });
  expect([status, text]).toEqual([200, expect.any(String)]);
  return id;
};
const amend = async (id: string, number: number, changes: Json, signedOn = "2022-09-01") =>
  world.send("PUT", `/v1/contracts/${id}/amendments/${number}`, { signedOn, changes, document }, { headers: { "if-match": (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "" } });
const contract = async (id: string) => (await world.read(`/v1/contracts/${id}`)).json;
const funding = async (id: string, query = "") => (await world.read(`/v1/contracts/${id}/funding${query}`)).json;
const due = async (id: string) => (await funding(id)).payable.total.knownCents;
const errors = ({ json, status }: { readonly json: { readonly errors?: ReadonlyArray<{ readonly pointer: string; readonly code: string }> }; readonly status: number }) => [status, json.errors?.map(({ code, pointer }) => `${pointer} ${code}`)];
const grid = (id: string, family: string, amountCents: number, effectiveFrom = "2017-01-01") => {
  const { id: _, lines, ...content } = gridEndpoints.addGrid.example as { readonly id: string; readonly lines: ReadonlyArray<Json> } & Json;
  return { ...content, id, family, effectiveFrom, lines: lines.map((line) => ({ ...line, amountCents })) };
};
const add = async (...fields: Parameters<typeof grid>) => expect((await world.send("POST", "/v1/grids", grid(...fields), { token: admin })).status).toBe(201);

describe("a contract that names no funding regime", () => {
  test("has the one that its kind and the day of its signature tell, and says that it is derived", async () => {
    const id = await signed("2020-09-01", { kind: "aci" });
    const regime = { code: "aci-2019", origin: "derived", grid: { id: "aci-2019", version: 1, isPinned: false }, provenance: { status: "computed", source: { document: "Accord conventionnel interprofessionnel CPTS (ACI)", published: "2019-06-20" } } };
    const { fundingRegime, inForce } = await contract(id);
    expect([fundingRegime, inForce.fundingRegime]).toEqual([regime, regime]);
    const { explanations, regime: told } = await funding(id, "?explain=true");
    expect(told).toEqual(regime);
    expect(explanations[0]).toMatchObject({ figure: "regime", inputs: expect.arrayContaining([{ name: "kind", value: "aci" }, { name: "signedOn", value: "2020-09-01" }]), sources: [{ status: "computed" }, { status: "verified" }, { status: "provisional" }] });
  });

  test("has none before its signature, where its kind has no grid, and where the day is not known", async () => {
    const ids = [await draft({ kind: "aci" }), await signed("2018-01-17"), await signed("2022", { kind: "aci", cptsId: await world.know("CPTS sans jour") })];
    expect(await Promise.all(ids.map(async (id) => (await contract(id)).fundingRegime))).toEqual([null, null, null]);
    const { explanations } = (await world.read(`/v1/contracts/${ids[1]}?explain=true`)).json;
    expect(explanations.find(({ figure }: Json) => figure === "fundingRegime").rule.fr).toContain("aucun barème de ce type de contrat n'était en vigueur");
  });
});

describe("a contract that names its funding regime", () => {
  test("is paid by the grid of that name, whatever its kind and its day would give, and tells so once", async () => {
    const answer = await world.twice("POST", "/v1/contracts", { cptsId, kind, parties: [{ capacity: "cpts" }, { capacity: "ars" }], termYears: 5, fundingRegime: { code: "aci-2022", provenance } });
    const { fundingRegime, id } = answer.json;
    expect([answer.status, fundingRegime]).toEqual([201, { code: "aci-2022", origin: "declared", grid: { id: "aci-2022", version: 1, isPinned: false }, provenance }]);
    expect((await world.sign(id, { signedOn: "2018-01-17" })).status).toBe(200);
    const { grid: used, lines, regime } = await funding(id);
    expect([used.id, regime.origin, lines[0].on]).toEqual(["aci-2022", "declared", "2018-01-17"]);
    const told = { code: "aci-2022", provenance: { status: "sourced", source: { document: "…" } } };
    expect((await world.eventsOf(id)).filter(({ type }) => /drafted|signed/u.test(type)).map(({ data }) => data["fundingRegime"])).toEqual([told, told]);
  });

  test("by an agreement has the grid of it that was in force at its signature", async () => {
    const id = await signed("2020-09-01", { fundingRegime: { code: "aci" } });
    expect((await contract(id)).fundingRegime).toEqual({ code: "aci", origin: "declared", grid: { id: "aci-2019", version: 1, isPinned: false }, provenance: { status: "declared" } });
    expect(await due(id)).toBe(25_000_000);
  });

  test("without a grid is not computed, and says why", async () => {
    const id = await signed("2020-09-01", { kind: "aci", cptsId: await world.know("CPTS du FIR"), fundingRegime: { code: "fir", provenance } });
    const { grid: used, lines, notices, regime } = await funding(id);
    expect([used, lines, regime.code, notices.map(({ code }: Json) => code)]).toEqual([null, [], "fir", ["regime-without-grid"]]);
  });

  test("may change it as long as it is a draft, and take it back", async () => {
    const id = await draft({ fundingRegime: { code: "fir" } });
    const change = async (patch: Json) => world.send("PATCH", `/v1/contracts/${id}`, patch, { headers: { "if-match": (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "" } });
    expect((await change({ fundingRegime: { code: "aci" } })).json.fundingRegime).toMatchObject({ code: "aci", grid: null });
    expect((await change({ fundingRegime: null })).json.fundingRegime).toBeNull();
    expect((await world.eventsOf(id)).filter(({ type }) => type === "cpts.contracts.contract.changed.v1").map(({ data }) => data["fundingRegime"])).toEqual([{ code: "aci", provenance: { status: "declared" } }, null]);
    const before = (await contract(id)).version;
    expect((await change({ fundingRegime: null })).json.version).toBe(before);
  });

  test("that no grid knows is refused at its place, with the regimes that are known, wherever it is named", async () => {
    const head = await world.head();
    const fundingRegime = { code: "aci-1999" };
    const refused = await world.send("POST", "/v1/contracts", { cptsId, kind, parties: [], fundingRegime }, { headers: { "accept-language": "fr" } });
    expect(errors(refused)).toEqual([422, ["#/fundingRegime/code unknown-regime"]]);
    expect(refused.json.errors[0].message).toBe("aucun barème ne connaît le régime « aci-1999 » : connus ici : aci, aci-2019, aci-2022, fir ; ajoutez d'abord son barème");
    const history = { contract: { cptsId, kind, parties: [], fundingRegime }, signature: { signedOn: "2020-09-01", signatories: [] }, amendments: [{ number: 1, signedOn: "2021", changes: { fundingRegime: "aci" }, document }] };
    expect(errors(await world.send("POST", "/v1/contracts/take-over", history))).toEqual([422, ["#/contract/fundingRegime/code unknown-regime", "#/amendments/0/changes/fundingRegime regime-of-several-grids"]]);
    expect(await world.head()).toBe(head);
  });

  test("and is taken over keeps both what it names and what amendments made of it", async () => {
    const body = { contract: { cptsId, kind, parties: [{ capacity: "cpts" }], termYears: 5, fundingRegime: { code: "fir", provenance } }, signature: { signedOn: "2018-01-17", signatories: [] }, declaredSize: { sizeClass: "T1" }, amendments: [{ number: 1, signedOn: "2020-01-17", changes: { fundingRegime: "aci-2019", termYears: 20 }, document }] };
    const answer = await world.twice("POST", "/v1/contracts/take-over", body);
    expect([answer.status, answer.json.fundingRegime.code, answer.json.inForce.fundingRegime]).toEqual([201, "fir", { code: "aci-2019", origin: "amended", grid: { id: "aci-2019", version: 1, isPinned: false }, provenance: { status: "sourced", source: document } }]);
  });
});

describe("an amendment", () => {
  test("changes the regime from its day on: days before count by the old grid, days after by the new one", async () => {
    await add("pilote-2017", "pilote", 9_000_000);
    const id = await signed("2020-09-01", { fundingRegime: { code: "aci" } });
    expect((await amend(id, 1, { fundingRegime: "pilote-2017" })).status).toBe(200);
    const { fundingRegime, inForce } = await contract(id);
    expect([fundingRegime.code, inForce.fundingRegime.code, inForce.fundingRegime.origin, inForce.grid]).toEqual(["aci", "pilote-2017", "amended", "pilote-2017"]);
    const { contractYears, notices } = await funding(id);
    expect([contractYears.map(({ due: one }: { readonly due: { readonly total: { readonly knownCents: number } } }) => one.total.knownCents), notices.map(({ code }: Json) => code)]).toEqual([[5_000_000, 5_000_000, 9_000_000, 9_000_000, 9_000_000], ["grid-amended"]]);
    const { explanations } = (await world.read(`/v1/contracts/${id}?explain=true`)).json;
    expect(explanations.find(({ figure }: Json) => figure === "inForce.fundingRegime").sources[0]).toEqual({ name: "Avenant signé", status: "sourced" });
    expect((await world.eventsOf(id)).find(({ type }) => type === "cpts.contracts.contract.amended.v1")?.data["changes"]).toEqual({ fundingRegime: "pilote-2017" });
  });

  test("to a regime without a grid leaves what comes after unknown, never nothing", async () => {
    const id = await signed("2020-09-01", { fundingRegime: { code: "aci" } });
    await amend(id, 1, { fundingRegime: "fir" });
    const { notices, payable } = await funding(id);
    expect([payable.total.knownCents, payable.total.isAtLeast, notices.map(({ code }: Json) => code)]).toEqual([10_000_000, true, ["regime-without-grid", "size-unknown"]]);
  });

  test("to a grid after a regime without one leaves what came before unknown, and pays what comes after", async () => {
    const id = await signed("2020-09-01", { fundingRegime: { code: "fir", provenance } });
    await amend(id, 1, { fundingRegime: "aci-2019" });
    const { contractYears, grid: used, lines, notices, payable } = await funding(id);
    expect([used, notices.map(({ code }: Json) => code), payable.total.isAtLeast]).toEqual([null, ["regime-without-grid", "grid-amended"], true]);
    expect(contractYears.map(({ due: { total } }: { readonly due: { readonly total: Json } }) => [total["knownCents"], total["isAtLeast"]])).toEqual([[0, true], [0, true], [5_000_000, false], [5_000_000, false], [5_000_000, false]]);
    expect(lines[0]).toMatchObject({ on: "2020-09-01", amountCents: null, unknown: "cell", cells: [{ grid: "fir" }] });
    const { items } = (await world.read("/v1/portfolio?regime=aci-2019&limit=200")).json;
    expect(items.find(({ contractId }: Json) => contractId === id)).toMatchObject({ grid: null, regime: { code: "aci-2019", origin: "amended" }, due: payable.total });
  });

  test("of a regime that is not known, or beside another grid, is refused", async () => {
    const id = await signed("2020-09-01", { fundingRegime: { code: "aci" } });
    expect(errors(await amend(id, 1, { fundingRegime: "aci-1999" }))).toEqual([422, ["#/changes/fundingRegime unknown-regime"]]);
    expect(errors(await amend(id, 1, { fundingRegime: "aci-2019", grid: "aci-2022" }))).toEqual([422, ["#/changes/fundingRegime grid-of-another-regime"]]);
  });
});

describe("a contract that keeps the version of its grid", () => {
  const correct = (id: string, family: string) => {
    const { id: _, lines, ...content } = grid(id, family, 1);
    return world.send("PUT", `/v1/grids/${id}`, { ...content, versionReason: "Essai", lines: lines.map((line) => ({ ...line, status: "overridden", reason: "Essai" })) }, { token: admin, headers: { "if-match": '"v1"' } });
  };

  test("keeps it to the cent, whether its regime is derived, named, named by its agreement, or of an amendment, also of another kind", async () => {
    await add("tenu-1", "tenu", 7_000_000);
    const ids = [
      await signed("2020-09-01", { kind: "tenu" }),
      await signed("2020-09-01", { fundingRegime: { code: "tenu-1" } }),
      await signed("2020-09-01", { fundingRegime: { code: "tenu" } }),
      await signed("2020-09-01", { fundingRegime: { code: "aci" } }),
    ];
    await amend(ids[3] ?? "", 1, { fundingRegime: "tenu-1" });
    const before = await Promise.all(ids.map(due));
    expect(before).toEqual([35_000_000, 35_000_000, 35_000_000, 31_000_000]);
    expect((await correct("tenu-1", "tenu")).status).toBe(200);
    expect(await Promise.all(ids.map(due))).toEqual(before);
    const regimes = await Promise.all(ids.map(contract));
    expect(regimes.map(({ inForce }) => inForce.fundingRegime.grid)).toEqual(ids.map(() => ({ id: "tenu-1", version: 1, isPinned: true })));
    expect(await due(await signed("2020-09-01", { fundingRegime: { code: "tenu" } }))).toBe(5);
  });
});

describe("the regime that is asked for", () => {
  test("finds contracts by its name and by that of its agreement, in lists and in the portfolio", async () => {
    await add("cherche-2017", "cherche", 7_000_000);
    const own = { attachmentDepartement: "28" };
    const ids = {
      derived: await signed("2020-09-01", { ...own, kind: "cherche" }),
      named: await signed("2020-09", { ...own, fundingRegime: { code: "cherche" } }),
      amended: await signed("2020-09-01", { ...own, fundingRegime: { code: "fir" } }),
      other: await signed("2020-09-01", own),
    };
    await amend(ids.amended, 1, { fundingRegime: "cherche-2017" });
    const listed = async (path: string, field: string) => (await world.read(path)).json.items.map((item: Json) => item[field]).toSorted();
    const three = [ids.derived, ids.named, ids.amended].toSorted();
    for (const regime of ["cherche", "cherche-2017"]) {
      expect(await listed(`/v1/contracts?regime=${regime}`, "id")).toEqual(three);
      expect(await listed(`/v1/portfolio?departement=28&regime=${regime}`, "contractId")).toEqual(three);
      expect(await listed(`/v1/portfolio?departement=28&regime=${regime}&asOf=2021-01-01`, "contractId")).toEqual([ids.derived, ids.named].toSorted());
    }
    expect(await listed("/v1/contracts?regime=fir&departement=28", "id")).toEqual([ids.amended]);
    expect(await listed("/v1/contracts?regime=fi&departement=28", "id")).toEqual([]);
    const { items } = (await world.read("/v1/portfolio?departement=28")).json;
    expect(items.map(({ regime }: Json) => regime)).toEqual(expect.arrayContaining([{ code: "cherche-2017", origin: "derived" }, { code: "cherche", origin: "declared" }, { code: "cherche-2017", origin: "amended" }, null]));
  });
});
