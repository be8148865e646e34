import type { PartnershipItem, PartnershipView } from "@cpts/api/PartnershipViews";
import type { Actor, Visibility } from "@cpts/domain/Access";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { OrganizationId } from "@cpts/domain/Organization";
import { PartnershipVisibility, type PartnershipAgreement, type PartnershipId } from "@cpts/domain/Partnership";
import { lapseOf } from "@cpts/domain/PartnershipCourse";
import { idsOf, withExternalIds } from "@cpts/service-kit/database/external-ids";
import { filesOf } from "@cpts/service-kit/files/store";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { placesOfCpts } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { sql, type RawBuilder } from "kysely";
import { read } from "../database/tables.ts";
import { namesOrganization } from "../organizations/queries.ts";
import { rankOf, sightOf, type Sight } from "../professionals/sight.ts";
import { explainState } from "./explanations.ts";
import { externalIdKind, partnershipNotFound, standingOf, standsOn, type PartnershipRow } from "./stored.ts";
import { warnings } from "./words.ts";

type Item = typeof PartnershipItem.Encoded;
type Row = PartnershipRow & { readonly organization_name: string; readonly organization_kind: string; readonly area: unknown; readonly nationwide: boolean; readonly org_departements: ReadonlyArray<string>; readonly org_closed_on: string | null };

export const filesOfPartnership = (id: string) => ({ kind: "partnership", id });

/** What a partnership is for and its documents are for the members of the CPTS at most, whoever may see that there is one. */
export const insideOf = (visibility: string): Visibility => (visibility === "board" ? "board" : "cpts");

const isInside = (row: PartnershipRow, { everywhere, throughCpts }: Sight): boolean => Math.max(everywhere, throughCpts.get(row.cpts_id as never) ?? -1) >= rankOf(insideOf(row.visibility));

/** The words of a source are for those inside; others are told its document. */
const shownProvenance = (stored: unknown, inside: boolean): Item["provenance"] => {
  // The write path stored nothing that its schema refuses.
  const provenance = stored as Item["provenance"];
  if (inside) return provenance;
  const { source, status } = provenance;
  return { status, ...(source === undefined ? {} : { source: { document: source.document } }) };
};

const itemOf = (row: Row, on: LocalDate, sight: Sight, externalIds: Item["externalIds"]): Item => {
  const inside = isInside(row, sight);
  // Stored through its schema.
  const agreement = row.agreement as Item["agreement"];
  const { reference: _, ...publicAgreement } = agreement ?? {};
  return {
    id: row.id,
    cptsId: row.cpts_id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    organizationKind: row.organization_kind,
    kind: row.kind,
    ...standingOf(row, on),
    purpose: inside ? row.purpose : null,
    missions: row.missions,
    visibility: row.visibility as Item["visibility"],
    agreement: agreement === null || inside ? agreement : publicAgreement,
    began: row.began,
    plannedOn: row.planned_on,
    validFrom: row.valid_from,
    validTo: row.told_to ?? row.given_up_on,
    endReason: row.end_reason,
    provenance: shownProvenance(row.provenance, inside),
    externalIds: inside ? externalIds : [],
    version: row.version,
  };
};

/** True of the rows that this sight reaches. */
const isReached = ({ everywhere, throughCpts }: Sight): RawBuilder<boolean> => {
  const rank = sql`(array_position(${sql.val([...PartnershipVisibility.literals])}::text[], p.visibility) - 1)`;
  return sql<boolean>`(${rank} <= ${everywhere} or exists (
    select 1 from unnest(${[...throughCpts.keys()]}::uuid[], ${[...throughCpts.values()]}::integer[]) as seen (cpts_id, rank) where seen.cpts_id = p.cpts_id and ${rank} <= seen.rank))`;
};

const rowsWhere = (where: RawBuilder<unknown>, limit: number) =>
  read(
    async (db) =>
      (
        await sql<Row>`
          select p.*, o.name as organization_name, o.kind as organization_kind, o.competence as area, o.nationwide, o.departements as org_departements, o.closed_on as org_closed_on
          from partnership p join organization told on told.id = p.organization_id join organization o on o.id = coalesce(told.merged_into, told.id)
          where ${where} order by p.id limit ${limit}`.execute(db)
      ).rows,
  );

export interface PartnershipFilters {
  readonly cpts?: string;
  readonly organization?: OrganizationId;
  readonly kind?: string;
  readonly organizationKind?: string;
  readonly mission?: string;
  readonly state?: Item["state"];
}

