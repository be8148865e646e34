import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declareTwice, kindsOf } from "../testing/declare-twice.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

/** Seed 004, second paragraph. */
const lines = [
  { label: "médecins généralistes", profession: "10", group: "general-practitioner", value: 52, unit: "people" },
  { label: "médecins d'autres spécialités", profession: "10", group: "other-specialist", value: 24, unit: "people" },
  { label: "infirmières", profession: "60", value: 43, unit: "people" },
  { label: "masseurs-kinésithérapeutes", profession: "70", value: 37, unit: "people" },
  { label: "officines pharmaceutiques", profession: "21", group: null, value: 21, unit: "structures" },
];
const provenance = { status: "sourced", source: { document: "CPTS : et de deux !", locator: "2e paragraphe", quote: "elle fédère 227 professionnels de santé libéraux" } };
const asclepios = { scope: "professionnels de santé libéraux", practiceMode: "L", on: "2017", total: { value: 227, unit: "people" }, lines, provenance };

const pathOf = (cptsId: string) => `/v1/cpts/${cptsId}/headcounts`;
const remaindersOf = async (cptsId: string) => {
  const { json } = await world.get(pathOf(cptsId));
  return json.items.flatMap(({ remainders }: { remainders: ReadonlyArray<{ unit: string; value: number }> }) => remainders.map(({ unit, value }) => [unit, value]));
};

describe("the headcount of Asclépios", () => {
  test("is 227 people, of whom 71 are not explained, and 50 when 21 pharmacies are added to people", async () => {
    const cptsId = await world.learnCpts("37003");
    const { events, json } = await declareTwice(world, pathOf(cptsId), { ...asclepios, externalIds: [{ system: "demo", value: "asclepios" }] });
    const expected = {
      ...asclepios,
      id: json.id,
      cptsId,
      externalIds: [{ system: "demo", value: "asclepios" }],
      counted: [{ unit: "people", value: 156 }, { unit: "structures", value: 21 }],
      remainders: [
        {
          unit: "people",
          total: 227,
          counted: 156,
          value: 71,
          sentence: {
            fr: "Sur 227 personnes déclarées, 156 sont comptées par profession : 71 ne sont pas expliquées.",
            en: "Of 227 people declared, 156 are counted by profession: 71 are not explained.",
          },
        },
        {
          unit: "mixed",
          total: 227,
          counted: 177,
          value: 50,
          sentence: {
            fr: "Sur 227 personnes déclarées, 177 sont comptées par profession en mêlant personnes et structures : 50 ne sont pas expliquées.",
            en: "Of 227 people declared, 177 are counted by profession when people and structures are mixed: 50 are not explained.",
          },
        },
      ],
    };
    expect(json).toEqual(expected);
    expect((await world.get(pathOf(cptsId))).json).toEqual({ items: [expected] });
    expect(kindsOf(events)).toEqual(["headcount.declared", "discrepancies.changed"]);
  });

  test("moves by one with any of its figures, each remainder in the units it counts", async () => {
    for (const [index, people, mixed] of [[0, 70, 49], [3, 70, 49], [4, 71, 49]] as const) {
      const cptsId = await world.learnCpts("37003");
      await declareTwice(world, pathOf(cptsId), { ...asclepios, lines: lines.map((line, place) => (place === index ? { ...line, value: line.value + 1 } : line)) });
      expect(await remaindersOf(cptsId)).toEqual([["people", people], ["mixed", mixed]]);
    }
    const cptsId = await world.learnCpts("37003");
    await declareTwice(world, pathOf(cptsId), { ...asclepios, total: { value: 228, unit: "people" } });
    expect(await remaindersOf(cptsId)).toEqual([["people", 72], ["mixed", 51]]);
  });

  test("tells nothing of what is left when a figure is not exact", async () => {
    const cptsId = await world.learnCpts("37003");
    const about = lines.map((line) => (line.profession === "60" ? { ...line, qualifier: "about" } : line));
    const { events, json } = await declareTwice(world, pathOf(cptsId), { ...asclepios, lines: about });
    expect(json.remainders.map(({ sentence, value }: { sentence: unknown; value: unknown }) => [value, sentence])).toEqual([[null, null], [null, null]]);
    expect(json.lines[2]).toEqual({ ...lines[2], qualifier: "about" });
    expect(kindsOf(events)).toEqual(["headcount.declared"]);
  });

  test("is explained: the rule in both languages, the figures with their units, the document with its status", async () => {
    const cptsId = await world.learnCpts("37003");
    const { json: declared } = await declareTwice(world, pathOf(cptsId), asclepios);
    const { json } = await world.get(`${pathOf(cptsId)}?explain=true`);
    const mixed = json.explanations.find(({ figure }: { figure: string }) => figure === `${declared.id}.remainder.mixed`);
    expect(mixed).toEqual({
      figure: `${declared.id}.remainder.mixed`,
      rule: { fr: expect.stringContaining("additionner des personnes et des structures"), en: expect.stringContaining("adds people and structures up") },
      inputs: [{ name: "total", value: "227 people" }, ...lines.map(({ label, unit, value }) => ({ name: label, value: `${value} ${unit}` }))],
      sources: [{ name: "CPTS : et de deux !, 2e paragraphe", status: "sourced" }],
    });
    const people = json.explanations.find(({ figure }: { figure: string }) => figure === `${declared.id}.remainder.people`);
    expect(people.inputs.map(({ name }: { name: string }) => name)).not.toContain("officines pharmaceutiques");
    expect(json.explanations.map(({ figure }: { figure: string }) => figure)).toContain(`${declared.id}.counted`);
    expect((await world.get(`${pathOf(cptsId)}?explain=false`)).json.explanations).toBeUndefined();
  });

  test("travels without the words of the document", async () => {
    const cptsId = await world.learnCpts("37003");
    const { events } = await declareTwice(world, pathOf(cptsId), asclepios);
    expect(events[0]?.data).toEqual({
      headcountId: expect.any(String),
      cptsId,
      practiceMode: "L",
      on: "2017",
      total: { value: 227, unit: "people" },
      lines: lines.map(({ group = null, profession, unit, value }) => ({ group, profession, unit, value })),
      provenance: { status: "sourced", source: { document: "…" } },
    });
    expect(JSON.stringify(events)).not.toContain("elle fédère");
  });
});

