import { sentenceOf } from "@cpts/domain/Discrepancy";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

/** What two public announcements say of the first contracts of Centre-Val de Loire, and nothing they do not say. */
const sud28Document = { document: "Une 8e CPTS signe un contrat de santé avec l'ARS et la Fédération des URPS" };
const asclepiosDocument = { document: "CPTS : et de deux !" };
const kind = "contrat-territorial-de-sante";

let world: Scene;
const cpts = { sud28: "", asclepios: "", rabelaisie: "" };
const contracts = { sud28: "", asclepios: "", rabelaisie: "" };
let ars = "";
let president = "";

beforeAll(async () => {
  world = await scene();
  ars = await world.organization("ARS Centre-Val de Loire", "ars");
  president = await world.professional();
  cpts.sud28 = await world.know("CPTS Sud 28", { communes: ["28103"], population: 51_707 });
  cpts.asclepios = await world.know("CPTS Asclépios", { communes: ["37003", "37027", "41151"], population: 54_037, validFrom: "2017-11-30" });
  cpts.rabelaisie = await world.know("CPTS Rabelaisie", { communes: ["37022"] });

  contracts.sud28 = (
    await world.twice("POST", "/v1/contracts", {
      cptsId: cpts.sud28,
      kind,
      parties: [{ capacity: "ars", organizationId: ars, name: "ARS Centre-Val de Loire" }, { capacity: "federation-urps", name: "fédération des URPS" }, { capacity: "cpts" }],
      objectives: [{ label: "développement d'un système d'information entre professionnels" }, { label: "développement des actions de prévention", codes: ["PREVENTION"] }],
      actionSheetCount: { value: 8, qualifier: "exactly" },
      attachmentDepartement: "28",
      ordinal: { value: 8, region: "24" },
      provenance: { status: "sourced", source: sud28Document },
      externalIds: [{ system: "urn:x:demo", value: "sud-28" }],
    })
  ).json.id;
  contracts.asclepios = await world.draft({ cptsId: cpts.asclepios, kind, attachmentDepartement: "37", provenance: { status: "sourced", source: asclepiosDocument } });
  contracts.rabelaisie = await world.draft({
    cptsId: cpts.rabelaisie,
    kind,
    parties: [],
    attachmentDepartement: "37",
    announced: { on: "2018-01-17", time: "20:00", place: "Cave communautaire", commune: "37022" },
    provenance: { status: "sourced", source: asclepiosDocument },
  });
  await world.twice("POST", `/v1/contracts/${contracts.sud28}/signature`, {
    signedOn: "--09-22",
    inferredSignedOn: "2018-09-22",
    place: "Cloyes-sur-le-Loir",
    signatories: [{ capacity: "ars", organizationId: ars }, { capacity: "federation-urps" }, { capacity: "cpts", function: "président" }],
  });
  await world.twice("POST", `/v1/contracts/${contracts.asclepios}/signature`, {
    signedOn: "--11-30",
    inferredSignedOn: "2017-11-30",
    note: "La signature suivante est annoncée pour le 17 janvier 2018",
    signatories: [{ capacity: "cpts", professionalId: president, function: "présidente" }, { capacity: "ars", organizationId: ars, function: "directrice générale" }],
  });
});
afterAll(() => world.service.stop());

