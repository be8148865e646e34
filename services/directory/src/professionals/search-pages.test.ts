import type { LocalDate } from "@cpts/domain/LocalDate";
import { searchKey } from "@cpts/reference-data";
import { activityColumns } from "@cpts/testing/rpps-extract/columns";
import { activityRow } from "@cpts/testing/rpps-extract/extract";
import { fakeRpps } from "@cpts/testing/rpps-extract/fake-number";
import { fakePerson, type FakePerson } from "@cpts/testing/rpps-extract/people";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operatorOf } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";
import { searchText, type Search } from "./search-text.ts";
import type { Sight } from "./sight.ts";

interface View {
  readonly id: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly profession: string | null;
  readonly skills: ReadonlyArray<string>;
  readonly practiceMode: string | null;
  readonly register?: { readonly professions: ReadonlyArray<string>; readonly practiceModes: ReadonlyArray<string>; readonly generalPractitioner: string; readonly activities: ReadonlyArray<{ readonly commune: string | null; readonly structure: { readonly id: string | null } }> };
}

let world: Scene;
let everyone: ReadonlyArray<View>;

/** One family, as registers, people and keyboards write it. */
const spellings = [["LEFEVRE", "Lefèvre", "lefe\u0301vre", "LEFÈVRE"], ["D'OEUVRE-NAY", "d'Œuvre Nay", "d’œuvre‐nay", "D OEUVRE NAY"], ["SAINT-OUEN", "St-Ouën", "st ouen", "Saint Ouen"]] as const;

const person = (n: number, family: string, given: string, profession: readonly [string, string]): FakePerson => ({ ...fakePerson(n, 7), rpps: fakeRpps(n), family, given, profession, skill: null });
const doctor = ["10", "Médecin"] as const;
const pharmacist = ["21", "Pharmacien"] as const;

beforeAll(async () => {
  world = await scene();
  const drawn = Array.from({ length: 140 }, (_, n) => fakePerson(n, 7));
  const several = spellings.flatMap(([name], index) => [person(1_000 + index, name, "Zoé", doctor), person(2_000 + index, name, "Ana", pharmacist), person(2_000 + index, name, "Ana", doctor)]);
  const rows = [...drawn, ...several].flatMap((one) => one.sites.map((site) => activityRow(one, site)));
  await (await operatorOf(world)).send(Buffer.from([activityColumns.join("|"), ...rows, ""].join("\n")));
  for (const visibility of ["public", "cpts", "private"]) await world.create("/v1/professionals", { familyName: `Lefèvre ${visibility}`, givenName: "Alix", profession: "60", visibility });
  // Registered here and known to the register at once: some of them privately.
  for (const [n, visibility] of [[3, "private"], [4, "public"]] as const) await world.create("/v1/professionals", { familyName: drawn[n]?.family, givenName: drawn[n]?.given, rpps: drawn[n]?.rpps, profession: drawn[n]?.profession[0], visibility });
  everyone = await pagesOf("", 200);
});
afterAll(() => world.service.stop());

const pagesOf = async (query: string, limit: number): Promise<ReadonlyArray<View>> => {
  const found: Array<View> = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { items, nextCursor }: { items: ReadonlyArray<View>; nextCursor: string | null } = (await world.get(`/v1/professionals?limit=${limit}&${query}${cursor === "" ? "" : `&cursor=${cursor}`}`)).json;
    expect(items.length).toBeLessThanOrEqual(limit);
    found.push(...items);
    cursor = nextCursor;
  }
  return found;
};

interface Asked {
  readonly q?: string;
  readonly profession?: string;
  readonly skill?: string;
  readonly mode?: string;
  readonly commune?: string;
  readonly structure?: string;
  readonly generalPractitioner?: string;
}

const keyOf = ({ familyName, givenName }: View): string => searchKey(`${familyName} ${givenName}`);

const isNamed = (q: string, view: View): boolean => {
  const words = searchKey(q).split(" ");
  return words.slice(0, 3).some((word) => keyOf(view).startsWith(word) && words.filter((_, place) => place !== words.indexOf(word)).every((other) => ` ${keyOf(view)}`.includes(` ${other}`)));
};

/** What the contract says of the parameters, one person after the other. */
const fits = ({ commune, generalPractitioner, mode, profession, q, skill, structure }: Asked, view: View): boolean => {
  const { register } = view;
  return (
    (q === undefined || isNamed(q, view)) &&
    (profession === undefined || (register?.professions ?? [view.profession]).includes(profession)) &&
    (skill === undefined || view.skills.includes(skill)) &&
    (mode === undefined || (register?.practiceModes ?? [view.practiceMode]).includes(mode)) &&
    (commune === undefined || (register?.activities.some((one) => one.commune === commune) ?? false)) &&
    (structure === undefined || (register?.activities.some((one) => one.structure.id === structure) ?? false)) &&
    (generalPractitioner === undefined || register?.generalPractitioner === generalPractitioner)
  );
};

