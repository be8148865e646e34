import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { codeOf } from "@cpts/domain/OpenCode";
import type { ObjectionStatement, ObjectionWithdrawal } from "@cpts/domain/PersonContact";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql } from "kysely";
import { write } from "../database/tables.ts";
import { requireProfessional } from "../professionals/reference.ts";

const faultAt = (code: string, fr: string, en: string) => new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["on"], code, message: { fr, en } }] });
const inFuture = faultAt("in-the-future", "ce jour n'est pas encore venu", "this day has not come yet");
const beforeObjection = faultAt("objection.withdrawn-before", "l'opposition est postérieure", "the objection came later");
const noObjection = new Problem({ type: "illegal-transition", detail: { fr: "Cette personne ne s'y oppose pas.", en: "This person does not object to that." } });

const listing = "listing";
const listingIsFor = "board";

/** Their version counts up, as who may see them changes; subscribers hear of it by ids alone. */
const tell = (id: ProfessionalId, { on, scope }: ObjectionStatement, objects: boolean) =>
  Effect.gen(function* () {
    const { version } = yield* write((db) => db.updateTable("professional").set((eb) => ({ version: eb("version", "+", 1) })).where("id", "=", id).returning("version").executeTakeFirstOrThrow());
    yield* record(directory.events.objectionChanged, { aggregateId: id, aggregateVersion: version, data: { professionalId: id, scope, on, objects } });
  });

const requirePast = (on: LocalDate) => Effect.flatMap(today, (now) => (on > now ? Effect.fail(inFuture) : Effect.void));

/**
 * Records an objection. It stays as a suppression: nothing shows the person wider again. Against being listed: everything about them
 * that is not of the RPPS is for the board at most, which keeps its register of members. Against being written to: no list reaches them.
 */
export const objectPerson = (id: ProfessionalId, input: ObjectionStatement, actor: Actor) =>
  Effect.gen(function* () {
    yield* requireProfessional(id, actor, []);
    yield* requirePast(input.on);
    const person = yield* write((db) => db.selectFrom("professional").select("visibility").where("id", "=", id).forUpdate().executeTakeFirstOrThrow());
    const narrows = codeOf(input.scope) === listing && (person.visibility === "public" || person.visibility === "cpts");
    const added = yield* write((db) =>
      db.insertInto("person_objection").values({ professional_id: id, scope: codeOf(input.scope), since: input.on, narrowed_from: narrows ? person.visibility : null }).onConflict((conflict) => conflict.doNothing()).returning("scope").executeTakeFirst(),
    );
    if (added === undefined) return;
    if (codeOf(input.scope) === listing)
      yield* write(async (db) => {
        if (narrows) await db.updateTable("professional").set({ visibility: listingIsFor }).where("id", "=", id).execute();
        await sql`update person_contact set visibility = ${listingIsFor}, version = version + 1 where professional_id = ${id} and visibility in ('public', 'cpts')`.execute(db);
      });
    yield* tell(id, input, true);
  });

/**
 * Somebody no longer objects: they are shown as they were before, unless that was narrowed otherwise since. Contacts stay as narrow as
 * they are, and a consent to be written to that was taken back has to be given anew.
 */
export const withdrawObjection = (id: ProfessionalId, input: ObjectionWithdrawal, actor: Actor) =>
  Effect.gen(function* () {
    yield* requireProfessional(id, actor, []);
    yield* requirePast(input.on);
    const row = yield* write((db) => db.selectFrom("person_objection").selectAll().where("professional_id", "=", id).where("scope", "=", codeOf(input.scope)).forUpdate().executeTakeFirst());
    if (row === undefined) return yield* noObjection;
    if (input.on < row.since) return yield* beforeObjection;
    yield* write(async (db) => {
      await db.deleteFrom("person_objection").where("professional_id", "=", id).where("scope", "=", row.scope).execute();
      if (row.narrowed_from !== null) await db.updateTable("professional").set({ visibility: row.narrowed_from }).where("id", "=", id).where("visibility", "=", listingIsFor).execute();
    });
    yield* tell(id, input, false);
  });
