import { searchKey } from "@cpts/reference-data";
import type { Sight } from "./sight.ts";

/** What people are looked for by, with what the names in it stand for already found. */
export interface Search {
  readonly q: string | undefined;
  readonly profession: string | undefined;
  readonly skill: string | undefined;
  readonly mode: string | undefined;
  readonly generalPractitioner: string | undefined;
  /** Every code that the commune has or has had. */
  readonly communes: ReadonlyArray<string> | undefined;
  /** Every number that the structure has. */
  readonly structures: ReadonlyArray<string> | undefined;
  readonly cpts: { readonly id: string; readonly communes: ReadonlyArray<string>; readonly members: ReadonlyArray<string> } | undefined;
  /** An RPPS number, and the ids that an external id stands for. */
  readonly identifier: { readonly rpps: string | null; readonly ids: ReadonlyArray<string> } | undefined;
  readonly after: readonly [key: string, id: string] | null;
  readonly limit: number;
}

/** A statement of a few shapes: the same text for the same parameters, so that it is planned once. */
export interface SearchText {
  readonly text: string;
  readonly values: ReadonlyArray<unknown>;
}

/** Behind every text that begins like another (performance.md §3: a range, and no pattern). */
const behind = "\uffff";
const mostStarts = 3;

const mirrorColumns = `m.id, m.name_key, m.version, lpad(m.rpps::text, 11, '0') as rpps, m.family_name, m.given_name, m.title, m.profession, m.professions,
  case when m.skills = '{}' then m.activity_skills else array(select unnest(m.activity_skills) union select unnest(m.skills) order by 1) end as all_skills, m.modes, m.activities, m.changed_at,
  exists (select from professional p where p.id = m.id) as is_registered`;
/** Of those who are registered here alone, what orders them: they are read by their ids. */
const registeredColumns = `p.id, i.name_key, p.version, i.rpps, i.family_name, i.given_name, i.title, p.profession, null::text[] as professions, p.skills as all_skills, null::text[] as modes, null::text[] as activities, null::timestamptz as changed_at, true as is_registered`;

const texts = () => {
  const values: Array<unknown> = [];
  return {
    values,
    value: (value: unknown, type: string): string => {
      values.push(value);
      return `$${values.length}::${type}`;
    },
  };
};

type Value = (value: unknown, type: string) => string;

/** The conditions on the name, one for each word that the name may begin with: no name fulfils two of them. A text without a letter or digit finds nobody. */
const nameConditions = (q: string, key: string, value: Value): ReadonlyArray<string> => {
  const words = searchKey(q).split(" ").filter((word) => word !== "");
  if (words.length === 0) return ["false"];
  const starts = words.slice(0, mostStarts).map((word) => ({ word, range: `(${key} >= ${value(word, `text collate "C"`)} and ${key} < ${value(word + behind, `text collate "C"`)})` }));
  return starts.map(({ range, word }, index) => {
    const others = words.filter((_, place) => place !== words.indexOf(word)).map((other) => `strpos(' ' || ${key}, ${value(` ${other}`, "text")}) > 0`);
    return [range, ...starts.slice(0, index).map((before) => `not ${before.range}`), ...others].join(" and ");
  });
};

const has = (code: string): string => `(${code} = any(m.activity_skills) or ${code} = any(m.skills))`;

const inMirror = (search: Search, value: Value): ReadonlyArray<string> => {
  const { communes, cpts, generalPractitioner, identifier, mode, skill, structures } = search;
  const general = "(m.activity_skills || m.skills) && '{SM26,SM53,SM54}'";
  return [
    ...(skill === undefined ? [] : [has(value(skill, "text"))]),
    ...(mode === undefined ? [] : [`${value(mode, "text")} = any(m.modes)`]),
    ...(generalPractitioner === "yes" ? [`'10' = any(m.professions) and ${general}`] : []),
    ...(generalPractitioner === "no-speciality" ? [`'10' = any(m.professions) and not exists (select from unnest(m.activity_skills || m.skills) as one where one like 'SM%')`] : []),
    ...(communes === undefined ? [] : [`m.places && ${value(communes, "text[]")}`]),
    ...(structures === undefined ? [] : [`m.places && ${value(structures, "text[]")}`]),
    ...(cpts === undefined ? [] : [`(m.places && ${value(cpts.communes, "text[]")} or m.id = any(${value(cpts.members, "uuid[]")}))`]),
    ...(identifier === undefined ? [] : [`(m.rpps = ${value(identifier.rpps, "bigint")} or m.id = any(${value(identifier.ids, "uuid[]")}))`]),
  ];
};