const asked = fc.record(
  {
    q: fc.constantFrom("l", "le", "lefevre", "lefevre alix", "zoe", "zoe lefevre", "rouge-gorge", "a", "sap", "mag cam"),
    profession: fc.constantFrom("10", "21", "60", "70", "99"),
    skill: fc.constantFrom("SM54", "SM04", "SM99"),
    mode: fc.constantFrom("L", "S", "B"),
    commune: fc.constantFrom("37003", "28103", "18279", "13055"),
    structure: fc.integer({ min: 0, max: 139 }).map((n) => fakePerson(n, 7).sites[0].structure),
    generalPractitioner: fc.constantFrom("yes", "no-speciality"),
  },
  { requiredKeys: [] },
);

const anything = { q: undefined, profession: undefined, skill: undefined, mode: undefined, generalPractitioner: undefined, structures: undefined, cpts: undefined, identifier: undefined, limit: 200 };

const order = (views: ReadonlyArray<View>): ReadonlyArray<string> => views.map(({ id }) => id);

describe("whatever is asked", () => {
  test("the pages hold everyone who fits, once, in the order of all", async () => {
    expect(new Set(order(everyone)).size).toBe(everyone.length);
    expect(everyone.map(keyOf)).toEqual(everyone.map(keyOf).toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))));
    await fc.assert(
      fc.asyncProperty(asked, fc.integer({ min: 9, max: 40 }), async (parameters, limit) => {
        const { json } = await world.get(`/v1/professionals?${new URLSearchParams({ ...parameters, limit: "200" }).toString()}`);
        expect(order(json.items)).toEqual(order(everyone.filter((view) => fits(parameters, view))));
        expect(order(await pagesOf(new URLSearchParams(parameters).toString(), limit))).toEqual(order(json.items));
      }),
      { numRuns: 60 },
    );
  });

  test("each way to find them finds the same: by their codes, or one by one in the order of names", async () => {
    const sight: Sight = { everywhere: 0, throughCpts: new Map(), day: "2026-11-22" as LocalDate };
    await fc.assert(
      fc.asyncProperty(asked, fc.boolean(), fc.constantFrom(0, 3, 5_000), fc.option(fc.constantFrom(...everyone), { nil: null }), async ({ commune, structure, ...parameters }, areMany, few, behind) => {
        const search: Search = {
          ...anything,
          ...parameters,
          communes: commune === undefined ? undefined : [commune],
          structures: structure === undefined ? undefined : [structure],
          areMany,
          after: behind === null ? null : [keyOf(behind), behind.id],
        };
        const { text, values } = searchText(search, sight, few) ?? { text: "", values: [] };
        const after = everyone.indexOf(behind as View);
        expect((await world.rows(text, values)).map(({ id }) => id)).toEqual(order(everyone.filter((view, place) => place > after && fits({ ...parameters, ...(commune === undefined ? {} : { commune }), ...(structure === undefined ? {} : { structure }) }, view))));
      }),
      { numRuns: 80 },
    );
  });
});

describe("a name", () => {
  test.each(spellings)("is found by each of its spellings alike: %s, %s, %s, %s", async (...written) => {
    const answers = await Promise.all(written.map(async (q) => order((await world.get(`/v1/professionals?q=${encodeURIComponent(q)}&profession=10`)).json.items)));
    expect(answers[0]).toHaveLength(2);
    expect(answers).toEqual(written.map(() => answers[0]));
  });

  test("in any letters is as good as in plain ones", async () => {
    const dressed = fc.constantFrom(...everyone.map(({ familyName }) => familyName)).chain((name) =>
      fc.tuple(fc.constant(name), fc.array(fc.constantFrom("", "\u0301", "\u0308", "\u0302"), { minLength: name.length, maxLength: name.length }), fc.constantFrom("-", " ", "'", "’")),
    );
    await fc.assert(
      fc.asyncProperty(dressed, async ([name, accents, between]) => {
        const accented = [...name.toLowerCase()].map((letter, place) => (/\p{L}/u.test(letter) ? letter + (accents[place] ?? "") : letter)).join("").replaceAll("-", between);
        const find = async (q: string) => (await world.get(`/v1/professionals?q=${encodeURIComponent(q)}`)).text;
        expect(await find(accented)).toBe(await find(name));
      }),
      { numRuns: 60 },
    );
  });
});

describe("a CPTS", () => {
  test("is not told to have somebody as a member by who may not see them", async () => {
    const cptsId = await world.learnCpts("01004");
    const [hidden, shown] = [3, 4].map((n) => everyone.find(({ familyName, givenName, register }) => register !== undefined && familyName === fakePerson(n, 7).family && givenName === fakePerson(n, 7).given));
    for (const one of [hidden, shown]) await world.create("/v1/memberships", { cptsId, professionalId: one?.id });
    const of = async (token?: string) => order((await world.get(`/v1/professionals?cpts=${cptsId}`, token)).json.items);
    expect(await of()).toEqual([shown?.id]);
    expect((await of(world.writer)).toSorted()).toEqual([hidden?.id, shown?.id].toSorted());
  });
});
