import { NewCpts } from "@cpts/api/CptsEndpoints";
import { describe as describeProperty } from "@cpts/domain/FactProperty";
import { loadCommunes, loadEpcis, populationSeries, sumPopulation } from "@cpts/reference-data";
import { Schema } from "effect";
import { expect, it } from "vitest";
import { contracts } from "./contracts/contracts.ts";
import { contractCounts } from "./contracts/counts.ts";
import { demonstration } from "./demonstration.ts";
import { headcounts } from "./directory/headcounts.ts";
import { people } from "./directory/people.ts";
import * as territories from "./territories.ts";

const communes = await loadCommunes();
const epcis = await loadEpcis();

const registrationOf = (key: string) => {
  const entry = demonstration.find((one) => one.key === key);
  if (entry === undefined) throw new Error(`no ${key}`);
  return entry.registration;
};
const codesOf = (key: string): ReadonlyArray<string> => registrationOf(key).territory?.territory.communes ?? [];
const inhabitants = (key: string) => sumPopulation(codesOf(key), (code) => communes.current(code)?.population ?? null);
const departements = (key: string) => [...new Set(codesOf(key).map((code) => communes.current(code)?.departement))].toSorted();
const factsOf = (key: string, property: string) => (registrationOf(key).facts ?? []).filter((fact) => fact.property === property);
const kindOf = (value: unknown) => (typeof value === "number" ? "number" : typeof value === "string" ? "text" : "codes");

it("every CPTS is what the registry takes", () => {
  for (const { registration } of demonstration) expect(Schema.decodeUnknownSync(NewCpts)(registration, { onExcessProperty: "error" }).name).toBe(registration.name);
});

it("every commune exists under the name it is listed with", () => {
  const { codesOf: _, ...lists } = territories;
  const listed = Object.values(lists).flat();
  expect(listed).toHaveLength(38 + 30 + 42 + 16 + 67 + 19);
  expect(listed.map((line) => `${line.slice(0, 5)} ${communes.current(line.slice(0, 5))?.nom}`)).toEqual(listed);
  expect(new Set(listed).size).toBe(listed.length);
});

it("the territories have the size that was computed when they were reconstructed", () => {
  const sizes = Object.fromEntries(demonstration.map(({ key }) => [key, [codesOf(key).length, inhabitants(key).inhabitants]]));
  expect(populationSeries.communes.edition).toBe("2026");
  expect(sizes).toEqual({
    "berry-vierzon-sologne": [38, 68_836],
    asclepios: [30, 54_037],
    "sud-28": [42, 51_707],
    "pays-berjalliens": [16, 72_799],
    "sud-lochois": [67, 50_872],
    rabelaisie: [19, 23_829],
    "orleans-ouest-loiret": [0, 0],
  });
});

it("Berry Vierzon Sologne touches three departements and the seven EPCI its page names", () => {
  const touched = [...new Set(codesOf("berry-vierzon-sologne").map((code) => epcis.ofCommune(code)?.code))].toSorted();
  expect(departements("berry-vierzon-sologne")).toEqual(["18", "36", "41"]);
  expect(touched).toEqual(factsOf("berry-vierzon-sologne", "epci")[0]?.value);
  expect(touched.filter((code) => epcis.get(code ?? "")?.type === "CC")).toHaveLength(6);
  expect(factsOf("berry-vierzon-sologne", "epci-names")[0]?.value.toString().split(",")).toHaveLength(7);
});

it("both statements about the departements of Berry Vierzon Sologne are kept", () => {
  expect(factsOf("berry-vierzon-sologne", "departements").map(({ value }) => value)).toEqual([["18", "41"], ["18", "36", "41"]]);
});

it("every list of communes is marked as reconstructed, with a note, and starts on an unknown date", () => {
  const listed = demonstration.map(({ registration }) => registration.territory).filter((change) => (change?.territory.communes ?? []).length > 0);
  expect(listed).toHaveLength(6);
  for (const change of listed) {
    expect(change?.territory.provenance).toMatchObject({ status: "reconstructed", note: expect.any(String) });
    expect(change?.validFrom).toBeUndefined();
  }
});

