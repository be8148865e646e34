import { canonicalJson } from "@cpts/documents/canonical-json";
import type { Kysely } from "kysely";
import { columnsOf } from "./catalog.ts";
import type { Clash } from "./declaration.ts";
import { lineOf, query, quoted, type Portable } from "./rows.ts";

export type Row = Readonly<Record<string, unknown>>;

/** What became of some rows. */
export interface Put {
  readonly added: number;
  readonly present: number;
  readonly clashes: ReadonlyArray<Clash>;
}

/** Whether somebody in these rows was erased here: what is kept of them here stays as it is. */
export type IsErased = (rows: ReadonlyArray<Row>) => Promise<ReadonlyArray<boolean>>;

const same = (left: string, right: string): string => `r.${quoted(left)} = x.${quoted(right)}`;
const joined = (columns: ReadonlyArray<string>): string => columns.map((name) => same(name, name)).join(" and ");

/** The rows of the archive as rows `x` of the table, each with its number. */
const given = ({ there }: Portable): string => `rows from (json_populate_recordset(null::${quoted(there.name)}, $1::json)) with ordinality as x`;

const placeOf = ({ there }: Portable, row: Row | undefined): ReadonlyArray<string> => [there.name, ...there.key.map((name) => String(row?.[name]))];

const withoutMasked = ({ declared: { masked = [] } }: Portable, row: Row): Row => Object.fromEntries(Object.entries(row).filter(([name]) => !masked.includes(name)));

/** The rows that are here under the same key, by the numbers of those given. */
const presentOf = async (db: Kysely<unknown>, portable: Portable, cptsId: string, text: string): Promise<ReadonlyMap<number, Row>> => {
  const { there } = portable;
  const found = await query<{ readonly n: number; readonly line: string }>(
    db,
    `select x.ordinality::integer as n, ${lineOf(portable, "$2")} as line from ${given(portable)} join ${quoted(there.name)} r on ${joined(there.key)} where $2::uuid is not null`,
    [text, cptsId],
  );
  // What the database writes as JSON of a row is an object.
  return new Map(found.map(({ line, n }) => [n - 1, JSON.parse(line) as Row]));
};

const insert = async (db: Kysely<unknown>, portable: Portable, text: string): Promise<number> => {
  const { declared, there } = portable;
  const own = Object.entries(declared.own ?? {}).flatMap(([name, { put }]) => (put === undefined ? [] : [{ name, put }]));
  const columns = columnsOf(declared, there).map(({ name }) => name);
  const into = [...columns, ...own.map(({ name }) => name)].map(quoted).join(", ");
  const from = [...columns.map((name) => `x.${quoted(name)}`), ...own.map(({ put }) => put)].join(", ");
  const [row] = await query<{ readonly count: number }>(db, `with added as (insert into ${quoted(there.name)} (${into}) select ${from} from ${given(portable)} order by x.ordinality on conflict do nothing returning 1) select count(*)::integer as count from added`, [text]);
  return row?.count ?? 0;
};

/** Which rows could not come in because another row has a value that only one may have. */
const takenOf = async (db: Kysely<unknown>, portable: Portable, rows: ReadonlyArray<Row>, text: string): Promise<ReadonlyArray<Clash>> => {
  const { there } = portable;
  const isOther = there.key.map((name) => `r.${quoted(name)} is distinct from x.${quoted(name)}`).join(" or ");
  const clashes: Array<Clash> = [];
  for (const columns of there.uniques) {
    const found = await query<{ readonly n: number }>(db, `select x.ordinality::integer as n from ${given(portable)} join ${quoted(there.name)} r on ${joined(columns)} where ${isOther} order by 1`, [text]);
    clashes.push(...found.map(({ n }): Clash => ({ place: placeOf(portable, rows[n - 1]), code: "taken", about: columns.join(", ") })));
  }
  return clashes.length > 0 ? clashes : [{ place: [there.name], code: "taken" }];
};

/** Shared rows that nobody had entered for a CPTS yet are of the one that brings it. */
const unmask = async (db: Kysely<unknown>, portable: Portable, text: string): Promise<void> => {
  const { declared, there } = portable;
  for (const name of declared.masked ?? [])
    await query(db, `update ${quoted(there.name)} r set ${quoted(name)} = x.${quoted(name)} from ${given(portable)} where ${joined(there.key)} and r.${quoted(name)} is null and x.${quoted(name)} is not null`, [text]);
};

/** Writes the rows over those that are here. */
const renew = async (db: Kysely<unknown>, portable: Portable, rows: ReadonlyArray<Row>): Promise<void> => {
  const { declared, there } = portable;
  const columns = columnsOf(declared, there).filter(({ name }) => !there.key.includes(name) && declared.masked?.includes(name) !== true);
  const set = columns.map(({ name }) => `${quoted(name)} = x.${quoted(name)}`).join(", ");
  await query(db, `update ${quoted(there.name)} r set ${set} from ${given(portable)} where ${joined(there.key)}`, [JSON.stringify(rows)]);
};

const versionOf = (row: Row | undefined): number => Number(row?.["version"]);

/** Puts rows into their table: those that are here and the same count as present, whatever else is here under their key or value is a clash. */
export const putRows = async (db: Kysely<unknown>, portable: Portable, cptsId: string, rows: ReadonlyArray<Row>, isErased: IsErased): Promise<Put> => {
  const text = JSON.stringify(rows);
  const present = await presentOf(db, portable, cptsId, text);
  const differing = [...present].filter(([n, here]) => canonicalJson(withoutMasked(portable, here)) !== canonicalJson(withoutMasked(portable, rows[n] ?? {})));
  const other = portable.declared.isVersioned === true ? differing.filter(([n, here]) => versionOf(here) === versionOf(rows[n])) : differing;
  const erased = await isErased(other.map(([n]) => rows[n] ?? {}));
  const later = differing.filter(([n, here]) => portable.declared.isVersioned === true && versionOf(rows[n]) > versionOf(here)).map(([n]) => rows[n] ?? {});
  const laterErased = await isErased(later);
  const renewed = later.filter((_, index) => laterErased[index] !== true);
  if (renewed.length > 0) await renew(db, portable, renewed);
  const clashes = other.flatMap(([n], index): ReadonlyArray<Clash> => (erased[index] === true ? [] : [{ place: placeOf(portable, rows[n]), code: "exists-otherwise" }]));
  const fresh = rows.filter((_, n) => !present.has(n));
  if (present.size > 0) await unmask(db, portable, text);
  if (fresh.length === 0) return { added: 0, present: present.size, clashes };
  const freshText = JSON.stringify(fresh);
  const added = await insert(db, portable, freshText);
  return { added, present: present.size, clashes: added === fresh.length ? clashes : [...clashes, ...(await takenOf(db, portable, fresh, freshText))] };
};
