import type { OrganizationMandate, OrganizationPerson, RelationshipView } from "@cpts/api/DirectoryViews";
import { Problem } from "@cpts/api/Problem";
import type { Actor, Resource } from "@cpts/domain/Access";
import type { DepartementCode } from "@cpts/domain/Cog";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { OrganizationId } from "@cpts/domain/Organization";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { statement } from "@cpts/service-kit/database/statement";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { regionsOf } from "@cpts/service-kit/known/places";
import { mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { certaintyOn } from "../database/dated.ts";
import { read, type DirectoryTables } from "../database/tables.ts";
import { idsOfOrganization, namesOrganization } from "../organizations/queries.ts";
import { provenanceFor, wordsAbout } from "../professionals/provenance.ts";
import { isVisible, sightOf } from "../professionals/sight.ts";

export const externalIdKind = "relationship";
type Encoded = typeof RelationshipView.Encoded;

type Row = Selectable<DirectoryTables["relationship"]> & {
  readonly certainty: Encoded["certainty"];
  readonly seen: boolean;
  readonly person_name: string | null;
  readonly organization_name: string | null;
  readonly of_name: string;
};

/** The rows that fulfil a condition, with the names that this actor may see. */
const rowsWhere = (actor: Actor, asOf: LocalDate, where: RawBuilder<boolean>, limit = 1_000) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor);
    return yield* read(
      async (db) =>
        (
          await sql<Row>`
            select r.*, ${certaintyOn(asOf)} as certainty, r.professional_id is null or (i.professional_id is not null and ${isVisible(sight)}) as seen,
              i.given_name || ' ' || i.family_name as person_name, o.name as organization_name, f.name as of_name
            from relationship r
            left join professional p on p.id = r.professional_id left join professional_identity i on i.professional_id = r.professional_id
            left join organization o on o.id = r.organization_id join organization f on f.id = r.of_id
            where ${where} order by r.id limit ${limit}`.execute(db)
        ).rows,
    );
  });

const nameOf = ({ organization_name, person_name, seen }: Row): string | null => organization_name ?? (seen ? person_name : null);

const dated = ({ certainty, valid_from, valid_to }: Row) => ({ validFrom: valid_from, validTo: valid_to, certainty });

const wordsOf = ({ person_name, seen }: Row) => wordsAbout(person_name, seen);

/** As what and what for, unless that names someone whom the reader may not see. */
const roleOf = (row: Row) => {
  const { withoutNames } = wordsOf(row);
  return { function: row.function === null ? null : withoutNames(row.function), object: row.object === null ? null : withoutNames(row.object) };
};

const viewOf = (row: Row, externalIds: Encoded["externalIds"]): Encoded => ({
  id: row.id,
  kind: row.kind,
  professionalId: row.professional_id,
  organizationId: row.organization_id,
  name: nameOf(row),
  of: row.of_id,
  ofName: row.of_name,
  capacity: row.capacity,
  ...roleOf(row),
  cptsId: row.cpts_id,
  ...dated(row),
  provenance: provenanceFor(row.provenance, row.seen, wordsOf(row)),
  // The number that someone has elsewhere is theirs, as their name is.
  externalIds: row.seen ? externalIds : [],
  version: row.version,
  ...(row.withdrawn ? { withdrawn: true as const } : {}),
});

const viewsOf = (rows: ReadonlyArray<Row>) => withExternalIds(externalIdKind, rows, viewOf);

export const relationshipNotFound = new Problem({ type: "not-found", detail: { fr: "Cette relation n'est pas connue ici.", en: "This relationship is not known here." } });

/** A relationship, as this actor may see it. One that was taken back says so. */
export const findRelationship = (id: string, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const [view] = yield* Effect.flatMap(rowsWhere(actor, asOf, sql`r.id = ${id}`), viewsOf);
    return view === undefined ? yield* relationshipNotFound : view;
  });

const placeOf = statement<[id: string], { readonly cpts_id: CptsId | null; readonly departements: ReadonlyArray<DepartementCode> }>("select r.cpts_id, o.departements from relationship r join organization o on o.id = r.of_id where r.id = $1");