it("the date that a document gives to the law is kept beside the true one", () => {
  expect(factsOf("berry-vierzon-sologne", "law-date").map(({ date, status }) => [status, date])).toEqual([["declared", "2016-01-21"], ["corrected", "2016-01-26"]]);
});

it("what the documents say of needs, professions, partners and money has the place it was read at", () => {
  const told = ["territory-needs", "professions-named", "working-groups", "partners", "funding", "regional-plan", "formation-support"];
  const found = told.flatMap((property) => demonstration.flatMap(({ key }) => factsOf(key, property).map(({ source, status }) => [property, key, status, source.locator !== undefined])));
  expect(found).toEqual(told.map((property, index) => [property, index < 3 ? "pays-berjalliens" : "sud-28", "declared", true]));
});

it("the CPTS that emerges around Orleans has a territory in words only", () => {
  expect(registrationOf("orleans-ouest-loiret")).toMatchObject({ status: "emergence", territory: { territory: { prose: expect.any(String) } } });
  expect(codesOf("orleans-ouest-loiret")).toEqual([]);
});

it("the contracts before Sud 28 add up to the seven it counts", () => {
  const count = contractCounts["before-sud-28"];
  expect(count?.counts.reduce((sum, { value }) => sum + value, 0)).toBe(7);
  expect(count?.total?.value).toBe(7);
});

it("the professions of Asclepios name 156 people of 227, and its pharmacies are structures", () => {
  const { lines = [], total } = headcounts["asclepios-professionals"] ?? {};
  expect(lines.filter(({ unit }) => unit === "people").reduce((sum, { value }) => sum + value, 0)).toBe(156);
  expect(total).toMatchObject({ value: 227, unit: "people" });
  expect(lines.filter(({ unit }) => unit === "structures")).toMatchObject([{ value: 21 }]);
});

it("people have a name that their document publishes, and a profession only where it says one", () => {
  expect(Object.values(people).map(({ familyName, profession }) => [familyName, profession])).toEqual([
    ["Saussac", "10"],
    ["Millardet", "60"],
    ["Grabit", "60"],
    ["Bottos", "60"],
    ["Lapeyre", null],
    ["Dos Remeidos", null],
    ["Perrain", null],
    ["Bouygard", null],
    ["Piquard", null],
  ]);
  for (const { provenance } of Object.values(people)) expect(provenance?.source?.document).not.toBe("");
});

it("a number of a known property has the unit and the kind the platform expects", () => {
  const facts = demonstration.flatMap(({ registration }) => registration.facts ?? []);
  const known = facts.flatMap((fact) => {
    const expected = describeProperty(fact.property);
    return expected === null ? [] : [{ fact, expected }];
  });
  expect(known.map(({ fact }) => [fact.property, kindOf(fact.value), fact.unit ?? null])).toEqual(
    known.map(({ expected }) => [expected.code, expected.value, expected.unit]),
  );
  expect(facts.filter(({ value, unit }) => (typeof value === "number") !== (unit !== undefined))).toEqual([]);
});

it("a year that no document states is ours to infer, never declared", () => {
  const dated = demonstration.flatMap(({ registration }) => registration.facts ?? []).filter(({ property }) => /^(?:creation|launch)-date$/u.test(property));
  const declared = dated.filter(({ status }) => status === "declared");
  const withYear = dated.filter(({ date }) => /^\d{4}/u.test(date ?? ""));
  expect(declared.map(({ date }) => date)).toEqual(["--11-30", undefined]);
  expect(withYear.map(({ status }) => status)).toEqual(["inferred", "inferred"]);
  expect(Object.values(contracts).map(({ signature }) => [signature?.signedOn, signature?.inferredSignedOn])).toEqual([
    ["--11-30", "2017-11-30"],
    ["--09-22", "2018-09-22"],
    [undefined, undefined],
  ]);
});