const inRegistered = (search: Search, { day, everywhere, throughCpts }: Sight, value: Value): ReadonlyArray<string> => {
  const { cpts, identifier, mode, profession, skill } = search;
  const rank = "array_position('{public,cpts,board,private}'::text[], p.visibility) - 1";
  const seen = `${rank} <= ${value(everywhere, "integer")}`;
  const through =
    throughCpts.size === 0
      ? ""
      : ` or exists (select from unnest(${value([...throughCpts.keys()], "uuid[]")}, ${value([...throughCpts.values()], "integer[]")}) as seen (cpts_id, rank) where ${rank} <= seen.rank and (
          seen.cpts_id = p.cpts_id or exists (select from membership x where x.professional_id = p.id and x.cpts_id = seen.cpts_id and x.to_latest > ${value(day, "date")})))`;
  return [
    `(${seen}${through})`,
    "not exists (select from rpps_professional m where m.id = p.id)",
    ...(profession === undefined ? [] : [`p.profession = ${value(profession, "text")}`]),
    ...(skill === undefined ? [] : [`${value(skill, "text")} = any(p.skills)`]),
    ...(mode === undefined ? [] : [`p.practice_mode = ${value(mode, "text")}`]),
    ...(cpts === undefined ? [] : [`(p.cpts_id = ${value(cpts.id, "uuid")} or p.id = any(${value(cpts.members, "uuid[]")}))`]),
    ...(identifier === undefined ? [] : [`(i.rpps = ${value(identifier.rpps, "text")} or p.id = any(${value(identifier.ids, "uuid[]")}))`]),
  ];
};

/**
 * One statement for both: the mirror of the register, and those who are registered here alone. Each part is a range of an
 * index in the order of names, cut at the page; where they practise is known of the mirror alone.
 */
export const searchText = (search: Search, sight: Sight): SearchText => {
  const { value, values } = texts();
  const { after, communes, generalPractitioner, limit, profession, q, structures } = search;
  const most = value(limit, "bigint");
  const from = after === null ? null : [value(after[0], `text collate "C"`), value(after[1], "uuid")];
  const named = (key: string): ReadonlyArray<string> => (q === undefined || q.trim() === "" ? ["true"] : nameConditions(q, key, value));
  const part = (columns: string, table: string, key: string, id: string, conditions: ReadonlyArray<string>): string =>
    `(select ${columns} from ${table} where ${[...conditions, ...(from === null ? [] : [`(${key}, ${id}) > (${from.join(", ")})`])].join(" and ")} order by ${key}, ${id} limit ${most})`;
  const filters = inMirror(search, value);
  const professions = profession === undefined ? [""] : [`m.profession = ${value(profession, "text")}`, `cardinality(m.professions) > 1 and m.professions @> array[${value(profession, "text")}] and m.profession <> ${value(profession, "text")}`];
  const mirrored = named("m.name_key").flatMap((name) => professions.map((one) => part(mirrorColumns, "rpps_professional m", "m.name_key", "m.id", [name, ...(one === "" ? [] : [one]), ...filters])));
  const isOfMirror = communes !== undefined || structures !== undefined || generalPractitioner !== undefined;
  const registered = isOfMirror
    ? []
    : named("i.name_key").map((name) => part(registeredColumns, "professional p join professional_identity i on i.professional_id = p.id", "i.name_key", "p.id", [name, ...inRegistered(search, sight, value)]));
  return { text: `select * from (${[...mirrored, ...registered].join(" union all ")}) as found order by name_key, id limit ${most}`, values };
};
