import type { CptsId } from "@cpts/domain/Cpts";
import { statement } from "@cpts/service-kit/database/statement";
import { today } from "@cpts/service-kit/time/today";
import { searchKey } from "@cpts/reference-data";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { allNumbers } from "./named-organization.ts";
import { organizationKindOf } from "./organization-kinds.ts";
import type { KnownMembership } from "./people.ts";
import type { MemberRow } from "./read-row.ts";

/** An organization that a row may mean: of the directory, or, without `organizationId`, of the FINESS register alone. */
export interface KnownOrganization {
  readonly organizationId: string | null;
  readonly finess: string | null;
  readonly siret: string | null;
  readonly name: string;
  readonly kind: string | null;
  readonly commune: string | null;
  /** Every name and number by which it is known: its own, those of its duplicates, those that FINESS has of it. */
  readonly nameKeys: ReadonlyArray<string>;
  readonly numbers: ReadonlyArray<string>;
  readonly membership: KnownMembership | null;
}

type Row = Omit<KnownOrganization, "nameKeys"> & { readonly names: ReadonlyArray<string | null>; readonly category: string | null };

const registered = statement<[keys: ReadonlyArray<string>, numbers: ReadonlyArray<string>, memberships: ReadonlyArray<string>, cptsId: string, day: string], Row>(`
  with hit as (
    select coalesce(o.merged_into, o.id) as id from organization o left join finess_structure s on s.finess = o.finess
    where exists (select from unnest($1::text[]) as key where strpos(' ' || o.name_key || ' ', ' ' || key || ' ') > 0
        or (key ~ '[^ ]{3}' and not exists (select from unnest(string_to_array(key, ' ')) as word where length(word) > 2 and strpos(o.name_key, word) = 0)))
      or array[o.siren, o.siret, o.finess, s.siret, s.legal_entity] && $2::text[]
    union select coalesce(o.merged_into, o.id) from membership m join organization o on o.id = m.organization_id where m.id in (select unnest($3::uuid[])) and m.cpts_id = $4
  )
  select o.id as "organizationId", o.finess, o.siret, o.name, o.kind, s.commune, null as category,
    (select array_agg(d.name) || array_agg(d.short_name) from organization d where d.id = o.id or d.merged_into = o.id) || array[s.name, s.long_name] as names,
    (select array_remove(array_agg(d.siren) || array_agg(d.siret) || array_agg(d.finess), null) from organization d where d.id = o.id or d.merged_into = o.id)
      || array_remove(array[s.siret, s.legal_entity], null) as numbers,
    (select json_build_object('id', m.id, 'college', m.college, 'role', m.role, 'commune', m.commune, 'throughId', null, 'through', null, 'fee', m.fee, 'validFrom', m.valid_from)
      from membership m join organization d on d.id = m.organization_id
      where (d.id = o.id or d.merged_into = o.id) and m.cpts_id = $4 and m.from_earliest <= $5::date and $5::date < m.to_latest order by m.id limit 1) as membership
  from hit join organization o on o.id = hit.id left join finess_structure s on s.finess = o.finess order by o.id`);

/** Of the register: by number anywhere, by name only where the CPTS or a row is; France has a pharmacy of the market in every town. */
const listed = statement<[keys: ReadonlyArray<string>, numbers: ReadonlyArray<string>, places: ReadonlyArray<string>], Row>(`
  select null as "organizationId", s.finess, s.siret, coalesce(s.long_name, s.name) as name, null as kind, s.category_label as category, s.commune,
    array[s.name, s.long_name] as names, array_remove(array[s.finess, s.siret], null) as numbers, null::json as membership
  from finess_structure s
  where s.gone_at is null and not exists (select from organization o where o.finess = s.finess)
    and (s.finess in (select unnest($2::text[])) or s.siret in (select unnest($2::text[]))
      or (s.commune in (select unnest($3::text[])) and exists (select from unnest($1::text[]) as key where not exists (select from unnest(string_to_array(key, ' ')) as word where length(word) > 2 and strpos(s.name_key, word) = 0))))
  order by s.finess limit 2000`);

const known = ({ category, names, ...row }: Row): KnownOrganization => ({
  ...row,
  kind: row.kind ?? organizationKindOf(category ?? ""),
  nameKeys: [...new Set(names.map((name) => searchKey(name ?? "")))].filter((key) => key !== ""),
});

/** In the register, a name without a word to look for is that of everybody. */
const isTelling = (key: string): boolean => key.split(" ").some((word) => word.length > 2);

/** The one look-up of the organizations that rows name, be they members themselves or whom people belong through. */
export const findOrganizations = (rows: ReadonlyArray<MemberRow>, cptsId: CptsId, territory: ReadonlySet<string>) =>
  Effect.gen(function* () {
    const keys = [...new Set(rows.flatMap(({ organization, structure }) => [organization?.nameKey ?? "", searchKey(structure ?? "")]))].filter((key) => key !== "");
    const numbers = [...new Set(rows.flatMap(({ organization, structureNumbers }) => [...allNumbers(structureNumbers), ...(organization === null ? [] : allNumbers(organization.numbers))]))];
    const memberships = rows.flatMap(({ membershipId }) => (membershipId === null ? [] : [membershipId]));
    if (keys.length + numbers.length + memberships.length === 0) return [];
    const day = yield* today;
    const own = yield* read((db) => registered(db, keys, numbers, memberships, cptsId, day));
    const named = rows.flatMap(({ organization }) => (organization === null || !isTelling(organization.nameKey) ? [] : [organization.nameKey]));
    const sought = rows.flatMap(({ organization }) => (organization === null ? [] : allNumbers(organization.numbers)));
    const places = [...new Set([...territory, ...rows.flatMap(({ communes, organization }) => (organization === null ? [] : communes))])];
    const mirror = named.length + sought.length === 0 ? [] : yield* read((db) => listed(db, named, sought, places));
    return [...own, ...mirror].map(known);
  });
