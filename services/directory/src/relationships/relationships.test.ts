import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let urps: string;
let federation: string;
let ars: string;
let marie: string;
let anne: string;
let cptsId: string;

const communique = (quote: string) => ({ status: "sourced", source: { document: "Communiqué de presse, CPTS Asclépios", quote } });
const organization = async (name: string, kind: string) => (await world.create("/v1/organizations", { name, kind, competence: { level: "regional", regions: ["24"] } })).id;
const person = async (givenName: string, familyName: string, fields: object = {}) => (await world.create("/v1/professionals", { familyName, givenName, ...fields })).id;
const relate = (fields: object) => world.create("/v1/relationships", fields);

beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("45234");
  [urps, federation, ars] = [await organization("URPS-ML Centre-Val de Loire", "urps"), await organization("Fédération des URPS", "federation"), await organization("ARS Centre-Val de Loire", "ars")];
  marie = await person("Marie", "Piquard", { visibility: "public" });
  anne = await person("Anne", "Bouygard", { visibility: "public" });
  await relate({ kind: "employed-by", professionalId: marie, of: urps, function: "référente territoriale", object: "future CPTS d'Orléans et de l'Ouest du Loiret", validFrom: "2017", provenance: communique("Marie Piquard, recrutée par l'URPS-ML") });
  await relate({ kind: "mandated-by", organizationId: urps, of: federation, object: "accompagner les futures CPTS" });
  await relate({ kind: "represents", professionalId: anne, of: ars, function: "directrice générale", validFrom: "2017", validTo: "2019" });
});
afterAll(() => world.service.stop());

const read = async (id: string, asOf: string) => (await world.get(`/v1/organizations/${id}?asOf=${asOf}`)).json;

describe("an organization shows", () => {
  test("whom it employs, as what and for what, and who mandates it", async () => {
    const { employs, mandatedBy, representatives } = await read(urps, "2030-01-01");
    expect(employs).toEqual([
      { relationshipId: expect.any(String), professionalId: marie, name: "Marie Piquard", capacity: null, function: "référente territoriale", object: "future CPTS d'Orléans et de l'Ouest du Loiret", validFrom: "2017", validTo: null, certainty: "yes" },
    ]);
    expect(mandatedBy).toEqual([
      { relationshipId: expect.any(String), organizationId: federation, name: "Fédération des URPS", object: "accompagner les futures CPTS", validFrom: null, validTo: null, certainty: "yes" },
    ]);
    expect(representatives).toEqual([]);
    expect(await read(federation, "2030-01-01")).toMatchObject({ employs: [], mandatedBy: [], representatives: [] });
  });

  test.each([
    ["2016-12-31", []],
    ["2017-01-01", ["unknown"]],
    ["2017-12-31", ["yes"]],
    ["2018-12-31", ["yes"]],
    ["2019-01-01", ["unknown"]],
    ["2019-12-31", []],
  ])("who represented it on %s: %j", async (asOf, certainties) => {
    const { representatives } = await read(ars, asOf);
    expect(representatives.map(({ certainty }: { certainty: string }) => certainty)).toEqual(certainties);
    for (const one of representatives) expect(one).toMatchObject({ professionalId: anne, name: "Anne Bouygard", function: "directrice générale" });
  });

  test("what a document says without any date as certain on the day of that document only", async () => {
    const lasting = await organization("ARS d'un article", "ars");
    const said = (published?: string) => ({ kind: "represents", professionalId: anne, of: lasting, provenance: { status: "sourced", source: { document: "Article", ...(published === undefined ? {} : { published }) } } });
    await relate(said("2017-12-04"));
    await relate(said("2017-12"));
    await relate(said());
    const on = async (day: string) => (await read(lasting, day)).representatives.map(({ certainty }: { certainty: string }) => certainty);
    expect([await on("2017-12-03"), await on("2017-12-04"), await on("2017-12-05"), await on("2030-01-01")]).toEqual([
      ["unknown", "unknown", "unknown"],
      ["yes", "unknown", "unknown"],
      ["unknown", "unknown", "unknown"],
      ["unknown", "unknown", "unknown"],
    ]);
  });

  test("what began on a date that nobody wrote, as unknown before it was recorded", async () => {
    expect((await read(urps, "2010-01-01")).mandatedBy.map(({ certainty }: { certainty: string }) => certainty)).toEqual(["unknown"]);
  });
});

