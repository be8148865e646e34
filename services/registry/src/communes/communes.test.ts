import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import { queryRows } from "@cpts/testing/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registry } from "../service.ts";

let service: TestService;
beforeAll(async () => {
  service = await testService(registry, { CONTRACTS_URL: "http://127.0.0.1:1", DIRECTORY_URL: "http://127.0.0.1:1" });
});
afterAll(() => service.stop());

const search = async (q: string, limit = 5): Promise<ReadonlyArray<{ code: string; nom: string; matched: { by: string; text: string } }>> =>
  (await service.send("GET", `/v1/communes?q=${encodeURIComponent(q)}&limit=${limit}`)).json.items;

describe("communes", () => {
  test.each([
    ["trainou", "45327"],
    ["Traînou", "45327"],
    ["TRAINOU", "45327"],
    ["st amand montrond", "18197"],
    ["Saint-Amand-Montrond", "18197"],
    ["chateauneuf sur loire", "45082"],
    ["37400", "37003"],
    ["37003", "37003"],
    ["2A004", "2A004"],
    ["paris 8", "75108"],
  ])("%s finds %s first", async (q, code) => {
    expect((await search(q))[0]?.code).toBe(code);
  });

  test("a former commune is found by its name and leads to the commune of today", async () => {
    expect((await search("montrichard"))[0]).toMatchObject({ code: "41151" });
    expect((await search("cloyes sur le loir"))[0]).toMatchObject({ code: "28103", matched: { by: "former-name" } });
  });

  test.each([
    ["20004", "2A004", "former-code", "20004 est un ancien code : aujourd'hui Ajaccio (2A004)"],
    ["41023", "41151", "former-code", "41023 est un ancien code ; Bourré, commune déléguée, est aujourd'hui dans Montrichard Val de Cher (41151)"],
    ["bourre", "41151", "former-name", "Bourré, commune déléguée, est aujourd'hui dans Montrichard Val de Cher (41151)"],
    ["cloyes sur le loir", "28103", "former-name", "Cloyes-sur-le-Loir a fusionné : aujourd'hui Cloyes-les-Trois-Rivières (28103)"],
    ["1001", "01001", "code", "un tableur a pu effacer le zéro du début : 1001 serait 01001"],
    ["1015", "01015", "code", "un tableur a pu effacer le zéro du début : 1015 serait 01015"],
  ])("%s finds %s by its %s and says why", async (q, code, by, reason) => {
    expect((await search(q))[0]).toMatchObject({ code, matched: { by, reason: { fr: reason } } });
  });

  test("a name or a code of today needs no reason", async () => {
    expect((await search("45327"))[0]).toMatchObject({ matched: { by: "code" } });
    expect((await search("45327"))[0]?.matched).not.toHaveProperty("reason");
  });

  test("the name of an EPCI finds its communes", async () => {
    const found = await search("coeur de berry", 20);
    expect(found).toHaveLength(11);
    expect(new Set(found.map(({ matched }) => matched.text))).toEqual(new Set(["CC Coeur de Berry"]));
  });

  test("every commune and arrondissement of the official code is held", async () => {
    const rows = await queryRows(service.database.url, "select type, count(*)::integer as n from commune group by type order by type");
    expect(rows).toEqual([
      { type: "arrondissement-municipal", n: 45 },
      { type: "commune-actuelle", n: 34_969 },
    ]);
  });

  test("an overseas commune answers with its departement of three characters and no EPCI", async () => {
    expect((await service.send("GET", "/v1/communes/97502")).json).toMatchObject({ departement: { code: "975" }, epci: null });
  });

  test("a population names its series and vintage", async () => {
    const { json } = await service.send("GET", "/v1/communes/18279");
    expect(json.population).toEqual({ value: expect.any(Number), series: "communes", vintage: "2026" });
  });

  test("a code of the past answers with the commune of today and says so", async () => {
    const { json } = await service.send("GET", "/v1/communes/41023");
    expect(json).toMatchObject({ code: "41151", resolvedFrom: { code: "41023" } });
  });

  test("a reader who has the answer is told so until a CPTS covers the commune", async () => {
    const { headers } = await service.send("GET", "/v1/communes/37130");
    const again = (etag: string | null) => service.send("GET", "/v1/communes/37130", { headers: { "if-none-match": etag ?? "" } });
    expect((await again(headers.get("etag"))).status).toBe(304);
    const token = await service.token({ role: "ars-officer", regions: ["24"] });
    await service.send("POST", "/v1/cpts", { token, json: { name: "CPTS Exemple", territory: { territory: { communes: ["37130"] } } } });
    expect((await again(headers.get("etag"))).json.coveredBy).toHaveLength(1);
  });

  test("says why its figures are what they are, when asked", async () => {
    const token = await service.token({ role: "ars-officer", regions: ["24"] });
    const territory = { territory: { communes: ["37131"], provenance: { status: "reconstructed" } }, validFrom: "2020" };
    const { json: cpts } = await service.send("POST", "/v1/cpts", { token, json: { name: "CPTS Exemple", territory } });
    const { json } = await service.send("GET", "/v1/communes/37131?explain=true");
    const [population, coverage] = json.explanations;
    expect(population).toMatchObject({ figure: "population", inputs: [{ name: "commune", value: `37131 ${json.nom}` }, { name: "series", value: "communes 2026" }] });
    expect(population.sources.every(({ status }: { status: string }) => status === "sourced")).toBe(true);
    expect(coverage).toMatchObject({ figure: "coveredBy", sources: [{ name: `/cpts/registry ${cpts.id}`, status: "reconstructed" }] });
    expect(coverage.inputs).toContainEqual({ name: "CPTS Exemple", value: "2020" });
    expect((await service.send("GET", "/v1/communes/37131")).json).not.toHaveProperty("explanations");
  });

  test("an unknown code is 404 in the reader's language", async () => {
    const english = await service.send("GET", "/v1/communes/37999", { headers: { "accept-language": "en-GB,fr;q=0.2" } });
    expect(english.status).toBe(404);
    expect(english.json).toMatchObject({ type: "/problems/not-found", title: "Not found" });
    expect((await service.send("GET", "/v1/communes/37999")).json.title).toBe("Introuvable");
  });

  test("a code that lost its zero in a spreadsheet is refused with the right one suggested", async () => {
    const { status, json } = await service.send("GET", "/v1/communes/1004");
    expect(status).toBe(400);
    expect(json.errors).toEqual([expect.objectContaining({ in: "path", pointer: "code", suggestion: "01004" })]);
  });

  test("a misspelt parameter is refused rather than ignored", async () => {
    const { status, json } = await service.send("GET", "/v1/communes/37003?asof=2020-01-01");
    expect(status).toBe(400);
    expect(json.errors).toEqual([expect.objectContaining({ in: "query", pointer: "asof", code: "unknown-property" })]);
  });
});