describe("a headcount", () => {
  test("of the bare minimum is kept, without remainder", async () => {
    const cptsId = await world.learnCpts("37003");
    const { events, json } = await declareTwice(world, pathOf(cptsId), { lines: [], provenance });
    expect(json).toMatchObject({ scope: null, practiceMode: null, on: null, total: null, lines: [], counted: [], remainders: [], externalIds: [] });
    expect(kindsOf(events)).toEqual(["headcount.declared"]);
  });

  test("that counts more than it declares says so", async () => {
    const cptsId = await world.learnCpts("37003");
    const { json } = await declareTwice(world, pathOf(cptsId), { ...asclepios, total: { value: 150, unit: "people" } });
    expect(json.remainders[0]).toMatchObject({ value: -6, sentence: { fr: "Sur 150 personnes déclarées, 156 sont comptées par profession : c'est 6 de trop." } });
  });

  test("is found by its number in another system, which leads to one only", async () => {
    const cptsId = await world.learnCpts("37003");
    const externalIds = [{ system: "demo", value: "seul" }];
    const { json } = await declareTwice(world, pathOf(cptsId), { ...asclepios, externalIds });
    await declareTwice(world, pathOf(cptsId), { ...asclepios, total: { value: 3, unit: "structures" } });
    expect((await world.get(`${pathOf(cptsId)}?identifier=demo%7Cseul`)).json.items.map(({ id }: { id: string }) => id)).toEqual([json.id]);
    expect((await world.get(pathOf(cptsId))).json.items).toHaveLength(2);
    expect(await world.faults(pathOf(cptsId), { ...asclepios, externalIds })).toEqual([409, "already-exists", "#/externalIds/0"]);
  });

  test("is refused with everything that is wrong", async () => {
    const cptsId = await world.learnCpts("37003");
    const [line] = lines;
    expect(await world.faults(pathOf(cptsId), { total: { value: -1, unit: "people" }, lines: [{ ...line, value: 1.5 }, { ...line, unit: "pharmacies" }], provenance: { status: "sourced" } })).toEqual([
      422, "invalid-request", "#/total/value", "#/lines/0/value", "#/lines/1/unit", "#/provenance/source",
    ]);
    expect(await world.faults(pathOf(cptsId), { ...asclepios, lines: Array.from({ length: 101 }, () => line) })).toEqual([422, "invalid-request", "#/lines"]);
  });

  test("of a CPTS that is not known is refused at the address, and read as not found", async () => {
    const path = pathOf("0198c0de-0000-7000-8000-0000000000ff");
    expect(await world.faults(path, asclepios)).toEqual([422, "unknown-reference", "id"]);
    expect((await world.service.send("POST", path, { json: asclepios })).status).toBe(401);
    expect((await world.get(path)).status).toBe(404);
  });

  test("of nobody yet is an empty list", async () => {
    expect((await world.get(`${pathOf(await world.learnCpts("37003"))}?explain=true`)).json).toEqual({ items: [], explanations: [] });
  });
});
