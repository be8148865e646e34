import type { MemberCount, MembershipView } from "@cpts/api/DirectoryViews";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { MembershipId } from "@cpts/domain/Membership";
import type { OrganizationId } from "@cpts/domain/Organization";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { labelOf, professions } from "@cpts/reference-data";
import { idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { certaintyOn } from "../database/dated.ts";
import { read, type DirectoryTables } from "../database/tables.ts";
import { namesOrganization } from "../organizations/queries.ts";
import { provenanceFor, wordsAbout } from "../professionals/provenance.ts";
import { explainCounts, type CountedMemberships } from "./explanations.ts";
import { membershipNotFound } from "./lock.ts";
import { isVisible, rankOf, sightOf, type Sight } from "../professionals/sight.ts";

export const externalIdKind = "membership";
type Encoded = typeof MembershipView.Encoded;
type Count = typeof MemberCount.Encoded;

type Row = Selectable<DirectoryTables["membership"]> & {
  readonly certainty: Encoded["certainty"];
  readonly seen: boolean;
  readonly for_board: boolean;
  readonly person_name: string | null;
  readonly organization_name: string | null;
  readonly profession: string | null;
};

/** That someone belongs to a CPTS is for its people to know, whatever they show of themselves elsewhere. */
const listRank = rankOf("cpts");

const seesPeopleOf = ({ everywhere, throughCpts }: Sight, cptsId: CptsId): boolean => Math.max(everywhere, throughCpts.get(cptsId) ?? -1) >= listRank;

/** True of the memberships that this sight reaches: those of organizations are public. */
const isListed = ({ everywhere, throughCpts }: Sight): RawBuilder<boolean> => {
  const reached = [...throughCpts].flatMap(([id, rank]) => (rank >= listRank ? [id] : []));
  return sql<boolean>`(m.organization_id is not null or ${everywhere >= listRank} or m.cpts_id = any(${reached}::uuid[]))`;
};

/** True of the memberships of the CPTS on whose board the actor is: what someone pays, and why they left, is for it. */
const isForBoard = ({ everywhere, throughCpts }: Sight): RawBuilder<boolean> => {
  const reached = [...throughCpts].flatMap(([id, rank]) => (rank >= rankOf("board") ? [id] : []));
  return sql<boolean>`(${everywhere >= rankOf("board")} or m.cpts_id = any(${reached}::uuid[]))`;
};

const joined = sql`membership m
  left join professional p on p.id = m.professional_id left join professional_identity i on i.professional_id = m.professional_id
  left join organization o on o.id = m.organization_id`;

const rowsWhere = (actor: Actor, asOf: LocalDate, where: RawBuilder<unknown>, limit: number) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor);
    const forBoard = isForBoard(yield* sightOf(actor, "membership.read"));
    return yield* read(
      async (db) =>
        (
          await sql<Row>`
            select m.*, ${certaintyOn(asOf)} as certainty, m.professional_id is null or (i.professional_id is not null and ${isVisible(sight)}) as seen, ${forBoard} as for_board, p.profession,
              i.given_name || ' ' || i.family_name as person_name, o.name as organization_name
            from ${joined} where ${where} order by m.id limit ${limit}`.execute(db)
        ).rows,
    );
  });

const wordsOf = ({ person_name, seen }: Row) => wordsAbout(person_name, seen);

const viewOf = (row: Row, externalIds: Encoded["externalIds"]): Encoded => ({
  id: row.id,
  cptsId: row.cpts_id,
  professionalId: row.professional_id,
  organizationId: row.organization_id,
  name: row.organization_name ?? (row.seen ? row.person_name : null),
  profession: row.profession,
  college: row.college === null ? null : wordsOf(row).withoutNames(row.college),
  throughId: row.through_id,
  role: row.role,
  commune: row.seen ? row.commune : null,
  // What its schema took.
  fee: row.for_board ? (row.fee as Encoded["fee"]) : null,
  endReason: row.for_board ? row.end_reason : null,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  certainty: row.certainty,
  provenance: provenanceFor(row.provenance, row.seen, wordsOf(row)),
  // The number that someone has elsewhere is theirs, as their name is.
  externalIds: row.seen ? externalIds : [],
  version: row.version,
});

const viewsOf = (rows: ReadonlyArray<Row>) => withExternalIds(externalIdKind, rows, viewOf);

