import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

type Json = ReturnType<typeof JSON.parse>;
const listed = async (id: string, query = "") => (await world.send("GET", `/v1/cpts/${id}/territories${query}`)).json;

describe("the territories of a CPTS", () => {
  test("are told from the first to the last, past and to come, each with what drew it, its source and its edition", async () => {
    const source = { document: "Projet de santé 2020" };
    const first = { territory: { communes: ["37003"], criteria: [{ criterion: "out-of-hours-sector", source }], provenance: { status: "sourced", source } }, validFrom: "2020", cog: 2021 };
    const id = await world.register({ territory: first });
    accepted(await world.setTerritory(id, { ...communes("37003", "37027"), validFrom: "2090-01-01" }));
    const { items, nextCursor } = await listed(id);
    const open = { parts: [], prose: null, references: [], overlaps: [], withdrawn: null };
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      { ...open, number: 1, validFrom: "2020", validTo: "2090-01-01", cog: "2021", communes: ["37003"], criteria: [{ criterion: "out-of-hours-sector", source }], provenance: { status: "sourced", source }, figures: expect.objectContaining({ sizeClass: "T1", status: "computed" }) },
      { ...open, number: 2, validFrom: "2090-01-01", validTo: null, cog: "2026", communes: ["37003", "37027"], criteria: [], provenance: { status: "declared" }, figures: expect.objectContaining({ status: "computed" }) },
    ]);
  });

  test("say why their figures are what they are, when asked", async () => {
    const id = await world.register({ territory: communes("37003") });
    const [{ explanations }] = (await listed(id, "?explain=true")).items;
    expect(explanations.map(({ figure }: Json) => figure)).toEqual(["population", "sizeClass"]);
  });

  test("end with those that were withdrawn, without the reason, which is not for everybody", async () => {
    const id = await world.register({ territory: { ...communes("37003"), validFrom: "2020-01-01" } });
    accepted(await world.setTerritory(id, { territory: { parts: [{ commune: "31555", name: "Minimes", kind: "quartier" }] }, validFrom: "2022-01-01" }));
    accepted(await world.send("POST", `/v1/cpts/${id}/territory-withdrawals`, { validFrom: "2022-01-01", reason: "Saisi pour une autre CPTS" }));
    const { items } = await listed(id);
    expect(items.map(({ number, validFrom, validTo, withdrawn }: Json) => [number, validFrom, validTo, withdrawn])).toEqual([
      [1, "2020-01-01", null, null],
      [null, "2022-01-01", null, { at: expect.any(String), resumed: true }],
    ]);
    expect(items[1]).toMatchObject({ parts: [{ commune: "31555", name: "Minimes" }], cog: null, figures: null });
    expect(JSON.stringify(items)).not.toContain("une autre CPTS");
  });

  test("come page by page, each once, beyond ten of them too", async () => {
    const id = await world.register({ territory: { ...communes("37003"), validFrom: "2020-01-01" } });
    for (let year = 2031; year < 2042; year += 1) accepted(await world.setTerritory(id, { territory: { prose: `Autour, ${year}` }, validFrom: `${year}-01-01` }));
    accepted(await world.send("POST", `/v1/cpts/${id}/territory-withdrawals`, { validFrom: "2035-01-01", reason: "Erreur" }));
    const numbers: Array<number | null> = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Json = await listed(id, `?limit=5${cursor === "" ? "" : `&cursor=${cursor}`}`);
      numbers.push(...page.items.map(({ number }: Json) => number));
      cursor = page.nextCursor;
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, null]);
  });

  test("of a CPTS without a territory are none, of an unknown one 404, after a cursor of another list a refusal", async () => {
    expect(await listed(await world.register({}))).toEqual({ items: [], nextCursor: null });
    expect((await world.send("GET", "/v1/cpts/018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f/territories")).status).toBe(404);
    const id = await world.register({});
    const stray = Buffer.from(JSON.stringify({ list: "cpts", after: ["a", id] })).toString("base64url");
    expect((await world.send("GET", `/v1/cpts/${id}/territories?cursor=${stray}`)).status).toBe(400);
  });
});
