import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { xlsxOf } from "@cpts/documents/spreadsheets/write-xlsx";
import { sendNeeds } from "../testing/needs.ts";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const read = async (path: string) => {
  const { json, status } = await world.service.send("GET", path);
  expect(status).toBe(200);
  return json;
};
const population = async (code: string): Promise<number> => (await read(`/v1/communes/${code}`)).population.value;
const imported = async (file: unknown, said: Readonly<Record<string, string | null>> = {}) => {
  const { json, status } = await sendNeeds(world, file, said);
  expect([status, json]).toEqual([201, json]);
  return json;
};
const faultsOf = async (file: unknown, said: Readonly<Record<string, string | null>> = {}) => {
  const { json, status } = await sendNeeds(world, file, said);
  expect([status, json.type]).toEqual([422, expect.any(String)]);
  return json.errors.map(({ code, pointer, suggestion }: Readonly<Record<string, string>>) => [pointer, code, ...(suggestion === undefined ? [] : [suggestion])]);
};
const need = async (path: string, indicator: string) => (await read(`${path}${path.includes("?") ? "&" : "?"}indicator=${indicator}&explain=true`)).items[0];

describe("a file of values", () => {
  test("is imported whole, told once, and changes nothing when it comes again", async () => {
    const file = "CODGEO;LIBGEO;APL\r\n37003;Amboise;3,2\r\n37027;Bléré;2,1\r\n41151;Montrichard;nd\r\n";
    const head = await world.head();
    const { edition, outcome } = await imported(file);
    expect(outcome).toBe("completed");
    expect(edition).toMatchObject({ indicator: "APL.10", edition: "2023", version: 1, rows: 2, withoutValue: 1, places: 2, missing: 34_967, cog: "2026", status: "sourced", level: "commune", resolved: [] });
    expect((await imported(file)).outcome).toBe("unchanged");
    expect(await world.head()).toBe(head + 1);
    const [event] = await world.eventsOf(edition.id);
    expect([event?.type, event?.data]).toEqual([
      "cpts.registry.needs-indicator.imported.v1",
      { editionId: edition.id, indicator: "APL.10", edition: "2023", version: 1, aggregation: "mean", level: "commune", unit: "consultations", profession: null, rows: 2, source: "Drees", licence: "Licence Ouverte 2.0", status: "sourced" },
    ]);
    const replaced = await imported(file.replace("3,2", "3,4"));
    expect([replaced.outcome, replaced.edition.version, replaced.edition.id]).toEqual(["replaced", 2, edition.id]);
    expect((await need("/v1/communes/37003/needs", "APL.10")).value).toBe(3.4);
    expect((await read("/v1/needs-editions?indicator=APL.10")).items).toEqual([replaced.edition]);
  });

  test("says the same as a list of values in windows-1252, as a workbook below lines of words, and as JSON", async () => {
    const rows = [["37003", 3.2], ["2A004", 1.5]] as const;
    const sheet = { key: "a", name: "A", columns: [{ key: "c", title: "Données", type: "text" }, { key: "v", title: "", type: "text" }], rows: [["CODGEO", "Valeur"], ...rows.map(([code, value]) => [code, String(value).replace(".", ",")])] } as const;
    const forms = [Buffer.from(`CODGEO;libellé;valeur\n37003;"Amboise";3,2\n2A004;Ajaccio;"1,5"`, "latin1"), xlsxOf({ sheets: [sheet] }), rows.map(([code, value]) => ({ code, value }))];
    for (const [index, form] of forms.entries()) {
      await imported(form, { indicator: `form-${index}` });
      expect([(await need("/v1/communes/37003/needs", `form-${index}`)).value, (await need("/v1/communes/2A004/needs", `form-${index}`)).value]).toEqual([3.2, 1.5]);
    }
  });

  test("is refused whole with every bad row, and what was probably meant", async () => {
    const head = await world.head();
    const bad = "code;valeur\n1004;1\n37999;2\n37003;x\n37003;3\n37027;1e13\n37003;4";
    expect(await faultsOf(bad, { indicator: "bad" })).toEqual([
      ["#/2/code", "code-format", "01004"],
      ["#/3/code", "unknown-place"],
      ["#/4/value", "not-a-number"],
      ["#/6/value", "out-of-range"],
      ["#/7/code", "repeated"],
    ]);
    expect([await world.head(), (await read("/v1/needs-editions?indicator=bad")).items]).toEqual([head, []]);
  });

  test.each<[string, unknown, Readonly<Record<string, string | null>>, string, string]>([
    ["that is no table", Buffer.from([1, 0, 2]), {}, "#", "table.not-a-table"],
    ["without a column of codes", "ville;valeur\nAmboise;3", {}, "#/code", "missing-column"],
    ["with several columns that may be the value", "code;a;b\n37003;1;2", {}, "#/value", "missing-column"],
    ["whose named column is not there", "code;a\n37003;1", { valueColumn: "b" }, "#/value", "missing-column"],
    ["that is JSON without rows", { a: 1 }, {}, "#", "not-json"],
    ["without a value", "code;valeur\n37003;nd", {}, "#", "empty"],
    ["of a mean without weight", "code;valeur\n37003;1", { weight: null }, "weight", "weight-missing"],
    ["of a sum with one", "code;valeur\n37003;1", { aggregation: "sum" }, "weight", "weight-not-used"],
    ["weighted by what is not imported", "code;valeur\n37003;1", { weight: "indicator", weightIndicator: "nothing" }, "weightIndicator", "unknown-edition"],
    ["of an edition of the code that is not known", "code;valeur\n37003;1", { cog: "2050" }, "cog", "unknown-edition"],
    ["with the number of a person for a class", "code;classe\n37003;1 84 12 76 451 089 46", { aggregation: "classes", weight: null }, "#/2/value", "class-format"],
  ])("%s is refused for what it is", async (_, file, said, pointer, code) => {
    expect((await faultsOf(file, { indicator: "refused", ...said }))[0]).toEqual([pointer, code]);
  });

  test("is for those who run the platform", async () => {
    expect((await world.send("POST", "/v1/needs-editions?indicator=a&edition=b&label=c&unit=d&aggregation=sum&source=e&licence=f", undefined, { raw: "code;valeur\n37003;1" })).status).toBe(403);
    expect((await sendNeeds(world, "code;valeur\n37003;1", { label: "" })).status).toBe(400);
  });
});