describe("the contracts of Centre-Val de Loire", () => {
  test("are listed in the order of their signature, each saying what its place rests on", async () => {
    const { items } = (await world.read("/v1/contracts?region=24&order=signature")).json;
    expect(items.map(({ cptsName, orderedBy, signature }: Record<string, { signedOn?: string } | null>) => [cptsName, signature?.signedOn ?? null, orderedBy])).toEqual([
      ["CPTS Asclépios", "--11-30", "inferred"],
      ["CPTS Sud 28", "--09-22", "inferred"],
      ["CPTS Rabelaisie", null, "unknown"],
    ]);
  });

  test("page by page, are in the same order", async () => {
    const pages: Array<string> = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { items, nextCursor }: { items: ReadonlyArray<{ id: string }>; nextCursor: string | null } = (await world.read(`/v1/contracts?region=24&order=signature&limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`)).json;
      pages.push(...items.map(({ id }) => id));
      cursor = nextCursor;
    }
    expect(pages).toEqual([contracts.asclepios, contracts.sud28, contracts.rabelaisie]);
  });

  test("are not paged with the cursor of another order or another list", async () => {
    const { nextCursor } = (await world.read("/v1/contracts?limit=1")).json;
    const statuses = await Promise.all(["contracts?", "contracts?order=signature&", "contract-counts?"].map(async (list) => (await world.read(`/v1/${list}cursor=${nextCursor}`)).status));
    expect(statuses).toEqual([200, 400, 400]);
  });

  test("whose document gives no year are found, by region, departement, CPTS, kind, state and number", async () => {
    const ids = async (query: string) => (await world.read(`/v1/contracts?${query}`)).json.items.map(({ id }: { id: string }) => id).toSorted();
    const sorted = (...some: ReadonlyArray<string>) => some.toSorted();
    expect(await ids("undated=true")).toEqual(sorted(contracts.asclepios, contracts.sud28));
    expect(await ids("undated=false")).toEqual([contracts.rabelaisie]);
    expect(await ids("departement=37")).toEqual(sorted(contracts.asclepios, contracts.rabelaisie));
    expect(await ids("departement=37&state=signed")).toEqual([contracts.asclepios]);
    expect(await ids(`cpts=${cpts.rabelaisie}`)).toEqual([contracts.rabelaisie]);
    expect(await ids("kind=aci")).toEqual([]);
    expect(await ids("region=84")).toEqual([]);
    expect(await ids("identifier=urn:x:demo|sud-28")).toEqual([contracts.sud28]);
  });

  test("follow Asclepios with the announced signing of Rabelaisie, at its hour and place", async () => {
    const { items, undated } = (await world.read(`/v1/signings?after=${contracts.asclepios}&region=24`)).json;
    expect(items[0]).toEqual({
      contractId: contracts.rabelaisie,
      cptsId: cpts.rabelaisie,
      cptsName: "CPTS Rabelaisie",
      state: "announced",
      on: "2018-01-17",
      inferredOn: null,
      time: "20:00",
      place: "Cave communautaire",
      commune: "37022",
      orderedBy: "declared",
    });
    expect(items.map(({ contractId, orderedBy }: Record<string, string>) => [contractId, orderedBy])).toEqual([
      [contracts.rabelaisie, "declared"],
      [contracts.sud28, "inferred"],
    ]);
    expect(undated).toEqual([]);
  });

  test("say what their order rests on when asked, in the list of contracts too", async () => {
    const first = (await world.read(`/v1/signings?after=${contracts.asclepios}&region=24&explain=true`)).json;
    expect(first.explanations).toEqual([
      {
        figure: "orderedBy",
        rule: { fr: expect.stringContaining("sa place ne peut pas être dite"), en: expect.stringContaining("its place cannot be told") },
        inputs: [
          { name: contracts.rabelaisie, value: "2018-01-17, declared" },
          { name: contracts.sud28, value: expect.stringMatching(/^--09-22, inferred \d{4}-09-22, inferred$/u) },
        ],
        sources: expect.arrayContaining([expect.objectContaining({ status: expect.any(String) })]),
      },
    ]);
    const list = (await world.read("/v1/contracts?order=signature&region=24&explain=true")).json;
    expect(list.explanations[0].inputs.map(({ name }: { name: string }) => name)).toEqual(list.items.map(({ id }: { id: string }) => id));
    const ofAsclepios = list.explanations.map(({ figure }: { figure: string }) => figure).filter((figure: string) => figure.startsWith(contracts.asclepios));
    expect(ofAsclepios).toEqual(["population", "sizeClass", "lastDay", "fundingRegime", "signature.inferredSignedOn"].map((figure) => `${contracts.asclepios}.${figure}`));
    expect((await world.read("/v1/signings")).json.explanations).toBeUndefined();
  });

  test("stand apart where the documents do not tell their order", async () => {
    const orders = async (query: string) => {
      const { items, undated } = (await world.read(`/v1/signings?${query}`)).json;
      const names = (some: ReadonlyArray<{ cptsName: string }>) => some.map(({ cptsName }) => cptsName);
      return [names(items), names(undated)];
    };
    expect(await orders("after=2018")).toEqual([[], ["CPTS Rabelaisie", "CPTS Sud 28"]]);
    expect(await orders("after=2017-12&state=announced")).toEqual([["CPTS Rabelaisie"], []]);
    expect(await orders("after=--09-22")).toEqual([[], ["CPTS Asclépios", "CPTS Rabelaisie", "CPTS Sud 28"]]);
    expect(await orders("after=2018-09-22")).toEqual([[], []]);
    expect(await orders("region=84")).toEqual([[], []]);
    const unknown = await world.read("/v1/signings?after=018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f");
    expect([unknown.status, unknown.json.errors[0].pointer]).toEqual([422, "after"]);
  });

  test("signed before Sud 28 are seven by departement, and no CPTS is made up to reach them", async () => {
    const before = (await world.read("/v1/contracts?limit=200")).json.items.length;
    const counts = [{ departement: "18", value: 2 }, { departement: "36", value: 1 }, { departement: "37", value: 3 }, { departement: "45", value: 1 }];
    const answer = await world.twice("POST", "/v1/contract-counts", {
      region: "24",
      kind,
      before: contracts.sud28,
      total: { value: 7 },
      counts,
      provenance: { status: "sourced", source: sud28Document },
      externalIds: [{ system: "urn:x:demo", value: "before-sud-28" }],
    });
    expect(answer.status).toBe(201);
    const { explanations, items } = (await world.read(`/v1/contract-counts?region=24&before=${contracts.sud28}&explain=true`)).json;
    expect(items).toEqual([answer.json]);
    expect(items[0]).toMatchObject({ total: 7, sum: 7, sumAgrees: true });
    const row = (departement: string, nom: string, declared: number, known: number, certainty: string) => ({ departement, nom, declared, known, withoutName: declared - known, certainty });
    expect(items[0].counts).toEqual([row("18", "Cher", 2, 0, "yes"), row("36", "Indre", 1, 0, "yes"), row("37", "Indre-et-Loire", 3, 1, "inferred"), row("45", "Loiret", 1, 0, "yes")]);
    expect(explanations[0].inputs).toEqual(expect.arrayContaining([{ name: "37 Indre-et-Loire", value: "3" }, { name: "total", value: "7" }]));
    expect(explanations[0].sources).toEqual([{ name: sud28Document.document, status: "sourced" }]);
    expect((await world.read("/v1/contracts?limit=200")).json.items).toHaveLength(before);
    expect((await world.read("/v1/contract-counts?identifier=urn:x:demo|before-sud-28")).json.items).toHaveLength(1);
  });

  test("keep Sud 28's eight sheets as eight without titles, until a title is known", async () => {
    const path = `/v1/contracts/${contracts.sud28}/action-sheets`;
    expect((await world.read(path)).json).toEqual({ items: [], declaredCount: { value: 8, qualifier: "exactly" }, titlesUnknown: 8 });
    expect((await world.discrepancies(cpts.sud28)).find(({ code }) => code === "action-sheets-unknown")).toMatchObject({ verdict: "cannot-tell", details: { declared: 8, known: 0 }, sources: [{ document: "…" }] });
    const added = await world.twice("POST", path, { title: "Système d'information", missions: ["PARCOURS"], externalIds: [{ system: "urn:x:demo", value: "sheet" }] });
    expect([added.status, added.json.title]).toEqual([201, "Système d'information"]);
    expect((await world.read(path)).json).toMatchObject({ items: [{ id: added.json.id, number: null }], titlesUnknown: 7 });
    const none = (await world.read(`${path}?identifier=urn:x:demo|nothing&explain=true`)).json;
    expect(none).toMatchObject({ items: [], titlesUnknown: 7 });
    expect(none.explanations[0]).toMatchObject({ inputs: [{ name: "declared", value: "exactly 8" }, { name: "known", value: "1" }], sources: [{ name: sud28Document.document, status: "sourced" }] });
    expect((await world.discrepancies(cpts.sud28)).find(({ code }) => code === "action-sheets-unknown")?.details).toMatchObject({ declared: 8, known: 1 });
  });
});

