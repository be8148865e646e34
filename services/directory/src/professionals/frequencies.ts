import { Database } from "@cpts/service-kit/database/database";
import { statement } from "@cpts/service-kit/database/statement";
import { Clock, Effect } from "effect";
import { read } from "../database/tables.ts";

/** Lists of codes of the mirror. */
type Lists = "activity_skills" | "skills" | "modes" | "places";

/** In how many people of the mirror one of these codes stands, as PostgreSQL estimates it: 0 of what is rare. */
export interface Frequencies {
  readonly people: number;
  readonly share: (list: Lists, codes: ReadonlyArray<string>) => number;
}

// Behind the shares of the elements stand three more figures, of no element.
const statistics = statement<[], { readonly people: number; readonly list: string | null; readonly code: string | null; readonly share: number | null }>(`
  select c.reltuples::float8 as people, s.attname as list, e.code, e.share::float8 as share
  from pg_class c left join pg_stats s on s.schemaname = 'public' and s.tablename = c.relname and s.attname in ('activity_skills', 'skills', 'modes', 'places')
    left join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as e (code, share) on e.code is not null
  where c.oid = 'rpps_professional'::regclass`);

const keptMs = 600_000;
const known = new WeakMap<object, { readonly until: number; readonly frequencies: Frequencies }>();

const frequenciesFrom = (rows: ReadonlyArray<{ readonly people: number; readonly list: string | null; readonly code: string | null; readonly share: number | null }>): Frequencies => {
  const shares = new Map(rows.map(({ code, list, share }) => [`${list} ${code}`, share ?? 0]));
  return { people: Math.max(0, rows[0]?.people ?? 0), share: (list, codes) => codes.reduce((sum, code) => sum + (shares.get(`${list} ${code}`) ?? 0), 0) };
};

/** Read once in ten minutes: whatever they say, the same people are found. */
export const frequencies = Effect.gen(function* () {
  const { kysely } = yield* Database;
  const now = yield* Clock.currentTimeMillis;
  const kept = known.get(kysely);
  if (kept !== undefined && now < kept.until) return kept.frequencies;
  const found = frequenciesFrom(yield* read((db) => statistics(db)));
  known.set(kysely, { until: now + keptMs, frequencies: found });
  return found;
});