describe("codes of the past", () => {
  test("of communes that merged since the edition of the file are one value, weighted by their inhabitants of then", async () => {
    // On 1 January 2024 or 2025 they became one: INSEE, as the editions tell.
    const { movement } = (await world.rows("select movement from cog_movement where source = 'editions' and movement->>'kind' = 'merged' and json_array_length(movement->'from') = 2 and happened_on = '2025-01-01' order by id limit 1"))[0] as { movement: { from: ReadonlyArray<{ code: string; population: number }>; to: ReadonlyArray<{ code: string }> } };
    const [into, [one, two]] = [movement.to[0]?.code ?? "", movement.from];
    if (one === undefined || two === undefined) throw new Error("no such movement");
    const file = `code;valeur\n${one.code};10\n${two.code};20`;
    const { edition } = await imported(file, { indicator: "merged", cog: "2024" });
    expect(edition.resolved).toEqual([one, two].flatMap(({ code }) => (code === into ? [] : [{ code, into }])));
    expect((await need(`/v1/communes/${into}/needs`, "merged")).value).toBeCloseTo((10 * one.population + 20 * two.population) / (one.population + two.population), 9);
    await imported(file, { indicator: "merged-sum", cog: "2024", aggregation: "sum", weight: null });
    expect((await need(`/v1/communes/${into}/needs`, "merged-sum")).value).toBe(30);
    const gone = [one, two].find(({ code }) => code !== into);
    expect(await faultsOf(file, { indicator: "merged", cog: "2026" })).toEqual([[`#/${gone === one ? 2 : 3}/code`, "counted-twice"]]);
  });

  test("that no edition of ours held lead to the commune of today all the same", async () => {
    expect((await imported("code;valeur\n20004;5", { indicator: "old", aggregation: "sum", weight: null })).edition.resolved).toEqual([{ code: "20004", into: "2A004" }]);
  });
});

