import { expect, test } from "vitest";
import { entityExtract, plainSiteExtract, siteExtract } from "./extract.ts";

const textOf = (pieces: Iterable<Buffer>): string => Buffer.concat([...pieces]).toString();
const rowsOf = (pieces: Iterable<Buffer>): ReadonlyArray<ReadonlyArray<string>> => textOf(pieces).trimEnd().split("\n").slice(1).map((line) => line.split(";"));

test("an extract is the same for the same seed, and another for another", () => {
  expect(textOf(siteExtract({ structures: 50 }))).toBe(textOf(siteExtract({ structures: 50 })));
  expect(textOf(siteExtract({ structures: 50 }))).not.toBe(textOf(siteExtract({ structures: 50, seed: 2 })));
  expect(textOf(siteExtract({ structures: 50 })).startsWith(textOf(plainSiteExtract({ structures: 50 })))).toBe(true);
});

test("sites have 32 columns, places 6, legal entities 23; numbers of no departement tell that nothing of it exists", () => {
  const sites = rowsOf(siteExtract({ structures: 300 }));
  expect(new Set(sites.map((row) => `${row[0]} ${row.length}`))).toEqual(new Set(["structureet 32", "geolocalisation 6"]));
  expect(new Set(rowsOf(entityExtract({ structures: 300 })).map((row) => `${row[0]} ${row.length}`))).toEqual(new Set(["structureej 23"]));
  for (const [kind, finess = "", entity = ""] of sites) expect([finess.slice(0, 2), kind === "structureet" ? entity.slice(0, 2) : "99"]).toEqual(["99", "99"]);
  expect(new Set(sites.filter(([kind]) => kind === "structureet").map((row) => row[1])).size).toBe(300);
});

test("an extract holds what real ones hold: CPTS, overseas departements, cedex, no SIRET, no coordinates", () => {
  const rows = rowsOf(siteExtract({ structures: 500 }));
  const sites = rows.filter(([kind]) => kind === "structureet");
  const has = (holds: (row: ReadonlyArray<string>) => boolean) => sites.some(holds);
  expect([has((row) => row[18] === "604"), has((row) => row[13] === "9A"), has((row) => row[15]?.includes("CEDEX") === true), has((row) => row[22] === ""), rows.length < 1_000]).toEqual([true, true, true, true, true]);
});
