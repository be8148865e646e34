import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { codeOf } from "@cpts/domain/OpenCode";
import type { PersonErasure } from "@cpts/domain/PersonErasure";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { statement } from "@cpts/service-kit/database/statement";
import type { Erasure } from "@cpts/service-kit/files/erasures";
import { eraseSubject } from "@cpts/service-kit/files/store";
import { record } from "@cpts/service-kit/events/log/record";
import { mayName } from "@cpts/service-kit/privacy/columns";
import { eraseMadeNaming } from "@cpts/service-kit/privacy/made-files";
import type { Named } from "@cpts/service-kit/privacy/naming";
import { inPassing } from "@cpts/service-kit/privacy/passing";
import { Clock, Effect } from "effect";
import { sql, type QueryExecutorProvider } from "kysely";
import { read, write } from "../database/tables.ts";
import { closeImport } from "../member-import/commands.ts";
import { spellingsOfContact } from "./contact-spellings.ts";
import { cptsKnowing, holdPerson, personNotFound, type Person } from "./found.ts";
import { holdings } from "./holdings.ts";
import { keptOut, settleMemberships } from "./keep.ts";
import { scrub } from "./scrub.ts";
import { keepOut, keepOutAgain } from "./suppression.ts";

const alreadyErased = new Problem({ type: "illegal-transition", detail: { fr: "Cette personne a déjà été effacée.", en: "This person has already been erased." } });
const otherCpts = new Problem({
  type: "illegal-transition",
  detail: {
    fr: "Une autre CPTS connaît aussi cette personne : elle aussi doit répondre de l'effacement, qui est à demander à l'opérateur de l'annuaire.",
    en: "Another CPTS knows this person too and has to answer for the erasure as well: ask the operator of the directory for it.",
  },
});

/** One CPTS does not delete what another is responsible for. */
const requireAllOwn = (id: ProfessionalId, actor: Actor) =>
  Effect.flatMap(cptsKnowing(id), (known) => (actor.role === "service-account" || known.every((one) => actor.cptsIds.includes(one)) ? Effect.void : Effect.fail(otherCpts)));

const strip = statement<[id: string], never>("update professional set skills = '{}', practice_mode = null, visibility = 'private', cpts_id = null, version = version + 1 where id = $1");
const nextVersion = statement<[id: string], { readonly version: number }>("select coalesce(max(aggregate_version), 0) + 1 as version from event where aggregate_id = $1");
const isTold = statement<[id: string, type: string], { readonly found: boolean }>("select exists (select from event where aggregate_id = $1 and type = $2) as found");
const openImportsNaming = (db: QueryExecutorProvider, named: Named) =>
  sql<{ readonly id: string }>`select import_id as id from member_import_content where ${mayName(sql`rows::text`, named)}`.execute(db).then(({ rows }) => rows);

/** Rows about the person alone, each holding before those it refers to; gives the names of the holdings that had some. */
const deleteHoldings = (id: ProfessionalId) =>
  write(async (db) => {
    const found: Array<string> = [];
    for (const { columns, name, onErasure, rows, table } of holdings) {
      if (onErasure !== "delete") continue;
      const about = sql.raw(rows.replaceAll("$1", `'${id}'::uuid`));
      const emptied = columns?.map((column) => sql`${sql.ref(column)} = null`);
      const { numAffectedRows = 0n } = await (emptied === undefined ? sql`delete from ${sql.table(table)} where ${about}` : sql`update ${sql.table(table)} set ${sql.join(emptied)} where ${about}`).execute(db);
      if (numAffectedRows > 0n) found.push(name);
    }
    return found;
  });

const passingNames = { idempotency: "stored-answers", parked_event: "parked-events", dropped_event: "dropped-events" } as const;

/** Answers kept for repetitions and events put aside: as short-lived as they are, they may hold what was just erased. */
const deleteInPassing = (id: ProfessionalId, named: Named) => write(async (db) => (await inPassing(db, named, { id, redact: true })).map(({ table }) => passingNames[table]));

