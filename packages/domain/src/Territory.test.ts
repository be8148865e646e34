import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { arrondissementsOf, CommuneCode, communesWithArrondissements } from "./Cog.ts";
import { issuesOf } from "./IssueText.ts";
import * as Territory from "./Territory.ts";

const code = Schema.decodeUnknownSync(CommuneCode);
const decode = Schema.decodeUnknownSync(Territory.TerritoryInput);
const everywhere = { knownCommune: () => true };
const tags = (input: object, knowledge: Territory.TerritoryKnowledge = everywhere) =>
  Territory.checkTerritory(decode(input), knowledge).map((problem) => [problem._tag, problem.path]);
const isEven = (commune: CommuneCode) => Number(commune) % 2 === 0;
const quarter = (name: string, commune = "31555", more: object = {}) => ({ commune, name, kind: "quartier", ...more });

describe("a territory", () => {
  it("of Asclépios has nothing wrong", () => {
    expect(tags({ communes: ["37003", "37027", "41151"] })).toEqual([]);
  });

  it("may be one arrondissement, as Lyon 3, or quarters of a city, as in Toulouse", () => {
    expect(tags({ communes: ["69383"] })).toEqual([]);
    const population = { value: 120_808, qualifier: "exactly", source: { document: "Site de la CPTS" } };
    expect(tags({ parts: [quarter("Borderouge", "31555", { population }), quarter("Croix-Daurade")] })).toEqual([]);
  });

  it("may be only prose while it emerges, but not nothing", () => {
    expect(tags({ prose: "Orléans et l'ouest du Loiret" })).toEqual([]);
    expect(tags({})).toEqual([["EmptyTerritory", []]]);
    expect(tags({ communes: [], parts: [] })).toEqual([["EmptyTerritory", []]]);
  });

  it("names all that is wrong at once, each with its place", () => {
    const problems = tags(
      {
        communes: ["75056", "37003", "99999", "37003", "75101", "31555"],
        parts: [quarter("Borderouge"), quarter("borderouge"), quarter("Belleville", "75120"), quarter("Nulle part", "98765")],
      },
      { knownCommune: (commune) => !["99999", "98765"].includes(commune) },
    );
    expect(problems).toEqual([
      ["UnknownCommune", ["communes", 2]],
      ["CommuneListedTwice", ["communes", 3]],
      ["CityWithItsArrondissement", ["communes", 4]],
      ["CommuneWholeAndInParts", ["parts", 0]],
      ["PartListedTwice", ["parts", 1]],
      ["CommuneWholeAndInParts", ["parts", 2]],
      ["UnknownCommune", ["parts", 3, "commune"]],
    ]);
  });

  it("says where the first mention of a repeated commune is", () => {
    expect(Territory.checkTerritory(decode({ communes: ["37003", "37027", "37003"] }), everywhere)).toEqual([
      { _tag: "CommuneListedTwice", path: ["communes", 2], code: "37003", firstPath: ["communes", 0] },
    ]);
  });

  it("tells parts of one name apart by their kind, commune or code", () => {
    expect(tags({ parts: [quarter("Centre"), quarter("Centre", "69123"), { ...quarter("Centre"), kind: "iris" }, quarter("Centre", "31555", { code: "01" })] })).toEqual([]);
    expect(tags({ parts: [quarter("Nord", "31555", { code: "01" }), quarter("Sud", "31555", { code: "01" })] })).toEqual([["PartListedTwice", ["parts", 1]]]);
  });

  it("never holds a city with one of its arrondissements, in any order", () => {
    const pair = fc.constantFrom(...communesWithArrondissements).chain((city) =>
      fc.tuple(fc.constant(city.commune), fc.constantFrom(...arrondissementsOf(city.commune)), fc.boolean()),
    );
    fc.assert(
      fc.property(pair, ([city, arrondissement, cityFirst]) => {
        const communes = cityFirst ? [city, arrondissement] : [arrondissement, city];
        expect(tags({ communes })).toEqual([["CityWithItsArrondissement", ["communes", communes.indexOf(arrondissement)]]]);
      }),
    );
  });

  it("has one fault for each repetition and each unknown commune, whatever their order", () => {
    const list = fc.array(fc.integer({ min: 37_001, max: 37_020 }).map((n) => code(String(n))), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(list, (communes) => {
        const problems = Territory.checkTerritory({ communes }, { knownCommune: isEven });
        const distinct = new Set(communes);
        expect(problems.filter(({ _tag }) => _tag === "CommuneListedTwice")).toHaveLength(communes.length - distinct.size);
        expect(problems.filter(({ _tag }) => _tag === "UnknownCommune")).toHaveLength([...distinct].filter((commune) => !isEven(commune)).length);
        for (const problem of problems) expect(problem).toMatchObject({ code: communes[Number(problem.path[1])] });
      }),
    );
  });
});

describe("a territory as entered", () => {
  it("is refused with the place of every malformed code", () => {
    expect(issuesOf(Territory.TerritoryInput, { communes: ["37003", "1004", "2a004"] })).toEqual([
      { path: ["communes", 1], key: "commune-code.format" },
      { path: ["communes", 2], key: "commune-code.format" },
    ]);
  });

  it("becomes sorted, without repetition, and complete", () => {
    expect(Territory.fromInput(decode({ communes: ["41151", "37003", "41151"] }))).toEqual({
      communes: ["37003", "41151"],
      parts: [],
      prose: null,
      provenance: { status: "declared" },
    });
  });

  it("always becomes a territory that can be kept, the same for any order", () => {
    const list = fc.array(fc.integer({ min: 1000, max: 99_999 }).map((n) => code(String(n).padStart(5, "0"))), { maxLength: 50 });
    fc.assert(
      fc.property(list, (communes) => {
        const kept = Territory.fromInput({ communes });
        expect(issuesOf(Territory.Territory, Schema.encodeSync(Territory.Territory)(kept))).toEqual([]);
        expect(Territory.fromInput({ communes: communes.toReversed() })).toEqual(kept);
      }),
    );
  });

  it("keeps a kind of part that this version does not know", () => {
    const { parts } = decode({ parts: [{ ...quarter("A"), kind: "polygone" }] });
    expect(parts?.[0]?.kind).toEqual({ _tag: "Unknown", code: "polygone" });
  });
});

describe("a territory as kept", () => {
  it("is refused when its codes are not sorted, each once", () => {
    for (const communes of [["41151", "37003"], ["37003", "37003"]])
      expect(issuesOf(Territory.Territory, { communes, parts: [], prose: null, provenance: { status: "declared" } })).toEqual([{ path: ["communes"], key: "territory.order" }]);
  });
});
