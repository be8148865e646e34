import { searchKey } from "@cpts/reference-data";
import { packed } from "./mirror-row.ts";
import { ownView } from "./own-view.ts";
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
  /** Where its territory is, and those of its people whom the reader sees. */
  readonly cpts: { readonly communes: ReadonlyArray<string>; readonly people: ReadonlyArray<string> } | undefined;
  /** An RPPS number, and the ids that an external id stands for. */
  readonly identifier: { readonly rpps: string | null; readonly ids: ReadonlyArray<string> } | undefined;
  readonly after: readonly [key: string, id: string] | null;
  readonly limit: number;
  /** So many are looked for by their codes that they come soon in the order of names. */
  readonly areMany: boolean;
}

/** A statement of a few shapes: the same text for the same parameters, so that it is built once, and planned once a connection. */
export interface SearchText {
  readonly text: string;
  readonly values: ReadonlyArray<unknown>;
}

/** What the text of a statement hangs on. */
interface Shape {
  /** How many words of the name the family name may begin with. */
  readonly starts: number;
  readonly hasOtherWords: boolean;
  readonly generalPractitioner: string | undefined;
  readonly areMany: boolean;
  readonly few: number;
  /** Written into the text: with a parameter PostgreSQL plans for a tenth of all, and then each time anew. */
  readonly most: number;
  readonly has: { readonly [K in "profession" | "skill" | "mode" | "communes" | "structures" | "cpts" | "identifier" | "throughCpts"]: boolean };
}

/** A parameter of the statement by its name, wherever it stands. */
type Value = (name: string, type: string) => string;

/** Behind every text that begins like another (performance.md §3: a range, and no pattern). */
const behind = "\u{10ffff}";
const first = "00000000-0000-0000-0000-000000000000";
const mostStarts = 3;
/** So many are sorted sooner than they are found one by one among all the others in the order of names. */
const mostSorted = 5_000;

const doctor = "'{10}'";
const generalMedicine = "'{SM26,SM53,SM54}'";

/**
 * `coalesce` hides from the planner what it takes for so rare that it would share the work among processes, which take longer to begin
 * than it takes.
 *
 * One range of the index of names for each word that the name may begin with, behind the end of the page before; no name is in two.
 * What is left of the words stands anywhere at the beginning of another.
 */
const ranges = ({ hasOtherWords, starts }: Shape, key: string, id: string, value: Value): ReadonlyArray<string> => {
  const text = `text collate "C"`;
  const behindLast = (n: number): string => `(${key}, ${id}) > (${value(`low${n}`, text)}, ${value(`lowId${n}`, "uuid")})`;
  if (starts === 0) return [behindLast(0)];
  return Array.from({ length: starts }, (_, n) =>
    [
      `${key} < ${value(`end${n}`, text)} and ${behindLast(n)}`,
      ...Array.from({ length: n }, (__, before) => `not (${key} >= ${value(`start${before}`, text)} and ${key} < ${value(`end${before}`, text)})`),
      ...(hasOtherWords ? [`coalesce(' ' || ${key} like all(${value(`others${n}`, "text[]")}), false)`] : []),
    ].join(" and "),
  );
};

/** What GIN indexes know of someone in the mirror: practised professions apart, which are ordered with the name. */
const facets = ({ has }: Shape, value: Value): ReadonlyArray<string> => [
  ...(has.skill ? [`(m.activity_skills @> array[${value("skill", "text")}] or m.skills @> array[${value("skill", "text")}])`] : []),
  ...(has.mode ? [`m.modes @> array[${value("mode", "text")}]`] : []),
  ...(has.communes ? [`m.places && ${value("communes", "text[]")}`] : []),
  ...(has.structures ? [`m.places && ${value("structures", "text[]")}`] : []),
  ...(has.cpts ? [`(m.places && ${value("cptsCommunes", "text[]")} or m.id = any(${value("cptsPeople", "uuid[]")}))`] : []),
  ...(has.identifier ? [`(m.rpps = ${value("rpps", "bigint")} or m.id = any(${value("ids", "uuid[]")}))`] : []),
];

/** The first profession of most is their only one; the others are few, and have an index of their own. */
const professions = ({ has }: Shape, value: Value): ReadonlyArray<string> => {
  if (!has.profession) return ["true"];
  const code = value("profession", "text");
  return [`m.profession = ${code}`, `cardinality(m.professions) > 1 and m.professions @> array[${code}] and m.professions[1] <> ${code}`];
};