/** By their name, their number and how they are reached, while somebody still knows it. */
const namedOf = ({ contacts, familyName, givenName, rpps }: Person): Named => ({ familyName, givenName, exactly: [...(rpps === null ? [] : [rpps]), ...contacts.flatMap(spellingsOfContact)] });

/** Everything about the person goes; gives what had to be kept, where something was, and the mark that keeps them out. */
const wipe = (id: ProfessionalId, person: Person, now: number, mark: string | undefined) =>
  Effect.gen(function* () {
    const named = namedOf(person);
    const kept = yield* settleMemberships(id, parisDateFromInstant(now));
    const erased = yield* deleteHoldings(id);
    yield* write((db) => strip(db, id));
    for (const { id: importId } of yield* write((db) => openImportsNaming(db, named))) yield* closeImport(importId, "expired");
    const made = yield* eraseMadeNaming(named, "certain");
    const scrubbed = yield* write((db) => scrub(db, named));
    const passing = yield* deleteInPassing(id, named);
    return { mark, kept: [...kept, ...(mark === undefined ? [] : keptOut())], erased: [...erased, ...(made.length > 0 ? ["made-documents"] : []), ...passing, ...scrubbed.map((table) => `words of ${table}`)] };
  });

const keepRecord = (id: ProfessionalId, request: PersonErasure, now: number, { erased, kept, mark }: { readonly erased: ReadonlyArray<string>; readonly kept: ReadonlyArray<unknown>; readonly mark?: string | undefined }) =>
  write((db) =>
    db
      .insertInto("person_erasure")
      .values({
        person_id: id,
        erased_at: new Date(now).toISOString(),
        reason: codeOf(request.reason),
        requested_by: codeOf(request.requestedBy),
        requested_on: request.requestedOn ?? null,
        erased: JSON.stringify(erased),
        kept: JSON.stringify(kept),
        suppressed: mark !== undefined,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );

const tell = (id: ProfessionalId, now: number) =>
  Effect.gen(function* () {
    const [row] = yield* write((db) => nextVersion(db, id));
    yield* record(directory.events.personErased, { aggregateId: id, aggregateVersion: row?.version ?? 1, data: { personId: id }, at: now });
  });

const isErased = (id: ProfessionalId) => Effect.map(read((db) => db.selectFrom("person_erasure").select("person_id").where("person_id", "=", id).executeTakeFirst()), (row) => row !== undefined);

/** Erases someone: what names them leaves every table, and whoever keeps something of them elsewhere is told. */
export const erasePerson = (id: ProfessionalId, request: PersonErasure, actor: Actor) =>
  Effect.gen(function* () {
    const person = yield* holdPerson(id);
    if (person === undefined) return yield* (yield* isErased(id)) ? alreadyErased : personNotFound;
    yield* requireAllOwn(id, actor);
    const now = yield* Clock.currentTimeMillis;
    const done = yield* wipe(id, person, now, person.rpps === null ? undefined : yield* keepOut(person.rpps));
    yield* eraseSubject(id, { erasedAt: new Date(now).toISOString(), ...(done.mark === undefined ? {} : { mark: done.mark }) });
    yield* keepRecord(id, request, now, done);
    yield* tell(id, now);
  });

/** The same of someone whom a restored backup has brought back, or may bring back; followers are told anew where the log has lost it. */
export const erasePersonAgain = ({ erasedAt, mark, subjectId }: Erasure) =>
  Effect.gen(function* () {
    // Subjects of the directory are its people.
    const id = subjectId as ProfessionalId;
    const now = yield* Clock.currentTimeMillis;
    if (mark !== undefined) yield* keepOutAgain(mark);
    const person = yield* holdPerson(id);
    const done = person === undefined ? { mark, kept: [], erased: [] } : yield* wipe(id, person, now, mark);
    yield* keepRecord(id, { reason: { _tag: "Unknown", code: "restored" }, requestedBy: "controller" } as PersonErasure, Date.parse(erasedAt), done);
    const [told] = yield* write((db) => isTold(db, id, directory.events.personErased.type));
    if (told?.found !== true) yield* tell(id, now);
  });