describe("over an area", () => {
  test("a mean is weighted, tells its coverage, and explains itself", async () => {
    await imported("code;valeur\n37003;4\n37027;2", { indicator: "mean" });
    const id = await world.register({ territory: { ...communes("37003", "37027", "37131"), validFrom: "2020-01-01" } });
    const [amboise, blere, third] = [await population("37003"), await population("37027"), await population("37131")];
    const answer = await read(`/v1/cpts/${id}/needs?indicator=mean&explain=true`);
    expect(answer).toMatchObject({ cptsId: id, certainty: "yes" });
    const [item] = answer.items;
    expect(item.value).toBeCloseTo((4 * amboise + 2 * blere) / (amboise + blere), 8);
    expect(item.reach).toEqual({ communes: 3, valued: 2, population: amboise + blere + third, valuedPopulation: amboise + blere, ofPopulation: expect.closeTo((amboise + blere) / (amboise + blere + third), 8), without: ["37131"] });
    expect(answer.explanations[0]).toMatchObject({ figure: "mean", inputs: expect.arrayContaining([{ name: "communes", value: "2/3" }, { name: "edition", value: "2023 v1" }]), sources: expect.arrayContaining([{ name: "Accessibilité aux médecins, 2023: Drees (Licence Ouverte 2.0)", status: "sourced" }]) });
    expect((await read(`/v1/cpts/${id}/needs?asOf=2019-12-31&indicator=mean`))).toMatchObject({ certainty: "no-territory", items: [{ value: null, reach: { communes: 0, ofPopulation: null } }] });
    expect((await world.service.send("GET", "/v1/cpts/0198c0de-0000-7000-8000-0000000000ff/needs")).status).toBe(404);
  });

  test("a column or another indicator weighs where the import says so", async () => {
    await imported("code;valeur;poids\n37003;4;1\n37027;2;3", { indicator: "own-weight", weight: "column" });
    expect((await need("/v1/needs?scope=departement&code=37", "own-weight")).value).toBe(2.5);
    await imported("code;valeur\n37003;300\n37027;100", { indicator: "women", aggregation: "sum", weight: null });
    await imported("code;valeur\n37003;4\n37027;2\n37131;9", { indicator: "by-women", weight: "indicator", weightIndicator: "women" });
    expect(await need("/v1/needs?scope=region&code=24", "by-women")).toMatchObject({ value: 3.5, reach: { valued: 2 } });
    expect(await need("/v1/needs", "women")).toMatchObject({ value: 400, isEstimate: false });
  });

  test("a part of a commune counts for its inhabitants, and the result is an estimate", async () => {
    await imported("code;valeur\n31555;1000", { indicator: "part", aggregation: "sum", weight: null });
    const quarter = (name: string, value?: number) => ({ commune: "31555", name, kind: "quartier", ...(value === undefined ? {} : { population: { value, qualifier: "exactly", source: { document: "Site" } } }) });
    const counted = await world.register({ territory: { territory: { parts: [quarter("Minimes", 60_000), quarter("Sept Deniers", 60_000)] } } });
    const item = await need(`/v1/cpts/${counted}/needs`, "part");
    expect([item.value, item.isEstimate, item.reach.population]).toEqual([expect.closeTo((1000 * 120_000) / (await population("31555")), 6), true, 120_000]);
    const uncounted = await world.register({ territory: { territory: { parts: [quarter("Lalande")] } } });
    expect(await need(`/v1/cpts/${uncounted}/needs`, "part")).toMatchObject({ value: null, reach: { communes: 1, valued: 0, without: ["31555"] } });
  });

  test("an arrondissement has its own value or that of its city, and a city that of its arrondissements", async () => {
    const lyon3 = await world.register({ territory: communes("69383") });
    const lyon = await world.register({ territory: communes("69123") });
    await imported("code;valeur\n69123;10", { indicator: "city" });
    expect(await need(`/v1/cpts/${lyon3}/needs`, "city")).toMatchObject({ value: 10, isEstimate: true, reach: { valued: 1 } });
    expect(await need("/v1/communes/69383/needs", "city")).toMatchObject({ value: 10, of: { level: "city", code: "69123" } });
    await imported(`code;valeur\n${Array.from({ length: 9 }, (_, index) => `6938${index + 1};${index}`).join("\n")}`, { indicator: "inside", aggregation: "sum", weight: null });
    expect(await need(`/v1/cpts/${lyon}/needs`, "inside")).toMatchObject({ value: 36, reach: { communes: 9, valued: 9 } });
  });

  test("a value of an EPCI counts for the share of its inhabitants", async () => {
    const epci = "200070571";
    const { items } = await read("/v1/communes?q=coeur+de+berry&limit=20");
    const codes = items.map(({ code }: { code: string }) => code);
    await imported(`siren;valeur\n${epci};1000`, { indicator: "epci", aggregation: "sum", weight: null, level: "epci" });
    const whole = await world.register({ territory: communes(...codes) });
    expect(await need(`/v1/cpts/${whole}/needs`, "epci")).toMatchObject({ value: 1000, isEstimate: false, reach: { communes: codes.length, valued: codes.length } });
    const half = await world.register({ territory: communes(codes[0], "37003") });
    const all = items.reduce((sum: number, { population: { value } }: { population: { value: number } }) => sum + value, 0);
    expect(await need(`/v1/cpts/${half}/needs`, "epci")).toMatchObject({ value: expect.closeTo((1000 * items[0].population.value) / all, 6), isEstimate: true, reach: { communes: 2, valued: 1, without: ["37003"] } });
    expect(await need(`/v1/communes/${codes[0]}/needs`, "epci")).toMatchObject({ value: 1000, of: { level: "epci", code: epci } });
  });

  test("classes share out the inhabitants: under-served zones by profession, levels of density in two groups", async () => {
    await imported("codgeo;zonage\n37003;ZAC\n37027;ZIP\n37131;Hors vivier", { indicator: "ZONAGE.10", aggregation: "classes", weight: null, profession: "10" });
    await imported("CODGEO;LIBGEO;DENS;LIBDENS\n37003;Amboise;4;Petites villes\n37027;Bléré;5;Bourgs ruraux\n37131;L;6;Rural à habitat dispersé", { indicator: "DENS7", edition: "2025", aggregation: "classes", weight: null, groups: "1,2,3,4=urbain;5,6,7=rural" });
    const id = await world.register({ territory: communes("37003", "37027", "37131") });
    const [amboise, blere, third] = [await population("37003"), await population("37027"), await population("37131")];
    const all = amboise + blere + third;
    const zones = await need(`/v1/cpts/${id}/needs`, "ZONAGE.10");
    expect(zones).toMatchObject({ value: null, profession: "10", aggregation: "classes", groups: [] });
    expect(zones.classes.find((one: { class: string }) => one.class === "ZIP")).toEqual({ class: "ZIP", label: null, communes: 1, population: blere, ofPopulation: expect.closeTo(blere / all, 8) });
    const density = await need(`/v1/cpts/${id}/needs`, "DENS7");
    expect(density.classes[0]).toMatchObject({ class: "4", label: "Petites villes", communes: 1 });
    expect(density.groups).toEqual([
      { class: "rural", label: null, communes: 2, population: blere + third, ofPopulation: expect.closeTo((blere + third) / all, 8) },
      { class: "urbain", label: null, communes: 1, population: amboise, ofPopulation: expect.closeTo(amboise / all, 8) },
    ]);
    expect(await need("/v1/communes/37027/needs", "DENS7")).toMatchObject({ value: null, class: { code: "5", label: "Bourgs ruraux", group: "rural" } });
    expect((await read("/v1/needs-editions?profession=10")).items.map(({ indicator }: { indicator: string }) => indicator)).toEqual(["ZONAGE.10"]);
  });

  test("a class in small letters is the one in capitals", async () => {
    const { edition } = await imported("codgeo;zonage\n37003;ZIP\n37027;zip\n41151;ZAC ", { indicator: "spelt", aggregation: "classes", weight: null, groups: "ZIP,ZAC=sous-dotée" });
    expect(edition.classes.map(({ code }: { code: string }) => code)).toEqual(["ZAC", "ZIP"]);
    expect((await need(`/v1/cpts/${await world.register({ territory: communes("37003", "37027") })}/needs`, "spelt")).classes).toEqual([expect.objectContaining({ class: "ZIP", communes: 2, ofPopulation: 1 })]);
  });

  test("the last edition of each indicator answers, page by page, or the one that is asked for", async () => {
    await imported("code;valeur\n37003;1", { indicator: "paged", edition: "2021" });
    await imported("code;valeur\n37003;2", { indicator: "paged", edition: "2022" });
    expect([(await need("/v1/communes/37003/needs", "paged")).value, (await need("/v1/communes/37003/needs?edition=2021", "paged")).value]).toEqual([2, 1]);
    const seen: Array<string> = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: { items: ReadonlyArray<{ indicator: string }>; nextCursor: string | null } = await read(`/v1/needs?limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ indicator }) => indicator));
      cursor = page.nextCursor;
    }
    const held = await world.rows("select distinct indicator from needs_edition order by indicator");
    expect(seen).toEqual(held.map(({ indicator }) => indicator));
  });
});
