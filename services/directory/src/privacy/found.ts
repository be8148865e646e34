import { Problem } from "@cpts/api/Problem";
import type { Actor, Resource } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read, write } from "../database/tables.ts";

/** Someone as the erasure needs them. */
export interface Person {
  readonly familyName: string;
  readonly givenName: string;
  readonly rpps: string | null;
  readonly isRegistered: boolean;
  /** Addresses and numbers by which they are reached, and nobody else. */
  readonly contacts: ReadonlyArray<string>;
}

const lockPerson = statement<[id: string], never>("select from professional where id = $1 for update");
const personOf = statement<[id: string], Person>(`
  select coalesce(i.family_name, m.family_name) as "familyName", coalesce(i.given_name, m.given_name) as "givenName", coalesce(i.rpps, lpad(m.rpps::text, 11, '0')) as rpps,
    i.professional_id is not null as "isRegistered",
    array(select value from person_contact c where c.professional_id = asked.id and not exists (select from person_contact o where o.value = c.value and o.professional_id <> asked.id) order by value) as contacts
  from (select $1::uuid as id) as asked left join professional_identity i on i.professional_id = asked.id left join rpps_professional m on m.id = asked.id
  where i.professional_id is not null or m.id is not null`);
const cptsOf = statement<[id: string], { readonly id: CptsId }>(`
  select cpts_id as id from professional where id = $1 and cpts_id is not null
  union select cpts_id from membership where professional_id = $1 and end_reason is distinct from 'recorded-in-error'
  union select s.cpts_id from office_holder h join office_statement s on s.id = h.statement_id where h.professional_id = $1`);

export const personNotFound = new Problem({ type: "not-found", detail: { fr: "Cette personne n'est pas connue ici, ou plus.", en: "This person is not known here, or no longer." } });

/** Someone with a name here, held until the transaction ends; undefined where there is none. */
export const holdPerson = (id: ProfessionalId) =>
  write(async (db) => {
    await lockPerson(db, id);
    return (await personOf(db, id))[0];
  });

export const findPerson = (id: ProfessionalId) => Effect.flatMap(read((db) => personOf(db, id)), ([found]) => (found === undefined ? Effect.fail(personNotFound) : Effect.succeed(found)));

/** The CPTS that know of someone: who registered them, where they are or were a member, where they hold an office. */
export const cptsKnowing = (id: ProfessionalId) => Effect.map(read((db) => cptsOf(db, id)), (rows) => rows.map((row) => row.id));

/** For the permission: of the reader's own CPTS where it knows the person, of nobody's otherwise. */
export const personResource = ({ actor, params }: { readonly actor: Actor; readonly params: { readonly id: ProfessionalId } }) =>
  Effect.map(cptsKnowing(params.id), (known): Resource => {
    const own = known.find((id) => actor.cptsIds.includes(id));
    return own === undefined ? { kind: "professional", visibility: "private" } : { kind: "professional", cptsId: own, visibility: "board" };
  });
