import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadCommunes } from "../src/Communes.ts";
import { edition } from "../src/Edition.ts";
import { geographyModules, readSource } from "./geography.ts";

const source = readSource();

it.each([...geographyModules(source)])("the committed %s is what the source gives today", (name, text) => {
  expect(readFileSync(new URL(`../src/generated/${name}`, import.meta.url), "utf8") === text).toBe(true);
});

it("unpacking gives back every row of the source", async () => {
  const communes = await loadCommunes();
  const epciOf = new Map(source.epcis.flatMap((epci) => epci.membres.map((membre) => [membre.code, epci.code] as const)));
  const expected = source.communes.map((row) => ({
    type: row.type,
    code: row.code,
    nom: row.nom,
    departement: row.departement,
    region: row.region,
    epci: epciOf.get(row.commune ?? row.chefLieu ?? row.code) ?? null,
    siren: row.siren ?? null,
    codesPostaux: row.codesPostaux ?? [],
    population: row.population ?? null,
    chefLieu: row.commune ?? row.chefLieu ?? null,
    anciensCodes: row.anciensCodes ?? [],
  }));
  expect(expected).toHaveLength(37_590);
  expect(expected.filter((row) => JSON.stringify(communes.find(row.type, row.code)) !== JSON.stringify(row))).toEqual([]);
});

it("the edition named is the one installed", () => {
  expect(edition.sourceVersion).toBe(source.version);
});