/** Where a relationship is, for the permission: at the organization that is represented, and in the CPTS it is about. */
export const resourceOfRelationship = (id: string, actor: Actor) =>
  Effect.gen(function* () {
    const [row] = yield* read((db) => placeOf(db, id));
    if (row === undefined) return yield* relationshipNotFound;
    if (row.cpts_id === null) return { kind: "relationship", visibility: "public", departements: row.departements, regions: regionsOf(row.departements) } satisfies Resource;
    const about: Resource = yield* cptsResource({ kind: "relationship", id: row.cpts_id, actor, visibility: "cpts", path: ["id"] });
    const departements = [...row.departements, ...(about.departements ?? [])];
    return { ...about, departements, regions: regionsOf(departements) };
  });

/** A relationship that has just been recorded, as its writer sees it. */
export const readBack = (id: string, actor: Actor, asOf: LocalDate) => Effect.flatMap(rowsWhere(actor, asOf, sql`r.id = ${id}`), viewsOf);

export interface ListQuery {
  readonly kind?: string;
  readonly organization?: OrganizationId;
  readonly professional?: ProfessionalId;
  readonly cpts?: CptsId;
  readonly identifier?: string;
  readonly cursor?: string;
  readonly limit: number;
  /** Those that have ended, too. */
  readonly past?: true;
}

const pages = idCursor("relationships");

/** What is or may be in force on a day, in the order of its recording, a page at a time. */
export const listRelationships = (query: ListQuery, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const identified = yield* idsOf(externalIdKind, query.identifier);
    const conditions: ReadonlyArray<RawBuilder<boolean>> = [
      sql<boolean>`not r.withdrawn`,
      ...(query.past === true ? [] : [mayBeInForce(asOf)]),
      ...(query.kind === undefined ? [] : [sql<boolean>`r.kind = ${query.kind}`]),
      ...(query.organization === undefined ? [] : [sql<boolean>`(${namesOrganization(sql`r.of_id`, query.organization)} or ${namesOrganization(sql`r.organization_id`, query.organization)})`]),
      ...(query.professional === undefined ? [] : [sql<boolean>`r.professional_id = ${query.professional}`]),
      ...(query.cpts === undefined ? [] : [sql<boolean>`r.cpts_id = ${query.cpts}`]),
      ...(identified === null ? [] : [sql<boolean>`r.id = any(${identified}::uuid[])`]),
      ...(place === null ? [] : [sql<boolean>`r.id > ${place}::uuid`]),
    ];
    const rows = yield* rowsWhere(actor, asOf, sql`${sql.join(conditions, sql` and `)}`, query.limit + 1);
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ id }) => id);
    return { items: yield* viewsOf(items), nextCursor };
  });

interface Relations {
  readonly representatives: ReadonlyArray<typeof OrganizationPerson.Encoded>;
  readonly mandatedBy: ReadonlyArray<typeof OrganizationMandate.Encoded>;
  readonly employs: ReadonlyArray<typeof OrganizationPerson.Encoded>;
}

/** Who represents an organization, whom it employs and who mandates it, on a day. */
export const relationsOf = (id: OrganizationId, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const ids = yield* idsOfOrganization(id);
    const rows = yield* rowsWhere(actor, asOf, sql`not r.withdrawn and ${mayBeInForce(asOf)} and (r.of_id = any(${ids}::uuid[]) or r.organization_id = any(${ids}::uuid[]))`);
    const people = (kind: string) =>
      rows.flatMap((row) =>
        row.kind === kind && ids.includes(row.of_id) && row.professional_id !== null
          ? [{ relationshipId: row.id, professionalId: row.professional_id, name: nameOf(row), capacity: row.capacity, ...roleOf(row), ...dated(row) }]
          : [],
      );
    const mandatedBy = rows.flatMap((row) =>
      row.kind === "mandated-by" && row.organization_id !== null && ids.includes(row.organization_id) ? [{ relationshipId: row.id, organizationId: row.of_id, name: row.of_name, object: row.object, ...dated(row) }] : [],
    );
    const relations: Relations = { representatives: people("represents"), mandatedBy, employs: people("employed-by") };
    return relations;
  });
