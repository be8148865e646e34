/**
 * How people are reached, each address with who may see it; and what they object to.
 *
 * @example
 * ```ts
 * import { contactEndpoints } from "@cpts/api/Contacts"
 *
 * contactEndpoints.listContacts.path // => "/v1/professionals/{id}/contacts"
 * ```
 *
 * @since 0.1.0
 */
import { Visibility } from "@cpts/domain/Access";
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import * as Contact from "@cpts/domain/PersonContact";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";

/** A contact, for those who may see it. */
export const ContactView = Schema.Struct({
  id: Contact.ContactId,
  professionalId: ProfessionalId,
  cptsId: CptsId,
  kind: Code,
  value: Schema.String,
  visibility: Visibility,
  keptUntil: Schema.NullOr(LocalDate).annotate({ description: "The day on which it goes by itself; null while the person is a member" }),
  provenance: Provenance,
  version: Schema.Int,
}).annotate({ identifier: "PersonContact" });
export type ContactView = typeof ContactView.Type;

/** The contacts of somebody that the reader may see. */
export const ContactsView = Schema.Struct({ items: Schema.Array(ContactView) }).annotate({ identifier: "PersonContacts" });

/** What somebody objects to, since when. */
export const ObjectionsView = Schema.Struct({ items: Schema.Array(Schema.Struct({ scope: Code, on: LocalDate }).annotate({ identifier: "PersonObjection" })) }).annotate({ identifier: "PersonObjections" });
export type ObjectionsView = typeof ObjectionsView.Type;

const ofPerson = { params: Schema.Struct({ id: ProfessionalId }) };
const ofContact = { params: Schema.Struct({ id: Contact.ContactId }) };

/** What can be asked about contacts and objections, by name. */
export const contactEndpoints = {
  recordContact: endpoint({
    id: "contact.record",
    method: "POST",
    path: "/v1/professionals/{id}/contacts",
    ...ofPerson,
    body: Contact.ContactStatement,
    response: ContactView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "illegal-transition", "unknown-reference"],
    permission: "contact.record",
    summary: { fr: "Noter comment joindre quelqu'un, et qui peut le voir ; privé par défaut", en: "Record how somebody is reached, and who may see it; private by default" },
    example: { cptsId: "0198c0de-0000-7000-8000-000000000001", kind: "email", value: "camille@exemple.fr", visibility: "board" },
  }),
  listContacts: endpoint({
    id: "contact.list",
    method: "GET",
    path: "/v1/professionals/{id}/contacts",
    ...ofPerson,
    response: ContactsView,
    permission: "contact.read",
    summary: { fr: "Les coordonnées de quelqu'un que le lecteur peut voir", en: "The contacts of somebody that the reader may see" },
  }),
  changeContact: endpoint({
    id: "contact.change",
    method: "PATCH",
    path: "/v1/contacts/{id}",
    ...ofContact,
    body: Contact.ContactChange,
    response: ContactView,
    versioned: true,
    problems: ["illegal-transition"],
    permission: "contact.record",
    summary: { fr: "Changer qui peut voir une coordonnée", en: "Change who may see a contact" },
    example: { visibility: "cpts" },
  }),
  dropContact: endpoint({
    id: "contact.drop",
    method: "DELETE",
    path: "/v1/contacts/{id}",
    ...ofContact,
    response: Schema.Struct({}),
    status: 204,
    permission: "contact.record",
    summary: { fr: "Supprimer une coordonnée", en: "Delete a contact" },
  }),
  objectPerson: endpoint({
    id: "objection.record",
    method: "POST",
    path: "/v1/professionals/{id}/objections",
    ...ofPerson,
    body: Contact.ObjectionStatement,
    response: ObjectionsView,
    status: 201,
    problems: ["invalid-request"],
    permission: "contact.record",
    summary: { fr: "Noter une opposition : à être affiché au-delà du bureau, à recevoir des messages (RGPD, art. 21)", en: "Record an objection: to being shown beyond the board, to being written to (GDPR art. 21)" },
    example: { scope: "listing", on: "2026-11-20" },
  }),
  withdrawObjection: endpoint({
    id: "objection.withdraw",
    method: "POST",
    path: "/v1/professionals/{id}/objections/withdrawals",
    ...ofPerson,
    body: Contact.ObjectionWithdrawal,
    response: ObjectionsView,
    status: 201,
    problems: ["invalid-request", "illegal-transition"],
    permission: "contact.record",
    summary: { fr: "Retirer une opposition : la personne est de nouveau montrée comme avant ; ses coordonnées et ses consentements restent comme ils sont", en: "Withdraw an objection: the person is shown as before; their contacts and consents stay as they are" },
    example: { scope: "listing", on: "2026-11-22" },
  }),
  listObjections: endpoint({
    id: "objection.list",
    method: "GET",
    path: "/v1/professionals/{id}/objections",
    ...ofPerson,
    response: ObjectionsView,
    permission: "contact.record",
    summary: { fr: "Les oppositions de quelqu'un", en: "What somebody objects to" },
  }),
};

/** What is told of objections, by name. */
export const contactEvents = {
  objectionChanged: eventType({
    service: "directory",
    aggregate: "professional",
    event: "objection-changed",
    version: 1,
    payload: Contact.ObjectionChanged,
    summary: { fr: "Une personne s'oppose, ou ne s'oppose plus, à être affichée ou à recevoir des messages", en: "Somebody objects, or no longer objects, to being shown or written to" },
    example: { professionalId: "0198c0de-0000-7000-8000-000000000020", scope: "listing", on: "2026-11-20", objects: true },
  }),
};