export interface PartnershipQuery extends PartnershipFilters {
  readonly identifier?: string;
  readonly cursor?: string;
  readonly limit: number;
  /** Whatever they are on the day asked. */
  readonly past?: true;
}

const conditionsOf = (query: PartnershipFilters, sight: Sight): ReadonlyArray<RawBuilder<boolean>> => [
  isReached(sight),
  ...(query.cpts === undefined ? [] : [sql<boolean>`p.cpts_id = ${query.cpts}`]),
  ...(query.organization === undefined ? [] : [namesOrganization(sql`p.organization_id`, query.organization)]),
  ...(query.kind === undefined ? [] : [sql<boolean>`p.kind = ${query.kind}`]),
  ...(query.organizationKind === undefined ? [] : [sql<boolean>`o.kind = ${query.organizationKind}`]),
  ...(query.mission === undefined ? [] : [sql<boolean>`${query.mission} = any(p.missions)`]),
];

const pages = idCursor("partnerships");

/** The partnerships that the actor may see and that stand somewhere on a day, in the order of their recording, a page at a time. */
export const listPartnerships = (query: PartnershipQuery, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const identified = yield* idsOf(externalIdKind, query.identifier);
    const sight = yield* sightOf(actor, "partnership.read");
    const conditions = [
      ...conditionsOf(query, sight),
      query.past === true ? sql<boolean>`not p.withdrawn` : standsOn(asOf, query.state),
      ...(identified === null ? [] : [sql<boolean>`p.id = any(${identified}::uuid[])`]),
      ...(place === null ? [] : [sql<boolean>`p.id > ${place}::uuid`]),
    ];
    const rows = yield* rowsWhere(sql.join(conditions, sql` and `), query.limit + 1);
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ id }) => id);
    return { items: yield* withExternalIds(externalIdKind, items, (row, externalIds) => itemOf(row, asOf, sight, externalIds)), nextCursor };
  });

/** A list that is taken out whole. */
const mostExported = 20_000;

/** All of them that stand on a day, for an export. */
export const allPartnerships = (query: PartnershipFilters, actor: Actor, asOf: LocalDate) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor, "partnership.read");
    const rows = yield* rowsWhere(sql.join([...conditionsOf(query, sight), standsOn(asOf, query.state)], sql` and `), mostExported);
    return rows.map((row) => itemOf(row, asOf, sight, []));
  });

const warningsOf = (row: Row, departements: ReadonlyArray<string>, asOf: LocalDate): (typeof PartnershipView.Encoded)["warnings"] => {
  const isElsewhere = row.area !== null && !row.nationwide && departements.length > 0 && !row.org_departements.some((code) => departements.includes(code));
  const agreement = row.agreement as PartnershipAgreement | null;
  const isActive = standingOf(row, asOf).state === "active";
  const isPastTerm = isActive && agreement?.endsOn !== undefined && lapseOf(agreement) === null && agreement.endsOn < asOf;
  return [
    ...(isElsewhere ? [warnings.elsewhere] : []),
    ...(row.org_closed_on !== null && isActive ? [warnings.organizationClosed(row.org_closed_on)] : []),
    ...(isPastTerm && agreement?.endsOn !== undefined ? [warnings.termPassed(agreement.endsOn)] : []),
  ];
};

/** A partnership as the actor may see it on a day. */
export const shownPartnership = (id: PartnershipId, actor: Actor, asOf: LocalDate, withExplanations = false) =>
  Effect.gen(function* () {
    const sight = yield* sightOf(actor, "partnership.read");
    const rows = yield* rowsWhere(sql`p.id = ${id}`, 1);
    const [item] = yield* withExternalIds(externalIdKind, rows, (row, externalIds) => itemOf(row, asOf, sight, externalIds));
    const [row] = rows;
    if (row === undefined || item === undefined) return yield* partnershipNotFound;
    const files = isInside(row, sight) ? (yield* filesOf(filesOfPartnership(id))).map(({ id: file, name, sha256, size, type }) => ({ id: file, name, sha256, size, type })) : null;
    const { departements } = yield* placesOfCpts(row.cpts_id);
    const view: typeof PartnershipView.Encoded = { ...item, asOf, files, warnings: warningsOf(row, departements, asOf), ...(withExplanations ? { explanations: [explainState(item, asOf)] } : {}) };
    return view;
  });
