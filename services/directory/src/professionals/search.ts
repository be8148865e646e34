import type { CptsId } from "@cpts/domain/Cpts";
import type { Actor } from "@cpts/domain/Access";
import { idsOf } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { keyCursor, pageCursor, StorableId, StorableText } from "@cpts/service-kit/http/page-cursor";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { Effect, Schema } from "effect";
import { officialValue } from "../database/official-numbers.ts";
import { read } from "../database/tables.ts";
import { numbersOfStructure } from "../finess/queries.ts";
import { registerCodesOf } from "./commune-codes.ts";
import { registeredOf, type EncodedProfessional } from "./queries.ts";
import { mirrorViewOf, registerEntryOf, type MirrorRow } from "./register-entry.ts";
import { searchText, type Search } from "./search-text.ts";
import { sightOf, type Sight } from "./sight.ts";

export interface SearchQuery {
  readonly q?: string;
  readonly profession?: string;
  readonly skill?: string;
  readonly mode?: string;
  readonly generalPractitioner?: string;
  readonly commune?: string;
  readonly structure?: string;
  readonly cpts?: CptsId;
  readonly identifier?: string;
  readonly changedSince?: string;
  readonly cursor?: string;
  readonly limit: number;
}

interface FoundRow extends MirrorRow {
  readonly name_key: string;
  readonly is_registered: boolean;
}

const membersOf = statement<[cptsId: string, day: string], { readonly id: string }>("select distinct professional_id as id from membership where cpts_id = $1 and professional_id is not null and to_latest > $2::date");

/** Who is of a CPTS: its members of today, and whoever practises in a commune of the territory it has today, as it is known here. */
const cptsOf = (id: CptsId, { day }: Sight) =>
  Effect.gen(function* () {
    const territory = yield* territoryOn(id, day);
    const members = yield* read((db) => membersOf(db, id, day));
    return { id, communes: yield* registerCodesOf(territory?.communes ?? []), members: members.map((member) => member.id) };
  });

const identifierOf = (identifier: string) =>
  Effect.map(idsOf("professional", identifier), (ids) => {
    const rpps = officialValue("rpps", identifier);
    return { rpps: rpps !== null && /^1\d{10}$/u.test(rpps) ? rpps : null, ids: ids ?? [] };
  });

/** The views of rows: those who are registered here too are told with what this actor may see of that. */
const viewsOf = (rows: ReadonlyArray<FoundRow>, sight: Sight) =>
  Effect.gen(function* () {
    const ids = rows.filter((row) => row.is_registered).map(({ id }) => id);
    const registered = ids.length === 0 ? new Map<string, EncodedProfessional>() : yield* registeredOf(ids, sight);
    return rows.flatMap((row): ReadonlyArray<EncodedProfessional> => {
      const own = registered.get(row.id);
      // Null in the rows of those whom the register does not know.
      const isListed = (row.activities as unknown) !== null;
      if (own === undefined) return isListed ? [mirrorViewOf(row)] : [];
      return [isListed ? { ...own, register: registerEntryOf(row) } : own];
    });
  });

const pages = keyCursor("people");
const byChange = pageCursor("people-changed", Schema.Tuple([StorableText, StorableId]));

const changed = statement<[since: string, id: string, limit: number], FoundRow>(`
  select m.id, m.name_key, m.version, lpad(m.rpps::text, 11, '0') as rpps, m.family_name, m.given_name, m.title, m.profession, m.professions,
    array(select unnest(m.activity_skills) union select unnest(m.skills) order by 1) as all_skills, m.modes, m.activities, m.changed_at,
    exists (select from professional p where p.id = m.id) as is_registered
  from rpps_professional m where (m.changed_at, m.id) > ($1::timestamptz, $2::uuid) order by m.changed_at, m.id limit $3`);
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

const instantOf = (text: string): string => {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? "infinity" : new Date(milliseconds).toISOString();
};

/** Of whom the register says something else since an instant, in the order of the changes. */
const listChanged = (since: string, { cursor, limit }: Pick<SearchQuery, "cursor" | "limit">, sight: Sight) =>
  Effect.gen(function* () {
    const place = yield* byChange.read(cursor);
    const rows = yield* read((db) => changed(db, place?.[0] ?? since, place?.[1] ?? lastId, limit + 1));
    const { items, nextCursor } = byChange.pageOf(rows, limit, ({ changed_at: at, id }) => [at, id]);
    return { items: yield* viewsOf(items, sight), nextCursor };
  });

/** The people whom the register knows and those registered here whom this actor may see, in the order of their names. */
export const searchProfessionals = (query: SearchQuery, actor: Actor) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor);
    // A 30th of February is the 2nd of March, rather than a refusal of the database.
    if (query.changedSince !== undefined) return yield* listChanged(instantOf(query.changedSince), query, sight);
    const { commune, cpts, generalPractitioner, identifier, limit, mode, profession, q, skill, structure } = query;
    const search: Search = {
      q, profession, skill, mode, generalPractitioner,
      structures: structure === undefined ? undefined : yield* numbersOfStructure(structure),
      communes: commune === undefined ? undefined : yield* registerCodesOf([commune]),
      cpts: cpts === undefined ? undefined : yield* cptsOf(cpts, sight),
      identifier: identifier === undefined ? undefined : yield* identifierOf(identifier),
      after: yield* pages.read(query.cursor),
      limit: limit + 1,
    };
    const { text, values } = searchText(search, sight);
    const rows = yield* read((db) => statement<ReadonlyArray<unknown>, FoundRow>(text)(db, ...values));
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ id, name_key: key }) => [key, id]);
    return { items: yield* viewsOf(items, sight), nextCursor };
  });

const departed = statement<[since: string, id: string, limit: number], { readonly id: string; readonly at: string }>("select id, at from rpps_departure where (at, id) > ($1::timestamptz, $2::uuid) order by at, id limit $3");
const byDeparture = pageCursor("people-departed", Schema.Tuple([StorableText, StorableId]));

/** Who has left the register since an instant, in the order of their leaving; who has come back is not among them. */
export const listDepartures = ({ cursor, limit, since }: { readonly since: string; readonly cursor?: string; readonly limit: number }) =>
  Effect.gen(function* () {
    const place = yield* byDeparture.read(cursor);
    const rows = yield* read((db) => departed(db, place?.[0] ?? instantOf(since), place?.[1] ?? lastId, limit + 1));
    const { items, nextCursor } = byDeparture.pageOf(rows, limit, ({ at, id }) => [at, id]);
    return { items: items.map(({ at: leftAt, id }) => ({ id, leftAt })), nextCursor };
  });
