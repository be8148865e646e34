import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let operator: string;
beforeAll(async () => {
  world = await scene();
  operator = await world.service.token({ role: "platform-admin" });
});
afterAll(() => world.service.stop());

type Json = ReturnType<typeof JSON.parse>;
const said = (kind: string) => `/v1/zonings?name=zones.csv&kind=${kind}&edition=2022&source=INSEE&licence=Licence%20Ouverte`;
const sent = async (text: string, kind = "bassin-de-vie", token = operator) => world.service.send("POST", said(kind), { token, raw: Uint8Array.from(Buffer.from(text, "latin1")), headers: { "content-type": "text/csv" } });
const basins = "CODGEO;BV2022;LIBBV2022\r\n37003;37003;Amboise\r\n37027;37027;Bléré\r\n37195;37261;Tours\r\n37261;37261;Tours\r\n1004;01004;Ambérieu\r\n69123;69123;Lyon\r\n41018;;\r\n";
const of = async (id: string, query = ""): Promise<Json> => (await world.send("GET", `/v1/cpts/${id}/zonings${query}`)).json;
const population = async (code: string): Promise<number> => (await world.send("GET", `/v1/communes/${code}`)).json.population.value;

describe("a zoning beside the territories", () => {
  test("is imported whole, commune by commune, and the same file again changes nothing", async () => {
    const head = await world.head();
    const first = await sent(basins);
    expect([first.status, first.json]).toEqual([201, { zoningId: expect.any(String), version: 1, kind: "bassin-de-vie", edition: "2022", source: "INSEE", licence: "Licence Ouverte", zones: 5, communes: 6 }]);
    expect((await sent(basins)).json).toEqual(first.json);
    expect((await world.send("GET", "/v1/zonings")).json).toEqual({ items: [first.json], nextCursor: null });
    const { events } = (await world.send("GET", `/v1/events?after=${head}`)).json;
    expect(events.map(({ data, type }: Json) => [type, data])).toEqual([["cpts.registry.zoning.imported.v1", first.json]]);
  });

  test("comes page by page, and keeps its identity when another file takes its place", async () => {
    const other = await sent("commune;zone\r\n37003;A\r\n", "dac");
    const first = (await world.send("GET", "/v1/zonings?limit=1")).json;
    const second = (await world.send("GET", `/v1/zonings?limit=1&cursor=${first.nextCursor}`)).json;
    expect([...first.items, ...second.items].map(({ kind }: Json) => kind).toSorted()).toEqual(["bassin-de-vie", "dac"]);
    expect([second.nextCursor, (await world.send("GET", "/v1/zonings?cursor=x")).status]).toEqual([null, 400]);
    expect((await sent("commune;zone\r\n37003;B\r\n", "dac")).json).toEqual({ ...other.json, version: 2 });
    await world.rows("delete from zoning_layer where kind = 'dac'");
  });

  test("is refused whole for a code that is no commune's, by its cell, for missing columns, and to whom it is not for", async () => {
    const wrong = await sent("commune;zone\r\n37003;A\r\n01039;A\r\n99999;B\r\n");
    expect([wrong.status, wrong.json.errors.map(({ code, suggestion }: Json) => [code, suggestion])]).toEqual([422, [["former-commune", "01138"], ["unknown-commune", undefined]]]);
    expect(wrong.text).toContain("A3");
    expect((await sent("a;b\r\n1;2\r\n")).json.errors[0].code).toBe("missing-column");
    expect((await sent(basins, "dac", await world.service.token({ role: "coordinator" }))).status).toBe(403);
    expect((await world.send("GET", "/v1/zonings")).json.items).toHaveLength(1);
  });

  test("says of a territory n of m communes and x of y inhabitants of each zone, and which communes it puts nowhere", async () => {
    const id = await world.register({ name: "CPTS du Val", territory: communes("37003", "37195", "41018") });
    const { explanations, layers } = await of(id, "?explain=true");
    const [riche, tours, amboise] = [await population("37195"), await population("37261"), await population("37003")];
    expect(layers).toEqual([
      {
        layer: expect.objectContaining({ kind: "bassin-de-vie", zones: 5 }),
        zones: [
          { code: "37003", nom: "Amboise", communes: 1, of: 1, population: amboise, ofPopulation: amboise },
          { code: "37261", nom: "Tours", communes: 1, of: 2, population: riche, ofPopulation: riche + tours },
        ],
        outside: ["41018"],
      },
    ]);
    expect(explanations[0].inputs.map(({ name, value }: Json) => [name, value])).toEqual([["37003", `1/1, ${amboise}/${amboise}`], ["37261", `1/2, ${riche}/${riche + tours}`], ["outside", "41018"]]);
    expect(explanations[0].sources[0].name).toBe("INSEE, 2022 (Licence Ouverte)");
  });

  test("holds a commune by the declared inhabitants of its parts, and an arrondissement by its city", async () => {
    const part = { commune: "37261", name: "Sanitas", kind: "quartier", population: { value: 8_000, qualifier: "exactly", source: { document: "Projet" } } };
    const quarter = await world.register({ name: "CPTS du quartier", territory: { territory: { parts: [part] } } });
    expect((await of(quarter)).layers[0].zones).toMatchObject([{ code: "37261", communes: 1, population: 8_000 }]);
    const lyon = await world.register({ name: "CPTS Lyon trois", territory: communes("69383") });
    expect((await of(lyon)).layers[0]).toMatchObject({ zones: [{ code: "69123", communes: 1, of: 1, population: await population("69383") }], outside: [] });
  });

  test("is not told of a CPTS that has no territory on the date, nor of one that nobody knows", async () => {
    const id = await world.register({ name: "CPTS à venir", territory: { ...communes("37003"), validFrom: "2030-01-01" } });
    expect((await world.send("GET", `/v1/cpts/${id}/zonings`)).status).toBe(404);
    expect((await world.send("GET", `/v1/cpts/${crypto.randomUUID()}/zonings`)).status).toBe(404);
  });
});
