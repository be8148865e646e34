/**
 * What the directory tells of the rights of people over their data.
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
import { eventType } from "./EventType.ts";

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