/** A membership that has just been recorded, as its writer sees it. */
export const readBack = (id: string, actor: Actor, asOf: LocalDate) => Effect.flatMap(rowsWhere(actor, asOf, sql`m.id = ${id}`, 1), viewsOf);

/** One membership that this actor may know of. */
export const findMembership = (id: MembershipId, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const lists = yield* sightOf(actor, "membership.read");
    const [view] = yield* viewsOf(yield* rowsWhere(actor, asOf, sql`m.id = ${id} and ${isListed(lists)}`, 1));
    return view === undefined ? yield* membershipNotFound : view;
  });

interface CountRow {
  readonly profession: string | null;
  readonly people: number;
  readonly organizations: number;
}

/** Known members by profession; organizations, and people of whom no profession is known, stand under null. */
const countsWhere = (where: RawBuilder<unknown>, seesPeople: boolean) =>
  Effect.map(
    read(
      async (db) =>
        (
          await sql<CountRow>`
            select p.profession, count(distinct m.professional_id)::integer as people, count(distinct m.organization_id)::integer as organizations
            from ${joined} where ${where} group by p.profession order by p.profession collate "C" nulls last`.execute(db)
        ).rows,
    ),
    (rows): ReadonlyArray<Count> =>
      rows.map((row) => ({ ...row, label: row.profession === null ? null : labelOf(professions, row.profession), people: seesPeople ? row.people : null })),
  );

const countedWhere = (where: RawBuilder<unknown>, asOf: LocalDate) =>
  read(
    async (db) =>
      (
        await sql<CountedMemberships>`
          select certainty, status, count(*)::integer as memberships
          from (select ${certaintyOn(asOf)} as certainty, m.provenance->>'status' as status from ${joined} where ${where}) counted
          group by certainty, status order by certainty desc, status`.execute(db)
      ).rows,
  );

export interface ListQuery {
  readonly cpts?: CptsId;
  readonly professional?: ProfessionalId;
  readonly organization?: OrganizationId;
  readonly profession?: string;
  readonly role?: string;
  readonly college?: string;
  readonly identifier?: string;
  readonly cursor?: string;
  readonly limit: number;
  readonly explain?: "true" | "false";
  /** Those that have ended, too, as whoever follows the log knows them. */
  readonly past?: true;
}

/** What the law alone keeps, of someone who was erased, is for no follower: they were told to delete it. */
const isFollowed = sql<boolean>`not exists (select from person_erasure e where e.person_id = m.professional_id)`;

const pages = idCursor("memberships");

/** Members on a day whom this actor may know of, in the order of their recording; of one CPTS also their numbers. */
export const listMemberships = (query: ListQuery, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const lists = yield* sightOf(actor, "membership.read");
    const identified = yield* idsOf(externalIdKind, query.identifier);
    const conditions: ReadonlyArray<RawBuilder<boolean>> = [
      query.past === true ? isFollowed : mayBeInForce(asOf),
      isListed(lists),
      ...(query.cpts === undefined ? [] : [sql<boolean>`m.cpts_id = ${query.cpts}`]),
      ...(query.professional === undefined ? [] : [sql<boolean>`m.professional_id = ${query.professional}`]),
      ...(query.organization === undefined ? [] : [namesOrganization(sql`m.organization_id`, query.organization)]),
      ...(query.profession === undefined ? [] : [sql<boolean>`p.profession = ${query.profession}`]),
      ...(query.role === undefined ? [] : [sql<boolean>`m.role = ${query.role}`]),
      ...(query.college === undefined ? [] : [sql<boolean>`m.college = ${query.college}`]),
      ...(identified === null ? [] : [sql<boolean>`m.id = any(${identified}::uuid[])`]),
    ];
    const after = place === null ? [] : [sql<boolean>`m.id > ${place}::uuid`];
    const rows = yield* rowsWhere(actor, asOf, sql.join([...conditions, ...after], sql` and `), query.limit + 1);
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ id }) => id);
    const all = sql.join([...conditions], sql` and `);
    const counts = query.cpts === undefined ? [] : yield* countsWhere(all, seesPeopleOf(lists, query.cpts));
    const body = { items: yield* viewsOf(items), nextCursor, counts };
    if (query.explain !== "true") return body;
    return { ...body, explanations: query.cpts === undefined ? [] : [explainCounts(yield* countedWhere(all, asOf), asOf)] };
  });
