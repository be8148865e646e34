import { expect, test } from "vitest";
import { activityColumns, qualificationColumns, skillColumns } from "./columns.ts";
import { activityExtract, qualificationExtract, skillExtract } from "./extract.ts";

const textOf = (pieces: Iterable<Buffer>): string => Buffer.concat([...pieces]).toString();
const rowsOf = (pieces: Iterable<Buffer>): ReadonlyArray<ReadonlyArray<string>> => textOf(pieces).trimEnd().split("\n").map((line) => line.split("|"));

const passesLuhn = (digits: string): boolean =>
  [...digits].toReversed().reduce((sum, digit, place) => sum + (place % 2 === 0 ? Number(digit) : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)]!), 0) % 10 === 0;

test("an extract is the same for the same seed, and another for another", () => {
  expect(textOf(activityExtract({ people: 50 }))).toBe(textOf(activityExtract({ people: 50 })));
  expect(textOf(activityExtract({ people: 50 }))).not.toBe(textOf(activityExtract({ people: 50, seed: 2 })));
});

test("each row has the columns of the header and the bar that ends it, and a number that is visibly fake with a right key", () => {
  for (const [columns, rows] of [[activityColumns, rowsOf(activityExtract({ people: 400 }))], [skillColumns, rowsOf(skillExtract({ people: 400 }))], [qualificationColumns, rowsOf(qualificationExtract({ people: 400 }))]] as const) {
    expect(rows[0]?.slice(0, -1)).toEqual(columns);
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([columns.length + 1]));
    for (const [, rpps = ""] of rows.slice(1)) expect(rpps.startsWith("1999") && passesLuhn(rpps)).toBe(true);
  }
});

test("an extract holds what real ones hold: several rows a person, no commune, a commune of the past, a cedex", () => {
  const rows = rowsOf(activityExtract({ people: 2_000 })).slice(1);
  const ratio = rows.length / new Set(rows.map((row) => row[1])).size;
  expect([ratio > 2, ratio < 2.5]).toEqual([true, true]);
  expect(rows.filter((row) => row[36] === "").length).toBeGreaterThan(0);
  expect(rows.filter((row) => row[36] === "20004" || row[36] === "28171").length).toBeGreaterThan(0);
  expect(rows.filter((row) => row[34]?.endsWith("CEDEX")).length).toBeGreaterThan(0);
});
