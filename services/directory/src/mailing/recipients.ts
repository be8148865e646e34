import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { isHeldOn } from "@cpts/domain/Governance";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { reachOf, type MailingCriteria, type Reach } from "@cpts/domain/Mailing";
import { mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql, type RawBuilder } from "kysely";
import { isContactSeen } from "../contacts/queries.ts";
import { read } from "../database/tables.ts";
import { statementOf, statementRows } from "../governance/stored.ts";
import { isVisible, sightOf } from "../professionals/sight.ts";

/** Somebody whom a rule is of. */
export interface Recipient {
  readonly consentId: string | null;
  readonly link: number | null;
  readonly familyName: string;
  readonly givenName: string;
  readonly profession: string | null;
  readonly role: string | null;
  readonly commune: string | null;
  readonly email: string | null;
  readonly givenOn: string | null;
  readonly reach: Reach;
}

interface Row extends Omit<Recipient, "reach"> {
  readonly hasWithdrawn: boolean;
  readonly objects: boolean;
}

/** Who holds one of these offices, as far as the documents tell. */
const holdersOf = (cptsId: CptsId, offices: ReadonlyArray<string>, day: LocalDate) =>
  Effect.map(read((db) => statementRows(db, cptsId)), (statements) => [...new Set(statements.map(statementOf).filter((one) => offices.includes(one.office) && isHeldOn(one, day) !== "no").flatMap(({ holders }) => holders))]);

const missionRule = {
  ACCES_SOINS: (day: LocalDate) => sql<boolean>`exists (select from care_participation where professional_id = m.professional_id and cpts_id = m.cpts_id and ${mayBeInForce(day)})`,
  ACCOMPAGNEMENT_PS: () => sql<boolean>`exists (select from arrival a where a.mentor_id = m.professional_id and a.cpts_id = m.cpts_id)`,
};

const conditionsOf = ({ bodies, communes, missions, professions }: MailingCriteria, holders: ReadonlyArray<string> | null, day: LocalDate): ReadonlyArray<RawBuilder<boolean>> => [
  ...(professions === undefined ? [] : [sql<boolean>`p.profession = any(${[...professions]}::text[])`]),
  ...(communes === undefined ? [] : [sql<boolean>`m.commune = any(${[...communes]}::text[])`]),
  ...(holders === null ? [] : [sql<boolean>`m.professional_id = any(${[...holders]}::uuid[])`]),
  ...(bodies === undefined
    ? []
    : [
        sql<boolean>`exists (
          select from (select distinct on (body_id) id from convened_meeting where body_id = any(${[...bodies]}::uuid[]) and cpts_id = m.cpts_id order by body_id, day desc, id desc) as newest
            join meeting_seat s on s.meeting_id = newest.id where s.professional_id = m.professional_id)`,
      ]),
  ...(missions === undefined ? [] : [missions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(missions.map((mission) => missionRule[mission](day)), sql` or `)})`]),
];

/** Members of the day whom a rule is of, each once, with whether they may be written to. An address counts if its visibility reaches whoever asks. */
export const recipientsOf = (list: { readonly cptsId: CptsId; readonly purpose: string; readonly criteria: MailingCriteria }, actor: Actor, day: LocalDate) =>
  Effect.gen(function* () {
    const person = yield* sightOf(actor);
    const contact = yield* sightOf(actor, "contact.read");
    const holders = list.criteria.offices === undefined ? null : yield* holdersOf(list.cptsId, list.criteria.offices, day);
    const where = sql.join([sql<boolean>`m.cpts_id = ${list.cptsId} and ${mayBeInForce(day)} and ${isVisible(person)}`, ...conditionsOf(list.criteria, holders, day)], sql` and `);
    const rows = yield* read(
      async (db) =>
        (
          await sql<Row>`
            select distinct on (i.name_key, m.professional_id) k.id as "consentId", k.link, i.family_name as "familyName", i.given_name as "givenName", p.profession, m.role, m.commune,
              (select c.value from person_contact c where c.professional_id = m.professional_id and c.cpts_id = m.cpts_id and c.kind = 'email' and ${isContactSeen(contact)} order by c.id desc limit 1) as email,
              k.given_on as "givenOn", k.withdrawn_on is not null as "hasWithdrawn", exists (select from person_objection o where o.professional_id = m.professional_id and o.scope = 'mailing') as objects
            from membership m join professional p on p.id = m.professional_id join professional_identity i on i.professional_id = m.professional_id
              left join mailing_consent k on k.professional_id = m.professional_id and k.cpts_id = m.cpts_id and k.purpose = ${list.purpose}
            where ${where} order by i.name_key, m.professional_id, m.id limit 20000`.execute(db)
        ).rows,
    );
    return rows.map(({ hasWithdrawn, objects, ...row }): Recipient => ({ ...row, reach: reachOf({ hasConsent: row.consentId !== null, hasWithdrawn, objects, hasAddress: row.email !== null }) }));
  });
