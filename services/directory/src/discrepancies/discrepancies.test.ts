import { directory } from "@cpts/api/Directory";
import { sentenceOf } from "@cpts/domain/Discrepancy";
import type { SeenEvent } from "@cpts/service-kit/testing/writing-scene";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declareTwice } from "../testing/declare-twice.ts";
import { scene, type Scene } from "../testing/scene.ts";
import { rebuildDiscrepancies } from "./record.ts";

let world: Scene;
let people: ReadonlyArray<string>;
beforeAll(async () => {
  world = await scene();
  const registered = ["10", "60", "70", null].map(async (profession, index) => (await world.send("POST", "/v1/professionals", { familyName: `Nom${index}`, givenName: "Prénom", profession })).json.id);
  people = await Promise.all(registered);
});
afterAll(() => world.service.stop());

interface Told {
  readonly code: string;
  readonly verdict: string;
  readonly details: Readonly<Record<string, string | number | ReadonlyArray<number>>>;
  readonly sources: ReadonlyArray<unknown>;
}

const toldOf = (events: ReadonlyArray<SeenEvent>, cptsId: string): ReadonlyArray<ReadonlyArray<Told>> =>
  events.filter(({ subject, type }) => subject === cptsId && type.includes("discrepancies")).map(({ data }) => data["discrepancies"] as ReadonlyArray<Told>);
/** All that was told of a CPTS, the last list first. */
const told = async (cptsId: string) => toldOf(await world.events(), cptsId).toReversed();

const provenance = (locator: string) => ({ status: "sourced", source: { document: "Page", locator } });
const office = (code: string, locator: string, ...holders: ReadonlyArray<number>) => ({
  office: code,
  label: "co-trésorières",
  holders: holders.map((index) => ({ professionalId: people[index] })),
  provenance: { status: "sourced", note: "Nom0", source: { document: "Page", locator, quote: "Prénom Nom0" } },
});
const post = (cptsId: string, kind: string, body: unknown) => world.send("POST", `/v1/cpts/${cptsId}/${kind}`, body);

