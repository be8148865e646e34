import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import * as Cog from "./Cog.ts";
import { issuesOf } from "./IssueText.ts";
import { Siren } from "./Siren.ts";

const commune = Schema.decodeUnknownSync(Cog.CommuneCode);
const anyCommune = fc.oneof(
  fc.integer({ min: 0, max: 99_999 }).map((n) => String(n).padStart(5, "0")),
  fc.tuple(fc.constantFrom("2A", "2B"), fc.integer({ min: 0, max: 999 })).map(([d, n]) => `${d}${String(n).padStart(3, "0")}`),
);

describe("a commune code", () => {
  it("has five characters, with 2A or 2B in Corsica", () => {
    for (const text of ["37003", "01004", "2A004", "2B033", "97105", "69383"]) expect(issuesOf(Cog.CommuneCode, text)).toEqual([]);
    for (const text of ["1004", "3700", "370033", "2a004", "2C004", "A2004", "37 03", "３７００３", ""])
      expect(issuesOf(Cog.CommuneCode, text)).toEqual([{ path: [], key: "commune-code.format" }]);
  });

  it.each([
    ["37003", "37"],
    ["01004", "01"],
    ["2A004", "2A"],
    ["2B033", "2B"],
    ["97105", "971"],
    ["97502", "975"],
    ["98735", "987"],
  ])("of %s is in departement %s", (code, departement) => {
    expect(Cog.departementOfCommune(commune(code))).toBe(departement);
  });

  it("always names a departement of the right shape", () => {
    const isDepartement = Schema.is(Cog.DepartementCode);
    fc.assert(fc.property(anyCommune, (code) => isDepartement(Cog.departementOfCommune(commune(code)))), { numRuns: 2000 });
  });
});

describe("other codes of the COG", () => {
  it("are two characters for a departement, three overseas", () => {
    for (const text of ["01", "2A", "95", "971", "976", "975", "988"]) expect(issuesOf(Cog.DepartementCode, text)).toEqual([]);
    for (const text of ["1", "97", "98", "2C", "370", "961"]) expect(issuesOf(Cog.DepartementCode, text)).toHaveLength(1);
  });

  it("are two digits for a region", () => {
    expect(issuesOf(Cog.RegionCode, "24")).toEqual([]);
    expect(issuesOf(Cog.RegionCode, "4")).toEqual([{ path: [], key: "region-code.format" }]);
  });

  it("are a SIREN for an EPCI", () => {
    const capi = Schema.decodeUnknownSync(Cog.EpciCode)("243800604");
    const siren: Siren = capi;
    expect(Schema.is(Siren)(siren)).toBe(true);
    expect(issuesOf(Cog.EpciCode, "243800605")).toEqual([{ path: [], key: "siren.luhn" }]);
  });
});

describe("municipal arrondissements", () => {
  it("are 20 in Paris, 9 in Lyon, 16 in Marseille", () => {
    expect(Cog.communesWithArrondissements.map((city) => [city.name, Cog.arrondissementsOf(city.commune).length])).toEqual([
      ["Paris", 20],
      ["Lyon", 9],
      ["Marseille", 16],
    ]);
  });

  it("belong to their city, and nothing else does", () => {
    const all = Cog.communesWithArrondissements.flatMap((city) => Cog.arrondissementsOf(city.commune).map((code) => [code, city.commune] as const));
    expect(all).toHaveLength(45);
    const parents = new Map<string, string>(all);
    for (const [code, city] of all) expect(Cog.parentOfArrondissement(code)).toBe(city);
    fc.assert(
      fc.property(anyCommune, (code) => {
        expect(Cog.parentOfArrondissement(commune(code))).toBe(parents.get(code) ?? null);
        expect(Cog.isMunicipalArrondissement(commune(code))).toBe(parents.has(code));
      }),
      { numRuns: 5000 },
    );
  });

  it("stop where their range stops", () => {
    expect(["75100", "75121", "75056", "69380", "69390", "13200", "13217"].map((code) => Cog.parentOfArrondissement(commune(code)))).toEqual(
      Array.from({ length: 7 }, () => null),
    );
    expect(Cog.arrondissementsOf(commune("37003"))).toEqual([]);
  });
});

describe("a mistyped commune code", () => {
  it.each([
    ["1004", "01004"],
    ["1004.0", "01004"],
    ["1004,00", "01004"],
    ["37003.0", "37003"],
    ["2a004", "2A004"],
    ["2A4", "2A004"],
    ["2b33", "2B033"],
    [" 37003 ", "37003"],
    ["37 003", "37003"],
    ["\u00a037003", "37003"],
  ])("%j suggests %s", (typed, suggested) => {
    expect(Cog.suggestCommuneCode(typed)).toBe(suggested);
  });

  it("suggests nothing when nothing better is known", () => {
    for (const text of ["", "37003", "Amboise", "123", "123456", "1004.5", "2C004", "0".repeat(100_000)]) expect(Cog.suggestCommuneCode(text)).toBeNull();
  });

  it("is found again after a spreadsheet dropped its zero", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), fc.constantFrom("", ".0", ",00"), (n, decimals) => {
        expect(Cog.suggestCommuneCode(`${n}${decimals}`)).toBe(`0${n}`);
      }),
    );
  });
});