/** domain.md §8b. Sought among the doctors alone: see `searchText`. */
const practitioner = ({ generalPractitioner }: Shape): ReadonlyArray<string> => {
  if (generalPractitioner === undefined) return [];
  const skills = generalPractitioner === "yes" ? `(m.activity_skills && ${generalMedicine} or m.skills && ${generalMedicine})` : `' ' || array_to_string(m.activity_skills || m.skills, ' ') not like '% SM%'`;
  return [`m.professions @> ${doctor}`, skills];
};

const seen = ({ has }: Shape, value: Value): string => {
  const rank = "array_position('{public,cpts,board,private}'::text[], p.visibility) - 1";
  const everywhere = `${rank} <= ${value("everywhere", "integer")}`;
  if (!has.throughCpts) return everywhere;
  return `(${everywhere} or exists (select from unnest(${value("seenCpts", "uuid[]")}, ${value("seenRanks", "integer[]")}) as seen (cpts_id, rank) where ${rank} <= seen.rank and (
    seen.cpts_id = p.cpts_id or exists (select from membership x where x.professional_id = p.id and x.cpts_id = seen.cpts_id and x.to_latest > ${value("day", "date")}))))`;
};

const registeredFilters = ({ has }: Shape, value: Value): ReadonlyArray<string> => [
  ...(has.profession ? [`p.profession = ${value("profession", "text")}`] : []),
  ...(has.skill ? [`${value("skill", "text")} = any(p.skills)`] : []),
  ...(has.mode ? [`p.practice_mode = ${value("mode", "text")}`] : []),
  ...(has.cpts ? [`p.id = any(${value("cptsPeople", "uuid[]")})`] : []),
  ...(has.identifier ? [`(i.rpps = ${value("rppsText", "text")} or p.id = any(${value("ids", "uuid[]")}))`] : []),
];

/** Those who are registered here and not in the mirror; where they practise is known of the mirror alone. */
const registeredAlone = (shape: Shape, columns: string, value: Value): ReadonlyArray<string> => {
  const { generalPractitioner, has } = shape;
  if (has.communes || has.structures || generalPractitioner !== undefined) return [];
  return ranges(shape, "i.name_key", "i.professional_id", value).map(
    (range) =>
      `(select p.id, i.name_key${columns} from professional_identity i join professional p on p.id = i.professional_id
        where not i.is_listed and ${[range, seen(shape, value), ...registeredFilters(shape, value)].join(" and ")} order by i.name_key, i.professional_id limit ${shape.most})`,
  );
};

const startsByFacets = ({ areMany, has }: Shape): boolean => !areMany && (has.skill || has.mode || has.communes || has.structures || has.cpts || has.identifier);

/** What is shown of people is read with their names; where many names are passed over, after that. */
const isPacked = (shape: Shape): boolean => !startsByFacets(shape) && !shape.hasOtherWords;

/** The rows of a page, each a range of an index in the order of names that is cut at the page; an index alone tells of names and professions. */
const found = (shape: Shape, value: Value): string => {
  const { most } = shape;
  const columns = isPacked(shape) ? `, ${packed} as listed` : "";
  const people = (from: string, conditions: ReadonlyArray<string>): string => `(select m.id, m.name_key${columns} from ${from} where ${conditions.join(" and ")} order by m.name_key, m.id limit ${most})`;
  const names = ranges(shape, "m.name_key", "m.id", value);
  const inOrder = names.flatMap((name) => professions(shape, value).map((profession) => people("rpps_professional m", [name, profession, ...practitioner(shape), ...facets(shape, value)])));
  const all = [...inOrder, ...registeredAlone(shape, isPacked(shape) ? ", null as listed" : "", value)];
  return `select * from (${all.join(" union all ")}) as people order by name_key, id limit ${most}`;
};

const either = (conditions: ReadonlyArray<string>): string => `(${conditions.map((condition) => `(${condition})`).join(" or ")})`;

/**
 * The same where GIN indexes help. How many they find is not known before: up to a number, these are all fetched and sorted; beyond
 * it, so many are of them that the first of each range of names come soon. PostgreSQL decides while it runs, so one plan serves both.
 */
const foundByFacets = (shape: Shape, value: Value): string => {
  const { few, most } = shape;
  const by = facets(shape, value);
  const names = ranges(shape, "m.name_key", "m.id", value);
  const ofProfession = professions(shape, value);
  const people = (from: string, conditions: ReadonlyArray<string>): string => `(select m.id, m.name_key from ${from} where ${conditions.join(" and ")} order by m.name_key, m.id limit ${most})`;
  const sorted = people("chosen m", ["not (select are_many from size)", either(names), either(ofProfession), ...practitioner(shape)]);
  const inOrder = names.flatMap((name) => ofProfession.map((profession) => people("rpps_professional m", ["(select are_many from size)", name, profession, ...practitioner(shape), ...by])));
  return `with chosen as materialized (select m.id, m.name_key, m.profession, m.professions, m.activity_skills, m.skills from rpps_professional m where ${by.join(" and ")} limit ${few + 1}),
    size as materialized (select count(*) > ${few} as are_many from chosen)
    select * from (${[sorted, ...inOrder, ...registeredAlone(shape, "", value)].join(" union all ")}) as people order by name_key, id limit ${most}`;
};