describe("what does not fit in the directory of a CPTS", () => {
  test("is one list, told whole each time it changes, with figures and labels, and no word of a document", async () => {
    const cptsId = await world.learnCpts("38053");
    await declareTwice(world, `/v1/cpts/${cptsId}/offices`, office("CO_TRESORIER", "2e ligne", 0, 1));
    expect(await told(cptsId)).toEqual([]);
    await declareTwice(world, `/v1/cpts/${cptsId}/offices`, office("CO_TRESORIER", "3e ligne", 2, 3));
    await declareTwice(world, `/v1/cpts/${cptsId}/bodies`, { kind: "board", declaredSize: { value: 3 }, declaredProfessionCount: { value: 7 }, provenance: provenance("CA") });
    const lines = [{ label: "infirmières", profession: "60", value: 156, unit: "people" }, { label: "officines", profession: "21", value: 21, unit: "structures" }];
    await declareTwice(world, `/v1/cpts/${cptsId}/headcounts`, { total: { value: 227, unit: "people" }, lines, provenance: provenance("2e paragraphe") });
    const lists = await told(cptsId);
    expect(lists.map((list) => list.map(({ code }) => code))).toEqual([
      ["office-conflict", "body-differs", "headcount-remainder", "headcount-remainder"],
      ["office-conflict", "body-differs"],
      ["office-conflict"],
    ]);
    const documents = (count: number) => Array.from({ length: count }, () => ({ document: "…" }));
    expect(lists[0]).toEqual([
      {
        code: "office-conflict",
        verdict: "conflicts",
        details: { office: "CO_TRESORIER", officeFr: "Co-trésorier, co-trésorière", officeEn: "Co-treasurer", statements: 2, holders: [2, 2], mandates: 4 },
        sources: documents(2),
      },
      {
        code: "body-differs",
        verdict: "differs",
        details: { bodyId: expect.any(String), body: "board", size: 3, professions: 7, knownMembers: 4, knownProfessions: 3 },
        sources: documents(3),
      },
      ...[["people", 156, 71], ["mixed", 177, 50]].map(([unit, counted, remainder]) => ({
        code: "headcount-remainder",
        verdict: "cannot-tell",
        details: { headcountId: expect.any(String), total: 227, totalUnit: "people", counted, remainder, unit },
        sources: documents(1),
      })),
    ]);
    expect(lists[0]?.map((one) => sentenceOf(one).en)).toEqual([
      'For the office "Co-treasurer", 2 statements name different people (2, 2): 4 mandates are held, and none is discarded.',
      "A board of 3 people from 7 professions is declared; 4 members are known, from 3 professions: it does not agree.",
      "Of 227 people declared, 156 are counted by profession: 71 are not explained.",
      "Of 227 people declared, 177 are counted by profession when people and structures are mixed: 50 are not explained.",
    ]);
    expect(JSON.stringify(await world.events())).not.toMatch(/Nom\d|Prénom|co-trésorières/u);
  });

  test("is not told again when a write changes nothing of it", async () => {
    const cptsId = await world.learnCpts("38053");
    for (const holder of [0, 0]) await declareTwice(world, `/v1/cpts/${cptsId}/offices`, office("PRESIDENT", "1", holder));
    expect(await told(cptsId)).toEqual([]);
  });

  test("is of one CPTS only", async () => {
    const [here, there] = [await world.learnCpts("38053"), await world.learnCpts("37003")];
    await declareTwice(world, `/v1/cpts/${here}/offices`, office("PRESIDENT", "1", 0));
    await declareTwice(world, `/v1/cpts/${there}/offices`, office("PRESIDENT", "1", 1));
    expect([await told(here), await told(there)]).toEqual([[], []]);
  });

  test("holds what two documents say at the same moment", async () => {
    const cptsId = await world.learnCpts("38053");
    const answers = await Promise.all([0, 1, 2, 3].map((holder) => post(cptsId, "offices", office("PRESIDENT", String(holder), holder))));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect((await told(cptsId))[0]?.map(({ details }) => details["mandates"])).toEqual([4]);
  });

  const figure = fc.record({ value: fc.nat(20), unit: fc.constantFrom("people", "structures"), qualifier: fc.constantFrom("exactly", "about", "at-least") });
  const write = fc.oneof(
    fc
      .record({ code: fc.constantFrom("PRESIDENT", "SECRETAIRE", "ADMINISTRATEUR"), holders: fc.uniqueArray(fc.nat(3), { minLength: 1 }), from: fc.constantFrom("2017", "2018", "2020-05"), to: fc.constantFrom("2020", "2021-02-01", null) })
      .map(({ code, from, holders, to }) => ({ kind: "offices", body: { ...office(code, "x", ...holders), validFrom: from, ...(to === null ? {} : { validTo: to }) } })),
    fc.record({ kind: fc.constantFrom("board", "bureau", "comite"), size: fc.nat(4), professions: fc.nat(3) }).map(({ kind, professions, size }) => ({
      kind: "bodies",
      body: { kind, declaredSize: { value: size }, declaredProfessionCount: { value: professions }, provenance: { status: "declared" } },
    })),
    fc.record({ total: figure, lines: fc.array(figure, { maxLength: 3 }) }).map(({ lines, total }) => ({
      kind: "headcounts",
      body: { total, lines: lines.map((line) => ({ label: "ligne", ...line })), provenance: provenance("y") },
    })),
  );

  test("is what a rebuild from the tables gives, after any sequence of writes", async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 6 }), async (writes) => {
        const cptsId = await world.learnCpts("38053");
        for (const { body, kind } of writes) expect([(await post(cptsId, kind, body)).status, body]).toEqual([201, body]);
        const lists = await told(cptsId);
        const [kept] = await world.rows("select version, items from discrepancy where cpts_id = $1", [cptsId]);
        const rebuilt = await world.service.run(rebuildDiscrepancies(cptsId));
        expect(kept ?? { version: 0, items: [] }).toEqual({ version: lists.length, items: rebuilt });
        expect(directory.events.discrepanciesChanged.tell({ cptsId, discrepancies: rebuilt })).toEqual({ cptsId, discrepancies: lists[0] ?? [] });
        changes += lists.length;
      }),
      { numRuns: 25 },
    );
    expect(changes).toBeGreaterThan(20);
  });
});
