import { contracts as contractsContract } from "@cpts/api/Contracts";
import { directory as directoryContract } from "@cpts/api/Directory";
import { DiscrepancyList } from "@cpts/api/DiscrepancyViews";
import { ruleOf } from "@cpts/domain/Discrepancy";
import { Schema } from "effect";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contracts } from "../subscriptions/contracts.ts";
import { directory } from "../subscriptions/directory.ts";
import { foreignLog } from "@cpts/service-kit/testing/foreign-log";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let contractLog: ReturnType<typeof foreignLog>;
let directoryLog: ReturnType<typeof foreignLog>;
beforeAll(async () => {
  world = await scene();
  contractLog = foreignLog(world.service, contracts);
  directoryLog = foreignLog(world.service, directory);
});
afterAll(() => world.service.stop());

interface Item {
  readonly service: string;
  readonly code: string;
  readonly verdict: string;
  readonly sentence: { readonly fr: string; readonly en: string };
  readonly details: Readonly<Record<string, unknown>>;
  readonly sources: ReadonlyArray<unknown>;
  readonly explanation?: unknown;
}

const list = async (id: string, query = ""): Promise<ReadonlyArray<Item>> => {
  const { json, status } = await world.send("GET", `/v1/cpts/${id}/discrepancies${query}`);
  expect(status).toBe(200);
  // Nothing lost and nothing more than the contract says.
  expect(Schema.encodeUnknownSync(DiscrepancyList)(Schema.decodeUnknownSync(DiscrepancyList, { onExcessProperty: "error" })(json))).toEqual(json);
  return json.items;
};
const said = (items: ReadonlyArray<Item>) => items.map(({ code, sentence, verdict }) => [code, verdict, sentence.fr]);

const source = { document: "Page de présentation (sans date)" };
const fact = (property: string, value: unknown, fields: object = {}) => ({ property, value, qualifier: "exactly", status: "declared", source, ...fields });
const sevenEpci = ["18279", "18205", "18148", "36088", "18015", "41232", "18109"];
const named = ["200000933", "200066330", "200070571", "200090561", "241800507", "243600236", "244100806"];
const berry = (facts: ReadonlyArray<unknown>, status = "reconstructed") =>
  world.register({ name: "CPTS Berry Vierzon Sologne", territory: { territory: { communes: sevenEpci, provenance: { status } } }, facts });

const onDepartements = [
  fact("departements", ["18", "41"], { source: { ...source, quote: "deux départements" } }),
  fact("departements", ["18", "36", "41"], { source: { ...source, quote: "3 départements" } }),
];

