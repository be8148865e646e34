import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registry } from "../service.ts";

let service: TestService;
beforeAll(async () => {
  service = await testService(registry, { CONTRACTS_URL: "http://127.0.0.1:1", DIRECTORY_URL: "http://127.0.0.1:1" });
});
afterAll(() => service.stop());

const commune = async (code: string, asOf?: string) => (await service.send("GET", `/v1/communes/${code}${asOf === undefined ? "" : `?asOf=${asOf}`}`)).json;
const search = async (q: string) => (await service.send("GET", `/v1/communes?q=${encodeURIComponent(q)}&limit=10`)).json.items as ReadonlyArray<{ code: string; nom: string; departement: { code: string; nom: string }; matched: { by: string; text: string } }>;

describe("a commune on a day of the past", () => {
  test("a commune that merged since answers as itself, and names the commune of today", async () => {
    expect(await commune("93059", "2024-06-01")).toMatchObject({
      code: "93059",
      nom: "Pierrefitte-sur-Seine",
      cog: "2024",
      cogNote: null,
      resolvedFrom: null,
      departement: { code: "93" },
      population: { vintage: "2024" },
      today: [{ code: "93066", nom: "Saint-Denis" }],
      movements: [{ kind: "merged", on: "2025-01-01", from: [{ code: "93066", nom: "Saint-Denis" }, { code: "93059", nom: "Pierrefitte-sur-Seine" }] }],
    });
    expect(await commune("93059")).toMatchObject({ code: "93066", cog: "2026", resolvedFrom: { code: "93059" } });
  });

  test("a commune restored since answers as the one it was part of, under the name of then", async () => {
    expect(await commune("85165", "2022-06-01")).toMatchObject({
      code: "85084",
      nom: "Essarts en Bocage",
      cog: "2022",
      resolvedFrom: { code: "85165", nom: "L'Oie" },
      population: { value: 9300, vintage: "2023" },
      today: [{ code: "85084" }, { code: "85165" }, { code: "85212" }],
    });
    expect(await commune("85165", "2024-01-01")).toMatchObject({ code: "85165", nom: "L'Oie", cog: "2024" });
  });

  test("a name is the one of that day", async () => {
    const names = await Promise.all(["2022-12-31", "2023-01-01"].map(async (day) => (await commune("28012", day)).nom));
    expect(names).toEqual(["Commune nouvelle d'Arrou", "Vald'Yerre"]);
  });

  test("a commune to which nothing happened says nothing of it", async () => {
    const answer = await commune("37003", "2023-04-01");
    expect([answer.nom, answer.cog, "today" in answer, "movements" in answer]).toEqual(["Amboise", "2023", false, false]);
  });

  test("a day before the oldest edition is answered by that one, which is said", async () => {
    const answer = await commune("41151", "2010-01-01");
    expect([answer.nom, answer.cog]).toEqual(["Montrichard Val de Cher", "2021"]);
    expect(answer.cogNote).toContain("1er janvier 2021");
  });

  test.each([
    ["20004", "2A004", "Ajaccio"],
    ["41023", "41151", "Montrichard Val de Cher"],
    ["28017", "28103", "Cloyes-les-Trois-Rivières"],
  ])("the old code %s leads to %s, today and in every edition", async (old, code, nom) => {
    for (const day of [undefined, "2021-01-01", "2025-12-31"]) expect(await commune(old, day)).toMatchObject({ code, nom, resolvedFrom: { code: old } });
  });

  test("a territory that named a commune of then covers it then, whichever code is asked", async () => {
    const token = await service.token({ role: "ars-officer", regions: ["52"] });
    const { status } = await service.send("POST", "/v1/cpts", { token, json: { name: "CPTS des Essarts", territory: { territory: { communes: ["85084"] }, validFrom: "2022-01-01" } } });
    expect(status).toBe(201);
    const names = async (code: string, day: string) => (await commune(code, day)).coveredBy.map(({ name }: { name: string }) => name);
    expect(await Promise.all([names("85084", "2023-01-01"), names("85165", "2023-01-01"), names("85165", "2024-06-01")])).toEqual([["CPTS des Essarts"], ["CPTS des Essarts"], []]);
  });
});

describe("search by names of the past", () => {
  test.each([
    ["Cloyes-sur-le-Loir", "28103"],
    ["montrichard", "41151"],
    ["Pierrefitte sur Seine", "93066"],
    ["commune nouvelle d arrou", "28012"],
  ])("%s leads to %s", async (name, code) => {
    expect((await search(name))[0]).toMatchObject({ code });
  });

  test("the four Saint-Denis are told apart by their departement", async () => {
    const found = (await search("saint denis")).filter(({ nom }) => nom === "Saint-Denis");
    expect(found.map(({ code, departement }) => [code, departement.code]).toSorted()).toEqual([["11339", "11"], ["30247", "30"], ["93066", "93"], ["97411", "974"]]);
    expect(new Set(found.map(({ departement }) => departement.nom)).size).toBe(4);
  });
});
