/**
 * The rights of people over their data: erasure, and all that is known of them.
 *
 * @example
 * ```ts
 * import { privacyEvents } from "@cpts/api/PrivacyEndpoints"
 *
 * privacyEvents.personErased.type // => "cpts.directory.person.erased.v1"
 * ```
 *
 * @since 0.1.0
 */
import { PersonErased } from "@cpts/domain/DirectoryEvents";
import { LocalDate } from "@cpts/domain/LocalDate";
import { MembershipId } from "@cpts/domain/Membership";
import { ErasureReason, ErasureRequester, PersonErasure, RetentionKind } from "@cpts/domain/PersonErasure";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";

const bilingual = Schema.Struct({ fr: Schema.String, en: Schema.String });
const ofPerson = Schema.Struct({ id: ProfessionalId });

/** Something that stays of someone under the pseudonym, by which text, and until when. */
export const KeptView = Schema.Struct({
  kind: RetentionKind,
  membershipId: Schema.NullOr(MembershipId),
  until: Schema.NullOr(LocalDate).annotate({ description: "Last day; null where no day is known" }),
  label: bilingual,
  source: Schema.String.annotate({ description: "The text that the rule follows" }),
  status: Schema.Literal("provisional").annotate({ description: "No lawyer of the platform has confirmed the rule" }),
}).annotate({ identifier: "KeptOfPerson" });
export type KeptView = typeof KeptView.Type;

/** An erasure, under the pseudonym: whence it was erased, and what stays. */
export const ErasureView = Schema.Struct({
  personId: ProfessionalId,
  erasedAt: Schema.String.annotate({ description: "Instant (RFC 3339, UTC)" }),
  reason: ErasureReason,
  requestedBy: ErasureRequester,
  requestedOn: Schema.NullOr(LocalDate),
  erased: Schema.Array(Schema.String).annotate({ description: "Where something was erased: holdings of the directory, by name" }),
  kept: Schema.Array(KeptView),
  suppressed: Schema.Boolean.annotate({ description: "Their RPPS number is kept out of imports and registrations from now on" }),
}).annotate({ identifier: "PersonErasure" });
export type ErasureView = typeof ErasureView.Type;

/** All that the directory holds of someone, to be handed to them (GDPR art. 15). */
export const PersonData = Schema.Struct({
  personId: ProfessionalId,
  on: LocalDate,
  holdings: Schema.Array(
    Schema.Struct({
      holding: Schema.String,
      label: bilingual,
      source: bilingual.annotate({ description: "Where it comes from" }),
      ground: bilingual.annotate({ description: "By which right it is held" }),
      canObject: Schema.Boolean.annotate({ description: "False where nobody may object: what the national register publishes (arrete of 23 September 2022, art. 10)" }),
      items: Schema.Array(Schema.Unknown).annotate({ description: "As it is stored" }),
    }).annotate({ identifier: "PersonHolding" }),
  ),
  recipients: Schema.Array(Schema.Struct({ who: bilingual, what: bilingual }).annotate({ identifier: "DataRecipient" })),
  rights: bilingual,
}).annotate({ identifier: "PersonData" });
export type PersonData = typeof PersonData.Type;

/** What can be asked about the rights of people, by name. */
export const privacyEndpoints = {
  erasePerson: endpoint({
    id: "person.erase",
    method: "POST",
    path: "/v1/professionals/{id}/erasure",
    params: ofPerson,
    body: PersonErasure,
    response: ErasureView,
    status: 201,
    problems: ["invalid-request", "illegal-transition"],
    permission: "person.erase",
    summary: { fr: "Effacer une personne ; la réponse dit ce qui reste, et pourquoi", en: "Erase someone; the answer says what stays, and why" },
    example: { reason: "request", requestedBy: "person", requestedOn: "2026-11-20" },
  }),
  readErasure: endpoint({
    id: "person.erasure",
    method: "GET",
    path: "/v1/professionals/{id}/erasure",
    params: ofPerson,
    response: ErasureView,
    permission: "person.erase",
    summary: { fr: "Ce qui a été effacé d'une personne, et ce qui reste", en: "What was erased of someone, and what stays" },
  }),
  exportPerson: endpoint({
    id: "person.export",
    method: "GET",
    path: "/v1/professionals/{id}/data",
    params: ofPerson,
    response: PersonData,
    permission: "person.export",
    summary: { fr: "Tout ce que l'annuaire sait d'une personne, pour elle (RGPD, art. 15)", en: "All that the directory holds of someone, for them (GDPR art. 15)" },
  }),
};

/** What the rights of people make the directory tell. */
export const privacyEvents = {
  personErased: eventType({
    service: "directory",
    aggregate: "person",
    event: "erased",
    version: 1,
    payload: PersonErased,
    summary: { fr: "Une personne a été effacée : ses données sont à supprimer partout", en: "Someone was erased: their data is to be deleted everywhere" },
    example: { personId: "0198c0de-0000-7000-8000-000000000020" },
  }),
};