describe("what does not fit about a CPTS", () => {
  test("departements declared in two ways and computed three: the wrong one differs, and the two exclude each other", async () => {
    const items = await list(await berry(onDepartements));
    expect(said(items)).toEqual([
      [
        "declared-differs",
        "differs",
        "Départements : Cher, Loir-et-Cher d'après le document, Cher, Indre, Loir-et-Cher d'après les données (COG 2026). La liste des communes est reconstituée : ce calcul ne peut rien confirmer.",
      ],
      ["declared-conflicts", "conflicts", "Départements : les documents disent « Cher, Loir-et-Cher » et « Cher, Indre, Loir-et-Cher », ce qui s'exclut."],
    ]);
    expect(items[0]?.details).toMatchObject({ declared: ["18", "41"], computed: ["18", "36", "41"], declaredNames: ["Cher", "Loir-et-Cher"], status: "reconstructed" });
    expect(items.map((item) => item.service)).toEqual(["registry", "registry"]);
    expect(items[1]?.sources).toHaveLength(2);
  });

  test("a list of communes that is not reconstructed is not said to be", async () => {
    const [item] = await list(await berry(onDepartements, "sourced"));
    expect([item?.sentence.fr, item?.sentence.en]).toEqual([
      "Départements : Cher, Loir-et-Cher d'après le document, Cher, Indre, Loir-et-Cher d'après les données (COG 2026).",
      "Departements: Cher, Loir-et-Cher by the document, Cher, Indre, Loir-et-Cher by the data (COG 2026).",
    ]);
  });

  test("six intercommunalities counted and seven named is explained by what each of them is", async () => {
    const items = await list(await berry([fact("epci-count", 6), fact("epci", named, { status: "inferred" })]));
    expect(said(items)).toEqual([
      [
        "epci-count-explained",
        "explained",
        "Le document compte 6 intercommunalités et en nomme 7 : 6 sont des communautés de communes, le reste ne l'est pas (CA Bourges Plus : communauté d'agglomération).",
      ],
    ]);
    expect(items[0]?.details).toMatchObject({ declared: 6, named: 7, communautesDeCommunes: 6, others: ["241800507"], othersTypes: ["CA"] });
  });

  test("another count of the same names is not explained", async () => {
    const items = await list(await berry([fact("epci-count", 5), fact("epci", named, { status: "inferred" })]));
    expect(said(items).map(([code, verdict]) => [code, verdict])).toEqual([
      ["declared-differs", "differs"],
      ["epci-count-differs", "differs"],
    ]);
    expect(items[1]?.sentence.en).toBe("The document counts 5 intercommunalities and names 7.");
  });

  test("what agrees is not listed, and a reconstructed list confirms none of it", async () => {
    const id = await berry([fact("commune-count", 7), fact("epci-count", 7), fact("population", 60_000, { qualifier: "more-than" })]);
    expect(await list(id)).toEqual([]);
    expect((await world.territory(id)).json.comparisons.map(({ confirms, verdict }: { confirms: boolean; verdict: string }) => [verdict, confirms])).toEqual([
      ["agrees", false],
      ["agrees", false],
      ["agrees", false],
    ]);
  });

  test("a figure that is shifted shifts its sentence", async () => {
    const sentence = async (value: number, qualifier: string) => (await list(await berry([fact("population", value, { qualifier })], "sourced")))[0]?.sentence;
    expect(await sentence(47_000, "exactly")).toEqual({
      fr: "Population : 47\u202f000 d'après le document, 60\u202f487 d'après les données (communes 2026).",
      en: "Population: 47,000 by the document, 60,487 by the data (communes 2026).",
    });
    expect((await sentence(70_001, "more-than"))?.fr).toBe("Population : plus de 70\u202f001 d'après le document, 60\u202f487 d'après les données (communes 2026).");
    expect(await sentence(60_486, "more-than")).toBeUndefined();
  });

  test("a population that is not known is said, and nothing is verified with it", async () => {
    const id = await world.register({ territory: communes("98901", "33063"), facts: [fact("population", 300_000), fact("size-class", "T4"), fact("commune-count", 2)] });
    const items = await list(id);
    expect(said(items).map(([code, verdict]) => [code, verdict])).toEqual([
      ["declared-not-verifiable", "cannot-tell"],
      ["declared-not-verifiable", "cannot-tell"],
    ]);
    expect(items[0]?.details).toMatchObject({ property: "population", reason: "population-unknown", unknownCount: 1, unknown: ["98901"] });
    expect(items[0]?.sentence.en).toMatch(/^Population: 300,000 by the document; it cannot be verified: a population is missing \(communes: 1, among them .+\)\.$/u);
  });

  test("a territory in words, or none on the date, verifies nothing", async () => {
    const prose = await world.register({ territory: { territory: { prose: "autour d'Amboise" }, validFrom: "2020" }, facts: [fact("commune-count", 12)] });
    expect((await list(prose))[0]?.sentence.fr).toBe("Nombre de communes : 12 d'après le document ; on ne peut pas le vérifier : le territoire n'est décrit qu'en mots.");
    expect((await list(prose, "?asOf=2019-12-31"))[0]?.sentence.fr).toContain("aucun territoire n'est connu à cette date");
  });

  test("the territory is that of the date asked", async () => {
    const id = await world.register({ territory: { ...communes("37003"), validFrom: "2020" }, facts: [fact("commune-count", 1)] });
    await world.setTerritory(id, { ...communes("37003", "37027"), validFrom: "2022-01-01" });
    expect(await list(id, "?asOf=2021-06-01")).toEqual([]);
    expect((await list(id, "?asOf=2022-06-01")).map(({ code }) => code)).toEqual(["declared-differs"]);
  });

  test("two documents whose figures leave no value in common exclude each other, of one date only", async () => {
    const register = (...facts: ReadonlyArray<unknown>) => world.register({ facts });
    const codes = async (id: string) => (await list(id)).map(({ code, sentence }) => [code, sentence.en]);
    expect(await codes(await register(fact("member-count", 100), fact("member-count", 100, { qualifier: "more-than" }), fact("member-count", 90, { qualifier: "at-least" })))).toEqual([
      ["declared-conflicts", 'Number of members: the documents say "100" and "more than 100", which exclude each other.'],
    ]);
    expect(await codes(await register(fact("member-count", 100, { date: "2020" }), fact("member-count", 200, { date: "2022" })))).toEqual([]);
    expect(await codes(await register(fact("member-count", 100), fact("member-count", 200, { source: { ...source, published: "2022-01" } })))).toEqual([]);
    expect(await codes(await register(fact("member-count", 95, { unit: "members" }), fact("member-count", 21, { unit: "structures" })))).toEqual([]);
    expect(await codes(await register(fact("initiator", "Les médecins"), fact("initiator", "Les infirmiers")))).toEqual([]);
  });

  test("a date without a year cannot be told, or is explained by the fact that concludes it", async () => {
    const id = await world.register({
      facts: [
        fact("signature-date", "22 septembre", { date: "--09-22" }),
        fact("creation-date", "30 novembre", { date: "--11-30" }),
        fact("creation-date", "30 novembre 2017", { date: "2017-11-30", status: "inferred" }),
      ],
    });
    expect(said(await list(id))).toEqual([
      ["no-year", "cannot-tell", "Date de signature : 22 septembre, année non précisée ; aucun fait noté ici ne la donne."],
      ["no-year-inferred", "explained", "Date de création : 30 novembre, année non précisée ; déduite d'ailleurs (30 novembre 2017), ce qui ne la confirme pas."],
    ]);
  });

  test("the year of a signature can be concluded by its contract", async () => {
    const id = await world.register({ facts: [fact("signature-date", "30 novembre", { date: "--11-30" })] });
    const { contractSigned } = contractsContract.events;
    const data = { ...contractSigned.example, cptsId: id, contractId: crypto.randomUUID(), sizeClass: null };
    await contractLog.hear({ definition: contractSigned, subject: data.contractId, version: 1, data });
    const [item] = await list(id);
    expect([item?.code, item?.verdict, item?.details]).toEqual(["no-year-inferred", "explained", { property: "signature-date", factId: expect.any(String), date: "--11-30", inferred: "2017-11-30", contractId: data.contractId }]);
  });

  test("a contract whose size would be another one today says what it would become", async () => {
    const { contractSigned } = contractsContract.events;
    const signed = async (territory: unknown, sizeClass: string | null) => {
      const id = await world.register({ territory });
      const contractId = crypto.randomUUID();
      await contractLog.hear({ definition: contractSigned, subject: contractId, version: 1, data: { ...contractSigned.example, contractId, cptsId: id, sizeClass } });
      return said(await list(id));
    };
    // 39 999 inhabitants.
    const small = communes("13028", "14312");
    expect(await signed(small, "T2")).toEqual([["size-class-drift", "differs", "Le contrat garde la taille 2 ; avec 39\u202f999 habitants (communes 2026) elle deviendrait la taille 1."]]);
    expect(await signed(small, "T1")).toEqual([]);
    expect(await signed(small, null)).toEqual([]);
    expect((await signed(communes("98901"), "T2")).map(([code, verdict]) => [code, verdict])).toEqual([["size-class-not-verifiable", "cannot-tell"]]);
  });

  test("what the directory and the contracts service find stands in the same list, in whatever order it is heard", async () => {
    const id = await berry(onDepartements);
    const about = (definition: typeof directoryContract.events.discrepanciesChanged | typeof contractsContract.events.discrepanciesChanged, version: number, ...discrepancies: ReadonlyArray<unknown>) => ({ definition, subject: id, version, data: { cptsId: id, discrepancies } });
    const remainder = (counted: number) => ({ code: "headcount-remainder", verdict: "cannot-tell", details: { total: 227, counted, remainder: 227 - counted, unit: "people" }, sources: [source] });
    const fromDirectory = directoryContract.events.discrepanciesChanged;
    const fromContracts = contractsContract.events.discrepanciesChanged;
    await directoryLog.hear(about(fromDirectory, 2, remainder(156)), about(fromDirectory, 1, remainder(1), remainder(2)));
    await contractLog.hear(about(fromContracts, 1, { code: "of-tomorrow", verdict: "conflicts", details: { left: 1 }, sources: [] }));
    const learned = (await list(id)).filter(({ service }) => service !== "registry");
    expect(learned).toEqual([
      { service: "contracts", code: "of-tomorrow", verdict: "conflicts", sentence: { fr: "Écart « of-tomorrow » : left 1.", en: 'Discrepancy "of-tomorrow": left 1.' }, details: { left: 1 }, sources: [] },
      expect.objectContaining({ service: "directory", verdict: "cannot-tell", sentence: expect.objectContaining({ fr: "Sur 227 personnes déclarées, 156 sont comptées par profession : 71 ne sont pas expliquées." }) }),
    ]);
    await directoryLog.hear(about(fromDirectory, 3));
    await contractLog.hear(about(fromContracts, 2));
    expect((await list(id)).map(({ service }) => service)).toEqual(["registry", "registry"]);
  });

  test("each finding of the registry says its rule, what went into it and where from, when asked", async () => {
    const id = await berry([...onDepartements, fact("epci-count", 6), fact("epci", named, { status: "inferred" }), fact("signature-date", "22 septembre", { date: "--09-22" })]);
    const { json } = await world.send("GET", `/v1/cpts/${id}/discrepancies?explain=true`);
    expect(json.items.map(({ code }: Item) => code)).toEqual(["declared-differs", "declared-conflicts", "epci-count-explained", "no-year"]);
    for (const { code, explanation } of json.items) {
      const rule = ruleOf({ code });
      expect([explanation.rule.fr.startsWith(rule?.fr), explanation.rule.en.startsWith(rule?.en)]).toEqual([true, true]);
      expect(explanation.inputs.length).toBeGreaterThan(0);
      expect(explanation.sources).toContainEqual({ name: source.document, status: "declared" });
    }
    expect(json.items[0].explanation.inputs).toContainEqual({ name: "territory", value: "reconstructed" });
    expect((await list(id)).some((item) => "explanation" in item)).toBe(false);
  });

  test("each finding of another service says the same of itself, and what this version does not know of it is said", async () => {
    const id = await world.register({ facts: [] });
    const about = (definition: typeof directoryContract.events.discrepanciesChanged | typeof contractsContract.events.discrepanciesChanged, ...discrepancies: ReadonlyArray<unknown>) => ({ definition, subject: id, version: 1, data: { cptsId: id, discrepancies } });
    const details = { headcountId: crypto.randomUUID(), total: 227, totalUnit: "people", counted: 177, remainder: 50, unit: "mixed" };
    const quoting = { document: "Article", locator: "2e paragraphe", quote: "21 officines" };
    await directoryLog.hear(about(directoryContract.events.discrepanciesChanged, { code: "headcount-remainder", verdict: "cannot-tell", details, sources: [{ document: "…" }, quoting] }));
    await contractLog.hear(about(contractsContract.events.discrepanciesChanged, { code: "of-tomorrow", verdict: "conflicts", details: { left: [1, 2] }, sources: [] }));
    const [unknown, remainder] = await list(id, "?explain=true");
    expect(remainder?.sources).toEqual([quoting]);
    expect(remainder?.explanation).toEqual({
      figure: "headcount-remainder",
      rule: ruleOf({ code: "headcount-remainder" }),
      inputs: [
        { name: "counted", label: { fr: "compté par profession", en: "counted by profession" }, value: "177" },
        { name: "headcountId", value: details.headcountId },
        { name: "remainder", label: { fr: "reste", en: "remainder" }, value: "50" },
        { name: "total", label: { fr: "total déclaré", en: "declared total" }, value: "227" },
        { name: "totalUnit", label: { fr: "unité du total", en: "unit of the total" }, value: "people" },
        { name: "unit", label: { fr: "unité", en: "unit" }, value: "mixed" },
      ],
      sources: [
        { name: "Article, 2e paragraphe", status: "sourced" },
        { name: "/cpts/directory", status: "computed" },
      ],
    });
    expect(unknown?.explanation).toEqual({
      figure: "of-tomorrow",
      rule: { fr: "Règle du service « contracts », que cette version du registre ne connaît pas.", en: 'A rule of the service "contracts" that this version of the registry does not know.' },
      inputs: [{ name: "left", value: "1 2" }],
      sources: [{ name: "/cpts/contracts", status: "computed" }],
    });
  });

  test("the same list has the same ETag, another list another", async () => {
    const id = await berry(onDepartements);
    const read = (headers = {}) => world.send("GET", `/v1/cpts/${id}/discrepancies`, undefined, { headers });
    const etag = (await read()).headers.get("etag") ?? "";
    expect((await read({ "if-none-match": etag })).status).toBe(304);
    await world.declare(id, { property: "commune-count", value: 38 });
    expect((await read({ "if-none-match": etag })).status).toBe(200);
  });

  test("is open to everyone, and of an unknown CPTS 404", async () => {
    const id = await berry(onDepartements);
    expect((await world.service.send("GET", `/v1/cpts/${id}/discrepancies`)).status).toBe(200);
    expect((await world.service.send("GET", "/v1/cpts/00000000-0000-7000-8000-000000000000/discrepancies")).status).toBe(404);
  });
});

test("parts that have more inhabitants than their commune, accepted with a reason, are told with the figures and the documents", async () => {
  const part = (name: string, value: number) => ({ commune: "37003", name, kind: "quartier", population: { value, qualifier: "exactly", source: { document: "Projet de santé" } } });
  const id = await world.register({ territory: { territory: { parts: [part("Nord", 10_000), part("Sud", 9_000)] }, reason: "Le document compte les résidences secondaires" } });
  const { items } = (await world.send("GET", `/v1/cpts/${id}/discrepancies?explain=true`)).json;
  const found = items.find(({ code }: { code: string }) => code === "parts-exceed-commune");
  expect(found).toMatchObject({ verdict: "differs", details: { commune: "37003", declared: 19_000 }, sources: [{ document: "Projet de santé" }] });
  expect(found.explanation.inputs.map(({ value }: { value: string }) => value)).toEqual(["10000", "9000", String(found.details.population)]);
});
