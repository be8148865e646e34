import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql } from "kysely";
import { read } from "../database/tables.ts";
import { isVisible, sightOf, type Sight } from "../professionals/sight.ts";
import type { MemberRow } from "./read-row.ts";

/** Their membership in the CPTS of the import, as it is written. */
export interface KnownMembership {
  readonly id: string;
  readonly college: string | null;
  readonly role: string | null;
  readonly commune: string | null;
  /** The organization through which they belong, by its id and its name. */
  readonly throughId: string | null;
  readonly through: string | null;
  readonly fee: { readonly year: number; readonly amountCents: number; readonly paidOn?: string } | null;
  readonly validFrom: string | null;
}

/** Someone who may be meant by a row. */
export interface KnownPerson {
  readonly professionalId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly nameKey: string;
  readonly rpps: string | null;
  readonly profession: string | null;
  /** Where they are known to practise, in any CPTS. */
  readonly communes: ReadonlyArray<string>;
  readonly membership: KnownMembership | null;
  /** False of someone whom only the mirror of the RPPS knows: applying registers them from it. */
  readonly isRegistered: boolean;
}

/** A name in either order: spreadsheets mix columns up. */
const keysOf = ({ nameKey }: MemberRow): ReadonlyArray<string> => {
  const words = nameKey.split(" ");
  return [nameKey, ...words.slice(1).map((_, index) => [...words.slice(index + 1), ...words.slice(0, index + 1)].join(" "))];
};

/** Their membership in the CPTS of the import today. */
const membershipIn = (cptsId: CptsId, seen: Sight) => sql`(select json_build_object('id', m.id, 'college', m.college, 'role', m.role, 'commune', m.commune, 'throughId', coalesce(t.merged_into, t.id), 'through', coalesce(kept.name, t.name), 'fee', m.fee, 'validFrom', m.valid_from)
        from membership m left join organization t on t.id = m.through_id left join organization kept on kept.id = t.merged_into where m.professional_id = p.id and m.cpts_id = ${cptsId} and ${mayBeInForce(seen.day)} order by m.id limit 1)`;

/**
 * Someone of this number whom another CPTS registered and whom this actor does not see: the same person, whose name, profession and
 * places stay hidden. Their name is compared with that of the row, and never shown.
 */
const hiddenByNumber = (cptsId: CptsId, sought: Sought, seen: Sight, kept: Sight) =>
  sql`select p.id as "professionalId", '…' as "familyName", '' as "givenName", i.name_key as "nameKey", i.rpps, null::text as profession, array[]::text[] as communes, ${membershipIn(cptsId, seen)} as membership, true as "isRegistered"
    from professional p join professional_identity i on i.professional_id = p.id
    where i.rpps = any(${sought.numbers}::text[]) and not (${kept.everywhere >= 0} or coalesce(p.cpts_id = any(${[...kept.throughCpts.keys()]}::uuid[]), false) or ${isVisible(seen)})`;

/** People of the directory itself, as far as this actor may name them. */
const registered = (cptsId: CptsId, sought: Sought, seen: Sight, kept: Sight) =>
  sql`select p.id as "professionalId", i.family_name as "familyName", i.given_name as "givenName", i.name_key as "nameKey", i.rpps, p.profession,
      array(select distinct m.commune from membership m where m.professional_id = p.id and m.commune is not null) as communes,
      ${membershipIn(cptsId, seen)} as membership,
      true as "isRegistered"
    from professional p join professional_identity i on i.professional_id = p.id
    where (i.rpps = any(${sought.numbers}::text[]) or i.name_key = any(${sought.names}::text[])
        or p.id in (select m.professional_id from membership m where m.cpts_id = ${cptsId} and m.id = any(${sought.memberships}::uuid[])))
      and (${kept.everywhere >= 0} or p.cpts_id = any(${[...kept.throughCpts.keys()]}::uuid[]) or ${isVisible(seen)})`;

/** Open data of the RPPS: by number anywhere, by name only where the CPTS or a row is; France has too many of one name. */
const mirrored = ({ names, numbers, places }: Sought) =>
  sql`select r.id as "professionalId", r.family_name as "familyName", r.given_name as "givenName", r.name_key as "nameKey", r.rpps::text as rpps, r.profession,
      array(select place from unnest(r.places) as place where length(place) = 5) as communes, null::json as membership, false as "isRegistered"
    from rpps_professional r
    where (r.rpps = any(${numbers}::text[]::bigint[]) or (r.name_key = any(${names}::text[]) and r.places && ${places}::text[]))
      and not exists (select from professional_identity i where i.rpps = r.rpps::text)`;

interface Sought {
  readonly numbers: ReadonlyArray<string>;
  readonly names: ReadonlyArray<string>;
  readonly memberships: ReadonlyArray<string>;
  readonly places: ReadonlyArray<string>;
}

/**
 * The one look-up of an import: everybody whom the rows may mean, by RPPS number, by name or by membership, and whom this actor may
 * name: people of the directory, and those whom only the mirror of the RPPS knows.
 */
export const findPeople = (rows: ReadonlyArray<MemberRow>, cptsId: CptsId, territory: ReadonlySet<string>, actor: Actor) =>
  Effect.gen(function* () {
    const seen = yield* sightOf(actor);
    const kept = yield* sightOf(actor, "professional.register");
    const sought: Sought = {
      numbers: rows.flatMap(({ rpps }) => (rpps === null ? [] : [rpps])),
      names: [...new Set(rows.flatMap(keysOf))].filter((key) => key !== ""),
      memberships: rows.flatMap(({ membershipId }) => (membershipId === null ? [] : [membershipId])),
      places: [...new Set([...territory, ...rows.flatMap(({ communes }) => communes)])],
    };
    return yield* read(async (db) => (await sql<KnownPerson>`${registered(cptsId, sought, seen, kept)} union all ${hiddenByNumber(cptsId, sought, seen, kept)} union all ${mirrored(sought)} order by "nameKey", "professionalId"`.execute(db)).rows);
  });
