import type { ProfessionalView } from "@cpts/api/DirectoryViews";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { searchKey } from "@cpts/reference-data";
import { idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { keyCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { sql, type RawBuilder } from "kysely";
import { officialValue } from "../database/official-numbers.ts";
import { read } from "../database/tables.ts";
import { qualificationsOf } from "../rpps/qualifications.ts";
import { packed, unpackedRow } from "./mirror-row.ts";
import { mirrorViewOf, registerEntryOf } from "./register-entry.ts";
import { warningsOf } from "./warnings.ts";
import { isVisible, sightOf, type Sight } from "./sight.ts";

export type EncodedProfessional = typeof ProfessionalView.Encoded;

export const externalIdKind = "professional";

interface Row {
  readonly id: string;
  readonly family_name: string;
  readonly given_name: string;
  readonly title: string | null;
  readonly rpps: string | null;
  readonly profession: string | null;
  readonly skills: ReadonlyArray<string>;
  readonly practice_mode: string | null;
  readonly visibility: string;
  readonly cpts_id: string | null;
  readonly name_key: string;
  readonly provenance: unknown;
  readonly version: number;
  /** They were in the national register and are no longer in it. */
  readonly is_gone: boolean;
}

/** Said of whom nobody knows and of whom the reader may not see, alike. */
const professionalNotFound = new Problem({ type: "not-found", detail: { fr: "Cette personne n'est pas connue ici.", en: "This person is not known here." } });

/** A row as it travels: the write path stored nothing that its schema refuses. */
const viewOf = (row: Row, externalIds: EncodedProfessional["externalIds"]): EncodedProfessional => ({
  id: row.id,
  familyName: row.family_name,
  givenName: row.given_name,
  title: row.title,
  rpps: row.rpps,
  profession: row.profession,
  skills: row.skills,
  practiceMode: row.practice_mode,
  visibility: row.visibility as EncodedProfessional["visibility"],
  cptsId: row.cpts_id,
  provenance: row.provenance as EncodedProfessional["provenance"],
  externalIds,
  warnings: warningsOf(row.rpps),
  version: row.version,
  ...(row.is_gone ? { goneFromRegister: true as const } : {}),
});

const viewsOf = (rows: ReadonlyArray<Row>) => withExternalIds(externalIdKind, rows, viewOf);

const mirrored = statement<[id: string], { readonly listed: string }>(`select ${packed} as listed from rpps_professional m where m.id = $1`);

const columns = sql`p.*, i.family_name, i.given_name, i.title, i.rpps, i.name_key, i.provenance, exists (select from rpps_departure d where d.id = p.id) as is_gone`;
const people = sql`professional p join professional_identity i on i.professional_id = p.id`;

/** Those of some people who are registered here and whom this sight reaches, by their ids. */
export const registeredOf = (ids: ReadonlyArray<string>, sight: Sight) =>
  Effect.gen(function* () {
    const found = yield* read(async (db) => (await sql<Row>`select ${columns} from ${people} where p.id = any(${[...ids]}::uuid[]) and ${isVisible(sight)}`.execute(db)).rows);
    return new Map((yield* viewsOf(found)).map((view) => [view.id as string, view]));
  });

/** Someone whom this actor may see: registered here, in the national register, or both under one id. */
export const findProfessional = (id: ProfessionalId, actor: Actor) =>
  Effect.gen(function* () {
    const registered = (yield* registeredOf([id], yield* sightOf(actor))).get(id);
    const [row] = yield* read((db) => mirrored(db, id));
    const listed = row === undefined ? undefined : unpackedRow(id, row.listed);
    if (listed === undefined) return registered ?? (yield* professionalNotFound);
    const qualifications = yield* qualificationsOf(id);
    const register = { ...registerEntryOf(listed), ...(qualifications === null ? {} : { qualifications }) };
    return { ...(registered ?? mirrorViewOf(listed)), register };
  });

export interface ListQuery {
  readonly q?: string;
  readonly profession?: string;
  readonly cpts?: CptsId;
  readonly identifier?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const conditions = (query: ListQuery, sight: Sight, identified: ReadonlyArray<string> | null): ReadonlyArray<RawBuilder<boolean>> => [
  isVisible(sight),
  ...(query.profession === undefined ? [] : [sql<boolean>`p.profession = ${query.profession}`]),
  ...(query.cpts === undefined ? [] : [sql<boolean>`p.cpts_id = ${query.cpts}`]),
  ...(query.identifier === undefined ? [] : [sql<boolean>`(i.rpps = ${officialValue("rpps", query.identifier)} or p.id = any(${identified}::uuid[]))`]),
  // A text without a letter or digit finds nobody, rather than everybody.
  ...(query.q === undefined || query.q.trim() === ""
    ? []
    : [sql<boolean>`${searchKey(query.q)} <> '' and not exists (select 1 from unnest(string_to_array(${searchKey(query.q)}, ' ')) as word where strpos(i.name_key, word) = 0)`]),
];

const pages = keyCursor("professionals");

/** The people registered here whom this actor may see, in the order of their names, a page at a time. */
export const listProfessionals = (query: ListQuery, actor: Actor) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const sight = yield* sightOf(actor);
    const identified = yield* idsOf(externalIdKind, query.identifier);
    const after = place === null ? [] : [sql<boolean>`(i.name_key, p.id) > (${place[0]}, ${place[1]}::uuid)`];
    const where = sql.join([...conditions(query, sight, identified), ...after], sql` and `);
    const rows = yield* read(
      async (db) => (await sql<Row>`select ${columns} from ${people} where ${where} order by i.name_key, p.id limit ${query.limit + 1}`.execute(db)).rows,
    );
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ id, name_key: key }) => [key, id]);
    return { items: yield* viewsOf(items), nextCursor };
  });
