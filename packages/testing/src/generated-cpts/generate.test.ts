import { describe, expect, it } from "vitest";
import { generateCpts } from "./generate.ts";
import { registrationOf, tableOfCpts } from "./table.ts";

/** A country of two departements of forty EPCI each, with one large city. */
const communes = Array.from({ length: 1_600 }, (_, index) => ({
  code: String(37_000 + index),
  nom: `Commune ${index}`,
  departement: index < 800 ? "37" : "67",
  epci: `2000${String(Math.floor(index / 20)).padStart(5, "0")}`,
  population: index === 0 ? 150_000 : 1_000 + ((index * 7_919) % 9_000),
}));
const made = (seed: number) => generateCpts({ seed, count: 60, communes });

const passesLuhn = (digits: string): boolean =>
  [...digits].toReversed().reduce((sum, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0) % 10 === 0;

describe("generated CPTS", () => {
  it("are the same for the same seed, and others for another", () => {
    expect(made(1)).toEqual(made(1));
    expect(made(1)).not.toEqual(made(2));
  });

  it("are as many as asked for, each with numbers of its own that have right keys", () => {
    const all = made(1);
    expect(all).toHaveLength(60);
    expect(new Set(all.flatMap(({ finess, rna, siren, siret }) => [finess, rna, siren, siret].filter((one) => one !== null))).size).toBe(all.reduce((sum, { rna }) => sum + (rna === null ? 3 : 4), 0));
    expect(all.flatMap(({ siren, siret }) => [siren, siret]).filter((digits) => !passesLuhn(digits))).toEqual([]);
    expect(all.filter(({ departement, rna }) => (departement === "67") !== (rna === null))).toEqual([]);
  });

  it("hold each commune once, but for those that two share with a reason", () => {
    const all = made(3);
    const shared = new Set(all.flatMap(({ overlaps }) => overlaps.map(({ commune }) => commune)));
    const held = all.flatMap((cpts) => cpts.communes.filter((code) => !cpts.overlaps.some(({ commune }) => commune === code)));
    expect(held).toHaveLength(new Set(held).size);
    expect([...shared].every((code) => communes.some((commune) => commune.code === code))).toBe(true);
  });

  it("go through their steps in the order of their days", () => {
    const days = made(4).map(({ contractSignedOn, foundedOn, letterDecidedOn, letterSubmittedOn, projectDecidedOn, projectSubmittedOn }) =>
      [foundedOn, letterSubmittedOn, letterDecidedOn, projectSubmittedOn, projectDecidedOn, contractSignedOn].filter((day) => day !== null),
    );
    expect(days.filter((list) => list.join() !== list.toSorted().join())).toEqual([]);
  });

  it("are written as a table of one row each, and as registrations", () => {
    const all = made(5);
    const lines = tableOfCpts(all).split("\r\n");
    expect(lines).toHaveLength(62);
    expect(all.map((cpts) => registrationOf(cpts).territory.validFrom)).toEqual(all.map(({ foundedOn }) => foundedOn));
  });
});