describe("what does not fit", () => {
  test("about Sud 28: its rank beside the contracts known before it, and a year that was inferred", async () => {
    const found = new Map((await world.discrepancies(cpts.sud28)).map((one) => [one.code, one]));
    expect(found.get("contract-ordinal")).toMatchObject({ verdict: "cannot-tell", details: { ordinal: 8, region: "24", known: 1, inferred: 1 } });
    expect(found.get("signed-year-inferred")).toMatchObject({ verdict: "explained", details: { signedOn: "--09-22", inferredSignedOn: "2018-09-22" } });
    expect(found.has("expected-party-missing")).toBe(false);
    expect(found.has("contract-counts-sum")).toBe(false);
  });

  test("about Asclepios: a federation that the article does not name among the signatories", async () => {
    const missing = (await world.discrepancies(cpts.asclepios)).find(({ code }) => code === "expected-party-missing");
    expect(missing).toMatchObject({ verdict: "cannot-tell", details: { missing: ["federation-urps"] } });
    expect(missing?.sources).toEqual([{ document: "…" }]);
    expect(missing && sentenceOf(missing as never).fr).toContain("la fédération des URPS");
  });

  test("nothing about a contract that is only announced", async () => {
    expect(await world.discrepancies(cpts.rabelaisie)).toEqual([]);
  });

  test("a count whose departements do not add up to its total", async () => {
    const head = (await world.discrepancies(cpts.sud28)).length;
    const answer = await world.send("POST", "/v1/contract-counts", { region: "24", kind, before: contracts.sud28, total: { value: 8 }, counts: [{ departement: "18", value: 2 }], provenance: { status: "sourced", source: { document: "Autre" } } });
    expect(answer.json).toMatchObject({ sum: 2, sumAgrees: false });
    const found = await world.discrepancies(cpts.sud28);
    expect(found).toHaveLength(head + 1);
    expect(found.at(-1)).toMatchObject({ code: "contract-counts-sum", verdict: "differs", details: { total: 8, sum: 2, difference: 6 }, sources: [{ document: "…" }] });
  });
});

test("no event names a person, nor says more of a signatory than the contract needs", async () => {
  const events = [...(await world.eventsOf(contracts.asclepios)), ...(await world.eventsOf(cpts.asclepios))];
  const text = JSON.stringify(events);
  expect(events.length).toBeGreaterThan(2);
  expect(text).not.toContain(president);
  expect(text).not.toContain("présidente");
  expect(text).not.toContain("La signature suivante");
});

test("a CPTS that is renamed is renamed in every answer, and a reader who has the old one is given the new one", async () => {
  const path = `/v1/contracts/${contracts.rabelaisie}`;
  const before = await world.read(path);
  await world.rename(cpts.rabelaisie, "CPTS du Chinonais");
  const after = await world.send("GET", path, undefined, { headers: { "if-none-match": before.headers.get("etag") ?? "" } });
  expect([after.status, after.json.cptsName, after.json.version]).toEqual([200, "CPTS du Chinonais", before.json.version]);
  expect((await world.read(`/v1/signings?state=announced`)).json.items[0].cptsName).toBe("CPTS du Chinonais");
  await world.rename(cpts.rabelaisie, "CPTS Rabelaisie");
});
