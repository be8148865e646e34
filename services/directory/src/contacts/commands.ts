import { Problem } from "@cpts/api/Problem";
import type { Actor, Visibility } from "@cpts/domain/Access";
import { codeOf } from "@cpts/domain/OpenCode";
import type { ContactChange, ContactId, ContactStatement } from "@cpts/domain/PersonContact";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { read, write } from "../database/tables.ts";
import { requireProfessional } from "../professionals/reference.ts";
import { rankOf } from "../professionals/sight.ts";
import { watchContacts } from "./retention.ts";

const notFound = new Problem({ type: "not-found", detail: { fr: "Cette coordonnée n'est pas connue ici.", en: "This contact is not known here." } });
const stale = (version: number): Problem => new Problem({ type: "version-conflict", detail: { fr: `La coordonnée en est à la version ${version}.`, en: `The contact is at version ${version}.` } });
const objects = new Problem({
  type: "illegal-transition",
  detail: { fr: "Cette personne s'oppose à ce que cela soit montré au-delà du bureau.", en: "This person objects to its being shown beyond the board." },
});

/** Whether somebody objects to something. */
export const objectsTo = (id: string, scope: string) => Effect.map(read((db) => db.selectFrom("person_objection").select("since").where("professional_id", "=", id).where("scope", "=", scope).executeTakeFirst()), (row) => row !== undefined);

const refuseAgainstObjection = (id: string, visibility: Visibility) => Effect.flatMap(objectsTo(id, "listing"), (is) => (is && rankOf(visibility) < rankOf("board") ? Effect.fail(objects) : Effect.void));

/** Records how somebody is reached. Nothing of it is told to anybody else. */
export const recordContact = (professionalId: ProfessionalId, input: ContactStatement, actor: Actor) =>
  Effect.gen(function* () {
    yield* requireProfessional(professionalId, actor, []);
    const visibility = input.visibility ?? "private";
    yield* refuseAgainstObjection(professionalId, visibility);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as ContactId;
    const row = { id, version: 1, professional_id: professionalId, cpts_id: input.cptsId, kind: codeOf(input.kind), value: input.value, visibility, recorded_on: yield* today, provenance: JSON.stringify(input.provenance ?? { status: "declared" }) };
    yield* write((db) => db.insertInto("person_contact").values(row).execute());
    yield* watchContacts(professionalId);
    return id;
  });

/** Reads a contact and holds it until the transaction ends. */
export const lockContact = (id: ContactId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("person_contact").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(notFound) : Effect.succeed(row)),
  );

/** Changes who may see a contact. */
export const changeContact = (id: ContactId, { visibility }: ContactChange, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockContact(id);
    if (row.version !== ifMatch) return yield* stale(row.version);
    if (row.visibility === visibility) return;
    yield* refuseAgainstObjection(row.professional_id, visibility);
    yield* write((db) => db.updateTable("person_contact").set({ visibility, version: row.version + 1 }).where("id", "=", id).execute());
  });

/** Deletes a contact. */
export const dropContact = (id: ContactId) => write((db) => db.deleteFrom("person_contact").where("id", "=", id).execute());
