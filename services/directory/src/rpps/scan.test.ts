import { searchKey } from "@cpts/reference-data";
import { activityExtract } from "@cpts/testing/rpps-extract/extract";
import { activityColumns } from "@cpts/testing/rpps-extract/columns";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { activityOf } from "./activity.ts";
import { writeNameKey } from "./name-key.ts";
import { nothingScanned, scan } from "./scan.ts";

/** The value of a column as COPY reads it. */
const valueOf = (written: string): string => written.replace(/\\(.)/gu, "$1");
/** The texts of an array literal, out of the value of a column. */
const textsOf = (written: string): ReadonlyArray<string> => [...valueOf(written).matchAll(/"((?:\\.|[^"\\])*)"/gu)].map(([, text = ""]) => text.replace(/\\(.)/gu, "$1"));

type Line = { readonly rpps: string; readonly familyName: string; readonly givenName: string; readonly key: string; readonly activities: ReadonlyArray<string>; readonly places: ReadonlyArray<string>; readonly digest: string };

const lineOf = (line: string): Line => {
  const [rpps = "", familyName = "", givenName = "", , key = "", , , , places = "", activities = "", ...digest] = line.split("\t");
  return { rpps, familyName: valueOf(familyName), givenName: valueOf(givenName), key, activities: textsOf(activities), places: textsOf(places), digest: digest.join(" ") };
};

/** What a scan makes of a file that comes in pieces of some length. */
const scanned = async (file: Buffer, pieceLength = file.length) => {
  const seen = nothingScanned();
  const pieces: Array<string> = [];
  async function* source(): AsyncGenerator<Buffer> {
    for (let from = 0; from < file.length; from += pieceLength) yield file.subarray(from, from + pieceLength);
  }
  await scan("activities", source(), seen, async (lines) => void pieces.push(lines.toString("utf8")));
  return { seen, people: pieces.join("").split("\n").slice(0, -1).map(lineOf) };
};

type Row = { readonly rpps: string; readonly family: string; readonly given: string; readonly name: string; readonly siret: string };

const fileOf = (rows: ReadonlyArray<Row>): Buffer => {
  const cellsOf = ({ family, given, name, rpps, siret }: Row) => activityColumns.map((_, column) => ({ 0: "8", 1: rpps, 7: family, 8: given, 9: "60", 17: "L", 19: siret, 24: name })[column] ?? "");
  return Buffer.from([activityColumns, ...rows.map(cellsOf)].map((cells) => `${cells.join("|")}|\n`).join(""));
};

const characters = fc.constantFrom(..."AZaz09 '-\\\"{},.éèêëàâçîïôöûüÿñøœæßŒÆÉŁőžŷ½²ªﬁﬃ日𝒜", "\u00a0", "e\u0301", "st", "ste", "Ste ", "CEDEX");
const words = fc.string({ unit: characters, maxLength: 20 });
const row = fc.record({ rpps: fc.constantFrom("19990000001", "19990000019", "19990000027"), family: words.map((text) => `X${text}`), given: words, name: words, siret: fc.constantFrom("", "99900000000001", "99900000000002") });

test("whatever stands in the rows, a person has the texts that a plain reading finds, their rows sorted and each once", () =>
  fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 400 }), async (rows, pieceLength) => {
      const { people, seen } = await scanned(fileOf(rows), pieceLength);
      const runs = rows.reduce<ReadonlyArray<ReadonlyArray<Row>>>((before, one) => (before.at(-1)?.[0]?.rpps === one.rpps ? [...before.slice(0, -1), [...(before.at(-1) ?? []), one]] : [...before, [one]]), []);
      expect(seen).toMatchObject({ rows: rows.length, rejected: 0, isScattered: runs.some(([one], index) => index > 0 && Number(one?.rpps) <= Number(runs[index - 1]?.[0]?.rpps)) });
      expect(people.map(({ activities, familyName, givenName, key, places, rpps }) => ({ rpps, familyName, givenName, key, activities, places }))).toEqual(
        runs.map((run) => ({
          rpps: run[0]?.rpps,
          familyName: run[0]?.family.trim(),
          givenName: run[0]?.given.trim(),
          key: searchKey(`${run[0]?.family} ${run[0]?.given}`),
          activities: [...new Set(run.map(({ name, siret }) => ["60", "", "L", "", "", siret, "", "", name, "", "", ""].join("\u001f")))].toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right))),
          places: [...new Set(run.map(({ siret }) => siret).filter((siret) => siret !== ""))].toSorted(),
        })),
      );
    }),
  ));

test("a name is found by the key that the rule makes of it", () =>
  fc.assert(
    fc.property(fc.oneof(words, fc.string({ unit: "grapheme", maxLength: 30 })), (text) => {
      const source = Buffer.from(text);
      const target = Buffer.alloc(source.length * 40 + 8);
      expect(target.toString("utf8", 3, writeNameKey(source, 0, source.length, target, 3))).toBe(searchKey(source.toString()));
    }),
  ));

test("a person of more rows than are put together at once is said to stand in several lines", async () => {
  const rows = Array.from({ length: 150 }, (_, index) => ({ rpps: "19990000001", family: "ORTIE", given: "Zoé", name: `CABINET ${index}`, siret: "" }));
  const { people, seen } = await scanned(fileOf(rows));
  expect([people.length, seen.isScattered, people.flatMap(({ activities }) => activities).length]).toEqual([3, true, 150]);
  expect(activityOf(people[0]?.activities[0] ?? "")).toMatchObject({ profession: "60", mode: "L", name: "CABINET 0" });
});

test("the same people have the same digests however the file is cut, and others where anything is said otherwise", async () => {
  const file = Buffer.concat([...activityExtract({ people: 200 })]);
  const digests = async (bytes: Buffer, pieceLength: number) => (await scanned(bytes, pieceLength)).people.map(({ digest }) => digest);
  const whole = await digests(file, file.length);
  expect(new Set(whole).size).toBe(200);
  expect(await digests(file, 1_000)).toEqual(whole);
  const other = await digests(Buffer.from(file.toString().replaceAll("CABINET FICTIF", "CABINET FICTIFS")), file.length);
  expect(other.filter((digest, index) => digest === whole[index]).length).toBeLessThan(60);
});

test("a name longer than any in the register is a row that cannot be read: an index takes no such text", async () => {
  const { people, seen } = await scanned(fileOf([{ rpps: "19990000001", family: "X".repeat(300), given: "Zoé", name: "", siret: "" }, { rpps: "19990000019", family: "ORTIE", given: "Zoé", name: "", siret: "" }]));
  expect([people.length, seen.rejects]).toEqual([1, [{ line: 2, reason: "field-too-long", columns: 56 }]]);
});
