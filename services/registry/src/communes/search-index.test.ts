import * as fc from "fast-check";
import { searchKey } from "@cpts/reference-data";
import { queryRows } from "@cpts/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let names: ReadonlyArray<string>;
beforeAll(async () => {
  world = await scene();
  names = (await world.rows("select nom from commune union all select nom from epci union all select matched_text from commune_search order by 1")).map(({ nom }) => String(nom));
});
afterAll(() => world.service.stop());

/** What the tables say by themselves: the search as one statement, which the index must answer alike. */
const byTables = async (text: string, limit: number) => {
  const key = searchKey(text);
  if (key === "") return [];
  return queryRows(
    world.service.database.url,
    `with named as (
      select *, case when key = $1 then rank else rank + 10 end as reached, 0 as pass from commune_search where key >= $1 and key < $1 || U&'\\FFFF'
      union all select *, rank + 5, 1 from commune_search where $1 ~ '^[0-9]{4}$' and key = '0' || $1
    ), direct as (
      select distinct on (commune) commune, matched_by, matched_text, reached as rank from named order by commune, reached, pass, key, matched_text collate "C", matched_by
    ), of_epci as (
      select distinct c.code as commune, 'epci' as matched_by, e.nom as matched_text, 20 as rank
      from epci_search s join epci e on e.code = s.epci join commune c on c.epci = e.code and c.type = 'commune-actuelle' where s.key >= $1 and s.key < $1 || U&'\\FFFF'
    ), best as (
      select distinct on (commune) * from (select * from direct union all select * from of_epci) hits order by commune, rank
    )
    select c.code, b.matched_by as by, b.matched_text as text from best b join commune c on c.code = b.commune
    order by b.rank, c.population desc nulls last, c.code collate "C" limit $2`,
    [key, limit],
  );
};

const byIndex = async (text: string, limit: number) => {
  const { json } = await world.service.send("GET", `/v1/communes?q=${encodeURIComponent(text)}&limit=${limit}`);
  return json.items.map(({ code, matched }: { code: string; matched: { by: string; text: string } }) => ({ code, by: matched.by, text: matched.text }));
};

const accented = (text: string): string => text.replace(/e/u, "é").replace(/oe/u, "œ").toUpperCase();
const pieces = () => fc.tuple(fc.nat(), fc.nat({ max: 12 }), fc.nat({ max: 14 }), fc.constantFrom((text: string) => text, accented, (text: string) => text.replace(/saint/iu, "st"), (text: string) => text.replaceAll("-", " ")));
/** The start of a name from some character on, as people write it; or any few characters. */
const query = () =>
  fc.oneof(
    { weight: 5, arbitrary: pieces().map(([which, from, length, written]) => written((names[which % names.length] ?? "").slice(from % 3 === 0 ? 0 : from, from + length + 1))) },
    { weight: 1, arbitrary: fc.stringMatching(/^[0-9AB]{1,5}$/u) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }) },
  );

test("the index answers what the tables say, for whatever is typed", async () => {
  await fc.assert(
    fc.asyncProperty(query(), fc.integer({ min: 1, max: 60 }), async (text, limit) => {
      fc.pre(!/\p{Cc}/u.test(text) && text.trim() !== "");
      expect(await byIndex(text, limit)).toEqual(await byTables(text, limit));
    }),
    { numRuns: 60 },
  );
}, 60_000);

test.each(["s", "saint", "3", "l", "d", "coeur de berry", "st", "SAINT-DENIS", "cloyes", "2A", "97", "é", "20004", "1001", "1000", "1015"])("the index answers what the tables say for %s", async (text) => {
  expect(await byIndex(text, 200)).toEqual(await byTables(text, 200));
});