interface Compiled {
  readonly text: string;
  readonly names: ReadonlyArray<string>;
}

const compile = (shape: Shape): Compiled => {
  const names: Array<string> = [];
  const value: Value = (name, type) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}::${type}`;
  };
  const people = startsByFacets(shape) ? foundByFacets(shape, value) : found(shape, value);
  const listed = isPacked(shape) ? { column: "f.listed", join: "" } : { column: `case when m.id is not null then ${packed} end as listed`, join: "left join rpps_professional m on m.id = f.id" };
  return {
    text: `select f.id, f.name_key, ${listed.column}, own.view as own from (${people}) as f ${listed.join}
      left join lateral (select ${ownView} as view from professional p join professional_identity i on i.professional_id = p.id where p.id = f.id and ${seen(shape, value)}) as own on true order by f.name_key, f.id`,
    names,
  };
};

const compiled = new Map<string, Compiled>();

const compiledFor = (shape: Shape): Compiled => {
  const { areMany, few, generalPractitioner = "", has, hasOtherWords, most, starts } = shape;
  const key = `${few} ${most} ${areMany} ${starts} ${hasOtherWords} ${generalPractitioner} ${has.profession} ${has.skill} ${has.mode} ${has.communes} ${has.structures} ${has.cpts} ${has.identifier} ${has.throughCpts}`;
  const known = compiled.get(key) ?? compile(shape);
  compiled.set(key, known);
  return known;
};

/** How many rows are asked for: the next of a few sizes, so that there are a few statements. */
const sizes = [21, 51, 101];
const mostOf = (rows: number): number => sizes.find((size) => rows <= size) ?? 201;

const is = (value: unknown): boolean => value !== undefined;

/** As the index orders them: by bytes, where JavaScript compares halves of letters. */
const isBefore = (one: string, other: string): boolean => Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;

/** The values of the ranges: from where to where, and the patterns of the other words. */
const rangeValues = (words: ReadonlyArray<string>, after: Search["after"]): Readonly<Record<string, unknown>> => {
  const values: Record<string, unknown> = { low0: after?.[0] ?? "", lowId0: after?.[1] ?? first };
  for (const [n, word] of words.slice(0, mostStarts).entries()) {
    const [low, lowId] = after === null || isBefore(after[0], word) ? [word, first] : after;
    const others = words.filter((_, place) => place !== words.indexOf(word)).map((other) => `% ${other}%`);
    Object.assign(values, { [`start${n}`]: word, [`end${n}`]: word + behind, [`low${n}`]: low, [`lowId${n}`]: lowId, [`others${n}`]: others });
  }
  return values;
};

/**
 * One statement for both: the mirror of the register, and those who are registered here alone; with what the reader may see of
 * those who are registered here. Null where nobody can be found: a name without a letter or digit is nobody's.
 */
export const searchText = (search: Search, { day, everywhere, throughCpts }: Sight, few = mostSorted): SearchText | null => {
  const { after, areMany, communes, cpts, generalPractitioner, identifier, limit, mode, q = "", skill, structures } = search;
  const words = q.trim() === "" ? [] : searchKey(q).split(" ").filter((word) => word !== "");
  if (words.length === 0 && q.trim() !== "") return null;
  // A general practitioner is a doctor first.
  const profession = search.profession ?? (generalPractitioner === undefined ? undefined : "10");
  const has = { profession: is(profession), skill: is(skill), mode: is(mode), communes: is(communes), structures: is(structures), cpts: is(cpts), identifier: is(identifier), throughCpts: throughCpts.size > 0 };
  const { names, text } = compiledFor({ starts: Math.min(words.length, mostStarts), hasOtherWords: words.length > 1, generalPractitioner, areMany, few, most: mostOf(limit), has });
  const values: Readonly<Record<string, unknown>> = {
    ...rangeValues(words, after),
    profession, skill, mode, communes, structures, everywhere, day,
    cptsCommunes: cpts?.communes, cptsPeople: cpts?.people, rpps: identifier?.rpps, rppsText: identifier?.rpps, ids: identifier?.ids,
    seenCpts: [...throughCpts.keys()], seenRanks: [...throughCpts.values()],
  };
  return { text, values: names.map((name) => values[name]) };
};