describe("a relationship", () => {
  const list = async (query: string, token?: string) => (await world.get(`/v1/relationships?asOf=2018-06-01&${query}`, token)).json.items;

  test("is found by each of its sides, its kind, its CPTS and its number", async () => {
    const id = (await relate({ kind: "represents", professionalId: marie, of: federation, cptsId, validFrom: "2018-01-01", externalIds: [{ system: "demo", value: "r1" }] })).id;
    for (const query of [`organization=${federation}&kind=represents`, `professional=${marie}&kind=represents`, `cpts=${cptsId}`, "identifier=demo|r1"])
      expect([query, (await list(query)).map((one: { id: string }) => one.id)]).toEqual([query, [id]]);
    expect((await list(`organization=${urps}`)).map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(["employed-by", "mandated-by"]);
    const first = (await world.get("/v1/relationships?limit=1&asOf=2018-06-01")).json;
    expect((await list(`cursor=${first.nextCursor}`)).length + 1).toBe((await list("")).length);
  });

  test("of someone whom the reader may not see is there without their name, nor the words of the source", async () => {
    const hidden = await person("Claude", "Discret");
    const source = { document: "Arrêté nommant Claude Discret à l'ARS", locator: "page de C. Discret", quote: "Claude Discret pour l'ARS" };
    const words = { function: "M. Discret, délégué", object: "ce que fait Claude DISCRET" };
    await relate({ kind: "represents", professionalId: hidden, of: ars, cptsId, ...words, externalIds: [{ system: "demo", value: "claude-discret" }], provenance: { status: "sourced", source, note: "Claude Discret l'a dit" } });
    const [seen] = await list(`professional=${hidden}`, world.writer);
    expect(seen).toMatchObject({ name: "Claude Discret", ...words, provenance: { source } });
    const answers = [await world.get(`/v1/relationships?professional=${hidden}`), await world.get(`/v1/organizations/${ars}`)];
    for (const { status, text } of answers) expect([status, /discret/iu.test(text)]).toEqual([200, false]);
    expect(answers[0]?.json.items).toMatchObject([{ professionalId: hidden, name: null, function: null, object: null, provenance: { status: "sourced", source: { document: "Arrêté nommant … … à l'ARS" } } }]);
  });

  const faults = (fields: object) => world.faults("/v1/relationships", { kind: "represents", professionalId: marie, of: ars, ...fields });
  const nobody = "0198c0de-0000-7000-8000-0000000000ff";

  test("links who and what is known", async () => {
    expect(await faults({ professionalId: nobody })).toEqual([422, "unknown-reference", "#/professionalId"]);
    expect(await faults({ of: nobody })).toEqual([422, "unknown-reference", "#/of"]);
    expect(await faults({ cptsId: nobody })).toEqual([422, "unknown-reference", "#/cptsId"]);
    expect(await world.faults("/v1/relationships", { kind: "mandated-by", organizationId: nobody, of: ars })).toEqual([422, "unknown-reference", "#/organizationId"]);
  });

  test("has one who, another than its other side", async () => {
    expect(await faults({ organizationId: urps })).toEqual([422, "invalid-request", "#/organizationId"]);
    expect(await world.faults("/v1/relationships", { kind: "represents", of: ars })).toEqual([422, "invalid-request", "#/professionalId"]);
    expect(await world.faults("/v1/relationships", { kind: "mandated-by", organizationId: ars, of: ars })).toEqual([422, "invalid-request", "#/of"]);
  });

  test("ends after it starts, unless nobody can tell", async () => {
    expect(await faults({ validFrom: "2019-01-01", validTo: "2018" })).toEqual([422, "invalid-request", "#/validTo"]);
    expect(await faults({ validFrom: "2019-01-01", validTo: "2019-01-01" })).toEqual([422, "invalid-request", "#/validTo"]);
    for (const period of [{ validFrom: "2019", validTo: "2019" }, { validFrom: "--11-30", validTo: "2018" }, { validFrom: "2019-01-01", validTo: "2019-01-02" }])
      expect((await relate({ kind: "represents", professionalId: marie, of: ars, ...period })).validTo).toBe(period.validTo);
  });
});
