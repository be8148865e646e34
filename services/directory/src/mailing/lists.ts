import type { MailingListView, MailingReach } from "@cpts/api/MailingLists";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { Reach, type MailingCriteria, type MailingListId, type MailingListStatement } from "@cpts/domain/Mailing";
import { codeOf } from "@cpts/domain/OpenCode";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Ids } from "@cpts/service-kit/ids";
import type { Column, Workbook } from "@cpts/documents/spreadsheets/sheet";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type Selectable } from "kysely";
import { read, write, type DirectoryTables } from "../database/tables.ts";
import { occupationLabel } from "../member-import/read-row.ts";
import { PrivacyKey } from "../privacy/key.ts";
import { secretOf } from "./consents.ts";
import { recipientsOf } from "./recipients.ts";

type Row = Selectable<DirectoryTables["mailing_list"]>;
type Encoded = typeof MailingListView.Encoded;

const notFound = new Problem({ type: "not-found", detail: { fr: "Cette liste n'est pas connue ici.", en: "This list is not known here." } });

const viewOf = (row: Row): Encoded => ({
  id: row.id,
  cptsId: row.cpts_id,
  name: row.name,
  purpose: row.purpose,
  // What its schema took.
  criteria: row.criteria as Encoded["criteria"],
  version: row.version,
});

const unknownBody = (index: number): FieldFault => ({ in: "body", path: ["criteria", "bodies", index], code: "unknown-body", message: { fr: "cette CPTS n'a pas cette instance ou ce groupe", en: "this CPTS has no such body or group" } });

/** A list of a group that is none of the CPTS would reach nobody, and not say why. */
const requireBodies = (cptsId: CptsId, bodies: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    if (bodies.length === 0) return;
    const rows = yield* read((db) => db.selectFrom("governance_body").select("id").where("cpts_id", "=", cptsId).where("withdrawn", "=", false).where("id", "in", bodies).execute());
    const known = new Set(rows.map(({ id }) => id));
    const faults = bodies.flatMap((id, index) => (known.has(id) ? [] : [unknownBody(index)]));
    if (faults.length > 0) return yield* new Problem({ type: "unknown-reference", faults });
  });

/** Keeps the rule of a list. */
export const defineList = ({ cptsId, criteria, name, purpose }: MailingListStatement) =>
  Effect.gen(function* () {
    yield* requireBodies(cptsId, criteria.bodies ?? []);
    const row = { id: yield* (yield* Ids).next, version: 1, cpts_id: cptsId, name, purpose: codeOf(purpose), criteria };
    yield* write((db) => db.insertInto("mailing_list").values({ ...row, criteria: JSON.stringify(criteria) }).execute());
    return viewOf(row);
  });

/** A list as it is stored. */
export const findList = (id: MailingListId) =>
  Effect.flatMap(
    read((db) => db.selectFrom("mailing_list").selectAll().where("id", "=", id).executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(notFound) : Effect.succeed(row)),
  );

/** Forgets the rule of a list; consents are given for purposes, and stay. */
export const dropList = (id: MailingListId) => write((db) => db.deleteFrom("mailing_list").where("id", "=", id).execute());

const pages = idCursor("mailing-lists");

/** The lists of a CPTS. */
export const listLists = ({ cpts, cursor, limit }: { readonly cpts: CptsId; readonly cursor?: string; readonly limit: number }) =>
  Effect.gen(function* () {
    const place = yield* pages.read(cursor);
    const rows = yield* read(async (db) => (await sql<Row>`select * from mailing_list where cpts_id = ${cpts} and (${place}::uuid is null or id > ${place}::uuid) order by id limit ${limit + 1}`.execute(db)).rows);
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ id }) => id);
    return { items: items.map(viewOf), nextCursor };
  });

const recipientsOfRow = (row: Row, actor: Actor) =>
  Effect.gen(function* () {
    const day = yield* today;
    // What its schema took.
    return { day, recipients: yield* recipientsOf({ cptsId: row.cpts_id as CptsId, purpose: row.purpose, criteria: row.criteria as MailingCriteria }, actor, day) };
  });

const rule = {
  fr: "Membres du jour que la règle de la liste désigne, chacun une fois. Sont touchés ceux qui ont consenti à cette finalité, ne se sont ni désinscrits ni opposés, et dont une adresse électronique est visible de qui demande ; la première raison qui vaut est comptée.",
  en: "Members of the day whom the rule of the list is of, each once. Those are reached who agreed to this purpose, have neither unsubscribed nor objected, and of whom an e-mail address is visible to whoever asks; the first reason that holds is counted.",
};

/** How many a list reaches today, and why not the others. */
export const reachOfList = (id: MailingListId, explain: boolean, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* findList(id);
    const { day, recipients } = yield* recipientsOfRow(row, actor);
    const reaches = Reach.literals.map((reach) => ({ reach, people: recipients.filter((one) => one.reach === reach).length }));
    const body: typeof MailingReach.Encoded = { listId: id, on: day, matched: recipients.length, reaches };
    const inputs = [{ name: "on", value: day }, { name: "criteria", value: JSON.stringify(row.criteria) }, { name: "purpose", value: row.purpose }, { name: "matched", value: String(recipients.length) }];
    return explain ? { ...body, explanations: [{ figure: "reach", rule, inputs, sources: [{ name: "memberships, consents and objections recorded here", status: "declared" }] }] } : body;
  });

const columns: ReadonlyArray<Column> = [
  { key: "familyName", title: "Nom", type: "text" },
  { key: "givenName", title: "Prénom", type: "text" },
  { key: "profession", title: "Profession", type: "text" },
  { key: "commune", title: "Commune", type: "identifier" },
  { key: "email", title: "Adresse électronique", type: "text" },
  { key: "consentOn", title: "Consentement du", type: "date" },
  { key: "unsubscribe", title: "Lien de désinscription", type: "text" },
];

/** Those alone who may be written to, each with their link; whoever objects or has unsubscribed is in no file. */
export const exportList = (id: MailingListId, actor: Actor) =>
  Effect.gen(function* () {
    const key = yield* PrivacyKey;
    const row = yield* findList(id);
    const { day, recipients } = yield* recipientsOfRow(row, actor);
    const rows = recipients.flatMap(({ commune, consentId, email, familyName, givenName, givenOn, link, profession, reach, role }) =>
      reach !== "reached" || consentId === null || link === null ? [] : [[familyName, givenName, occupationLabel(profession, role), commune, email, givenOn, `/directory/v1/unsubscriptions/${secretOf(key, consentId, link)}`]],
    );
    const workbook: Workbook = { name: `liste-${day}`, sheets: [{ key: "recipients", name: "Destinataires", columns, rows }] };
    return workbook;
  });
