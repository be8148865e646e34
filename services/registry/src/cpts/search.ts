import type { CptsStatus } from "@cpts/domain/CptsStatus";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { searchKey } from "@cpts/reference-data";
import { keyCursor } from "@cpts/service-kit/http/page-cursor";
import { isCertain, mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type RawBuilder } from "kysely";
import { read } from "../database/tables.ts";
import { attachment, cptsOfRow } from "./queries.ts";

export interface ListQuery {
  readonly q?: string;
  readonly identifier?: string;
  readonly mission?: string;
  readonly commune?: string;
  readonly departement?: string;
  readonly region?: string;
  readonly epci?: string;
  readonly stage?: CptsStatus;
  readonly asOf?: LocalDate;
  readonly certainty?: "yes" | "unknown";
  readonly cursor?: string;
  readonly limit: number;
}

type Condition = RawBuilder<boolean>;

/** CPTS whose territory, in force by the condition given, has a commune or a part of one that is so. */
const covers = (inForce: Condition, commune: Condition): Condition => sql`exists (
  select from territory_version v
    join lateral (select commune from territory_commune where version_id = v.id union all select commune from territory_part where version_id = v.id) t on true
    join commune c on c.code = t.commune
  where v.cpts_id = cpts.id and ${inForce} and ${commune})`;

const attachedTo = (departement: Condition): Condition => sql`exists (
  select from departement d where ${departement} and (d.code = cpts.details->'attachment'->>'departement' or exists (
    select from fact f where f.cpts_id = cpts.id and f.fact->>'property' = ${attachment} and json_typeof(f.fact->'value') = 'array' and f.fact::jsonb->'value' ? d.code)))`;

/** What is asked of a place or of a stage, on a day. The departement and the region are also those that a CPTS is attached to, whatever its territory. */
const datedConditions = ({ commune, departement, epci, region, stage }: ListQuery, inForce: Condition): ReadonlyArray<Condition> => [
  ...(commune === undefined ? [] : [covers(inForce, sql`c.code in (${commune}, (select commune from former_commune where code = ${commune}))`)]),
  ...(epci === undefined ? [] : [covers(inForce, sql`c.epci = ${epci}`)]),
  ...(departement === undefined ? [] : [sql<boolean>`(${covers(inForce, sql`c.departement = ${departement}`)} or ${attachedTo(sql`d.code = ${departement}`)})`]),
  ...(region === undefined ? [] : [sql<boolean>`(${covers(inForce, sql`c.region = ${region}`)} or ${attachedTo(sql`d.region = ${region}`)})`]),
  ...(stage === undefined ? [] : [sql<boolean>`exists (select from cpts_step s where s.cpts_id = cpts.id and s.status = ${stage} and ${inForce})`]),
];

const all = (conditions: ReadonlyArray<Condition>): Condition => (conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`);

/** Those that certainly are as asked on the day, or those that only may be. */
const onDay = (query: ListQuery, day: LocalDate): Condition => {
  const certainly = all(datedConditions(query, isCertain(day)));
  return query.certainty === "unknown" ? sql`(${all(datedConditions(query, mayBeInForce(day)))} and not ${certainly})` : certainly;
};

const identified = (identifier: string): Condition => {
  const bar = identifier.indexOf("|");
  const system = bar === -1 ? null : identifier.slice(0, bar);
  const value = identifier.slice(bar + 1);
  return sql`id in (select cpts_id from cpts_identifier where value = ${value} and (system = ${system} or ${system}::text is null and system in ('rna', 'siren', 'siret', 'finess')))`;
};

/** Every word of the text is somewhere in the name or the short name; a text without a letter or digit finds nothing, rather than everything. */
const named = (q: string): Condition => {
  const words = searchKey(q).split(" ").filter((word) => word !== "");
  return words.length === 0 ? sql`false` : all(words.map((word) => sql<boolean>`strpos(search_key, ${word}) > 0`));
};

const pages = keyCursor("cpts");

/** CPTS in the order of their names, a page at a time. */
export const listCpts = (query: ListQuery) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const day = query.asOf ?? (yield* today);
    const rows = yield* read((db) => {
      let select = db.selectFrom("cpts").selectAll().orderBy("name_key").orderBy("id").limit(query.limit + 1).where(onDay(query, day));
      if (place !== null) select = select.where(sql<boolean>`(name_key, id) > (${place[0]}, ${place[1]}::uuid)`);
      if (query.q !== undefined && query.q.trim() !== "") select = select.where(named(query.q));
      if (query.identifier !== undefined) select = select.where(identified(query.identifier));
      if (query.mission !== undefined) select = select.where(sql<boolean>`id in (select cpts_id from mission_mention where code = ${query.mission})`);
      return select.execute();
    });
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ id, name_key: key }) => [key, id]);
    return { items: items.map(cptsOfRow), nextCursor };
  });
