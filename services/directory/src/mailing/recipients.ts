import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { isHeldOn } from "@cpts/domain/Governance";
import { officesOf } from "@cpts/domain/GovernanceBody";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { reachOf, type MailingCriteria, type Reach } from "@cpts/domain/Mailing";
import { entryOf, missions } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql, type RawBuilder } from "kysely";
import { isContactSeen } from "../contacts/queries.ts";
import { read } from "../database/tables.ts";
import { statementOf, statementRows, type StoredStatement } from "../governance/stored.ts";
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

interface Group {
  readonly id: string;
  readonly kind: string;
}

const groupsNamed = statement<[cptsId: string, ids: ReadonlyArray<string>], Group>("select id, kind from governance_body where cpts_id = $1 and id = any($2::uuid[]) and not withdrawn");
const groupsFor = statement<[cptsId: string, missions: ReadonlyArray<string>], Group>("select id, kind from governance_body where cpts_id = $1 and missions && $2::text[] and not withdrawn");

/** Who holds an office that is meant, as far as the documents tell. */
const holdersWhere = (cptsId: CptsId, isMeant: (office: StoredStatement) => boolean, day: LocalDate) =>
  Effect.map(read((db) => statementRows(db, cptsId)), (statements) => [...new Set(statements.map(statementOf).filter((one) => isMeant(one) && isHeldOn(one, day) !== "no").flatMap(({ holders }) => holders))]);

const holdersOf = (cptsId: CptsId, offices: ReadonlyArray<string>, day: LocalDate) => holdersWhere(cptsId, ({ office }) => offices.includes(office), day);

/** Who has a seat in one of these groups on the day, or holds an office whose holders sit there. */
const membersOf = (cptsId: CptsId, groups: ReadonlyArray<Group>, day: LocalDate) =>
  Effect.gen(function* () {
    const ids = groups.map(({ id }) => id);
    const seated = yield* read((db) => sql<{ readonly id: string }>`select professional_id as id from body_seat where body_id = any(${ids}::uuid[]) and not withdrawn and ${mayBeInForce(day)}`.execute(db));
    const offices = groups.flatMap(({ kind }) => officesOf(kind));
    return [...seated.rows.map(({ id }) => id), ...(offices.length === 0 ? [] : yield* holdersOf(cptsId, offices, day))];
  });

/** A mission with its parts: whoever works for a part works for the whole. */
const withParts = (codes: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(codes.flatMap((code) => [code, ...(entryOf(missions, code)?.subMissions.map((part) => part.code) ?? [])]))];

/** What else than groups tells who works for a mission. */
const missionRule: Readonly<Record<string, (day: LocalDate) => RawBuilder<boolean>>> = {
  ACCES_SOINS: (day) => sql<boolean>`exists (select from care_participation where professional_id = m.professional_id and cpts_id = m.cpts_id and ${mayBeInForce(day)})`,
  ACCOMPAGNEMENT_PS: () => sql<boolean>`exists (select from arrival a where a.mentor_id = m.professional_id and a.cpts_id = m.cpts_id)`,
};

const isOneOf = (ids: ReadonlyArray<string>): RawBuilder<boolean> => sql<boolean>`m.professional_id = any(${[...ids]}::uuid[])`;

const groupConditions = ({ cptsId, criteria }: { readonly cptsId: CptsId; readonly criteria: MailingCriteria }, day: LocalDate) =>
  Effect.gen(function* () {
    const conditions: Array<RawBuilder<boolean>> = [];
    if (criteria.offices !== undefined) conditions.push(isOneOf(yield* holdersOf(cptsId, criteria.offices, day)));
    const { bodies, missions: named } = criteria;
    if (bodies !== undefined) conditions.push(isOneOf(yield* membersOf(cptsId, yield* read((db) => groupsNamed(db, cptsId, bodies)), day)));
    if (named !== undefined) {
      const codes = withParts(named);
      const inGroups = yield* membersOf(cptsId, yield* read((db) => groupsFor(db, cptsId, codes)), day);
      // A mission lead (REFERENT_MISSION), or any office that documents say is for a mission.
      const known = [...inGroups, ...(yield* holdersWhere(cptsId, ({ missions: theirs }) => theirs.some((code) => codes.includes(code)), day))];
      conditions.push(sql<boolean>`(${sql.join([isOneOf(known), ...named.flatMap((code) => missionRule[code]?.(day) ?? [])], sql` or `)})`);
    }
    return conditions;
  });

const ownConditions = ({ communes, professions }: MailingCriteria): ReadonlyArray<RawBuilder<boolean>> => [
  ...(professions === undefined ? [] : [sql<boolean>`p.profession = any(${[...professions]}::text[])`]),
  ...(communes === undefined ? [] : [sql<boolean>`m.commune = any(${[...communes]}::text[])`]),
];

/** Members of the day whom a rule is of, each once, with whether they may be written to. An address counts if its visibility reaches whoever asks. */
export const recipientsOf = (list: { readonly cptsId: CptsId; readonly purpose: string; readonly criteria: MailingCriteria }, actor: Actor, day: LocalDate) =>
  Effect.gen(function* () {
    const person = yield* sightOf(actor);
    const contact = yield* sightOf(actor, "contact.read");
    const where = sql.join([sql<boolean>`m.cpts_id = ${list.cptsId} and ${mayBeInForce(day)} and ${isVisible(person)}`, ...ownConditions(list.criteria), ...(yield* groupConditions(list, day))], sql` and `);
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
