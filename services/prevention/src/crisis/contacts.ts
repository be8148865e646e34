import type { CrisisContact } from "@cpts/api/CrisisViews";
import { Problem } from "@cpts/api/Problem";
import { can, type Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { holdsRole, type CrisisContactInput, type CrisisPlanId } from "@cpts/domain/CrisisPlan";
import { statement } from "@cpts/service-kit/database/statement";
import { Ids } from "@cpts/service-kit/ids";
import { placesOfCpts } from "@cpts/service-kit/known/places";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { read, write } from "../database/tables.ts";
import { isErased, standingsOf } from "../members/queries.ts";
import { decodeContent, planOfCpts } from "./plan-rows.ts";

type View = typeof CrisisContact.Encoded;

// The private number is not even read where it is not shown.
const columns = `id, label, role_id as "roleId", professional_id as "professionalId", organization_id as "organizationId", phone, private_phone is not null as "hasPrivatePhone"`;
const open = statement<[plan: string], View>(`select ${columns}, null as "privatePhone" from crisis_contact where plan_id = $1 order by id`);
const whole = statement<[plan: string], View>(`select ${columns}, private_phone as "privatePhone" from crisis_contact where plan_id = $1 order by id`);

/** Whether whoever asks is, by the word of their issuer, somebody of the CPTS who holds a role of the plan in force. */
const holdsRoleOf = ({ cptsIds, personId, role }: Actor, cptsId: CptsId) =>
  Effect.gen(function* () {
    if (role !== "professional" || personId === undefined || !cptsIds.includes(cptsId)) return false;
    const [plan] = yield* read((db) => planOfCpts(db, cptsId));
    if (plan === undefined || plan.published === null || !holdsRole(decodeContent(plan.published), personId)) return false;
    if (yield* isErased(personId)) return false;
    const standing = (yield* standingsOf([personId], cptsId, yield* today)).get(personId);
    return standing === "member" || standing === "unknown";
  });

/** Whether somebody needs the private numbers of a CPTS: its board and its coordinator, holders of a role of its plan, and accounts that were given just that. */
export const needsNumbers = (actor: Actor, cptsId: CptsId) =>
  Effect.gen(function* () {
    const places = yield* placesOfCpts(cptsId);
    const may = can(actor, "crisis-contact.read", { kind: "crisis-contact", visibility: "board", cptsId, ...places })._tag === "Allowed";
    return may || (yield* holdsRoleOf(actor, cptsId));
  });

/** Whom to call; private numbers where they are needed. */
export const listContacts = (planId: CrisisPlanId, showsPrivate: boolean) => Effect.map(read((db) => (showsPrivate ? whole(db, planId) : open(db, planId))), (items) => ({ items }));

const erasedPerson = new Problem({
  type: "unknown-reference",
  faults: [{ in: "body", path: ["professionalId"], code: "unknown-professional", message: { fr: "cette personne n'est plus connue ici", en: "this person is no longer known here" } }],
});

/** Keeps whom to call. What is answered, and so kept for a repetition, does not hold the private number. */
export const addContact = (planId: CrisisPlanId, input: CrisisContactInput) =>
  Effect.gen(function* () {
    const { label, organizationId = null, phone = null, privatePhone = null, professionalId = null, roleId = null } = input;
    if (professionalId !== null && (yield* isErased(professionalId))) return yield* erasedPerson;
    const id = yield* (yield* Ids).next;
    const row = { id, plan_id: planId, label, role_id: roleId, professional_id: professionalId, organization_id: organizationId, phone, private_phone: privatePhone };
    yield* write((db) => db.insertInto("crisis_contact").values(row).execute());
    const view: View = { id, label, roleId, professionalId, organizationId, phone, privatePhone: null, hasPrivatePhone: privatePhone !== null };
    return view;
  });

/** Erases whom to call, numbers and all. */
export const removeContact = (planId: CrisisPlanId, id: string) =>
  Effect.flatMap(
    write((db) => db.deleteFrom("crisis_contact").where("plan_id", "=", planId).where("id", "=", id).returning("id").execute()),
    (gone) => (gone.length === 0 ? Effect.fail(new Problem({ type: "not-found" })) : Effect.void),
  );
