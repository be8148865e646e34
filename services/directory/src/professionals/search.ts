import type { CptsId } from "@cpts/domain/Cpts";
import type { Actor } from "@cpts/domain/Access";
import { idsOf } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { keyCursor, pageCursor, StorableId, StorableText } from "@cpts/service-kit/http/page-cursor";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { Effect, Schema } from "effect";
import { sql } from "kysely";
import { officialValue } from "../database/official-numbers.ts";
import { read } from "../database/tables.ts";
import { numbersOfStructure } from "../finess/queries.ts";
import { registerCodesOf } from "./commune-codes.ts";
import { registeredOf, type EncodedProfessional } from "./queries.ts";
import { frequencies } from "./frequencies.ts";
import { packed, unpackedRow } from "./mirror-row.ts";
import { viewOfOwn, type OwnView } from "./own-view.ts";
import { mirrorViewOf, registerEntryOf } from "./register-entry.ts";
import { searchText, type Search } from "./search-text.ts";
import { isVisible, sightOf, type Sight } from "./sight.ts";

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

interface FoundRow {
  readonly id: string;
  readonly name_key: string;
  /** What the register says of them, packed; null of those whom it does not know. */
  readonly listed: string | null;
  /** What was written here of them; null where there is nothing, or nothing that the reader may see. */
  readonly own: OwnView | null;
}

/** Those registered by a CPTS and its members of today, as far as the reader sees: who is not in the mirror, and who is. */
const peopleOf = (id: CptsId, sight: Sight) =>
  read(
    async (db) =>
      (
        await sql<{ readonly id: string }>`
          select p.id from professional p where p.cpts_id = ${id} and ${isVisible(sight)}
          union select p.id from professional p
          where p.id in (select x.professional_id from membership x where x.cpts_id = ${id} and x.to_latest > ${sight.day}::date) and ${isVisible(sight)}`.execute(db)
      ).rows,
  );

/** Who is of a CPTS: its people, and whoever practises in a commune of the territory it has today, as it is known here. */
const cptsOf = (id: CptsId, sight: Sight) =>
  Effect.gen(function* () {
    const territory = yield* territoryOn(id, sight.day);
    const people = yield* peopleOf(id, sight);
    return { communes: yield* registerCodesOf(territory?.communes ?? []), people: people.map((person) => person.id) };
  });

const identifierOf = (identifier: string) =>
  Effect.map(idsOf("professional", identifier), (ids) => {
    const rpps = officialValue("rpps", identifier);
    return { rpps: rpps !== null && /^1\d{10}$/u.test(rpps) ? rpps : null, ids: ids ?? [] };
  });

/** More than this come sooner in the order of names than by their codes. */
const many = 20_000;

/** Whether many people are likely to have all the codes that are asked for. */
const areMany = ({ communes, cpts, identifier, mode, skill, structures }: Omit<Search, "areMany">) =>
  Effect.gen(function* () {
    const hasCodes = [communes, cpts, mode, skill, structures].some((code) => code !== undefined);
    if (identifier !== undefined || !hasCodes) return false;
    const { people, share } = yield* frequencies;
    const shares = [
      ...(skill === undefined ? [] : [share("activity_skills", [skill]) + share("skills", [skill])]),
      ...(mode === undefined ? [] : [share("modes", [mode])]),
      ...[communes, structures, cpts?.communes].flatMap((codes) => (codes === undefined ? [] : [share("places", codes)])),
    ];
    return shares.reduce((product, one) => product * Math.min(1, one), people) > many;
  });

const viewOf = ({ id, listed, own }: FoundRow): ReadonlyArray<EncodedProfessional> => {
  const row = listed === null ? null : unpackedRow(id, listed);
  if (own === null) return row === null ? [] : [mirrorViewOf(row)];
  return [row === null ? viewOfOwn(own) : { ...viewOfOwn(own), register: registerEntryOf(row) }];
};

const pages = keyCursor("people");
const byChange = pageCursor("people-changed", Schema.Tuple([StorableText, StorableId]));

interface ChangedRow {
  readonly id: string;
  readonly changed_at: string;
  readonly listed: string;
}

const changed = statement<[since: string, id: string, limit: number], ChangedRow>(`
  select m.id, m.changed_at, ${packed} as listed from rpps_professional m where (m.changed_at, m.id) > ($1::timestamptz, $2::uuid) order by m.changed_at, m.id limit $3`);
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
    const registered = yield* registeredOf(items.map(({ id }) => id), sight);
    const views = items.map(({ id, listed }): EncodedProfessional => {
      const [own, row] = [registered.get(id), unpackedRow(id, listed)];
      return own === undefined ? mirrorViewOf(row) : { ...own, register: registerEntryOf(row) };
    });
    return { items: views, nextCursor };
  });

/** The people whom the register knows and those registered here whom this actor may see, in the order of their names. */
export const searchProfessionals = (query: SearchQuery, actor: Actor) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor);
    // A 30th of February is the 2nd of March, rather than a refusal of the database.
    if (query.changedSince !== undefined) return yield* listChanged(instantOf(query.changedSince), query, sight);
    const { commune, cpts, generalPractitioner, identifier, limit, mode, profession, q, skill, structure } = query;
    const search = {
      q, profession, skill, mode, generalPractitioner,
      structures: structure === undefined ? undefined : yield* numbersOfStructure(structure),
      communes: commune === undefined ? undefined : yield* registerCodesOf([commune]),
      cpts: cpts === undefined ? undefined : yield* cptsOf(cpts, sight),
      identifier: identifier === undefined ? undefined : yield* identifierOf(identifier),
      after: yield* pages.read(query.cursor),
      limit: limit + 1,
    };
    const found = searchText({ ...search, areMany: yield* areMany(search) }, sight);
    const rows = found === null ? [] : yield* read((db) => statement<ReadonlyArray<unknown>, FoundRow>(found.text)(db, ...found.values));
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ id, name_key: key }) => [key, id]);
    return { items: items.flatMap(viewOf), nextCursor };
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
