/**
 * How somebody is reached, each address or number with who may see it; and what somebody objects to. None of it comes from the RPPS:
 * it is private unless said otherwise.
 *
 * @example
 * ```ts
 * import { contactExpiry } from "@cpts/domain/PersonContact";
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * contactExpiry(Schema.decodeUnknownSync(LocalDate)("2024-01-31")); // => "2027-01-31"
 * ```
 */
import { Schema } from "effect";
import { Visibility } from "./AccessPolicy.ts";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { monthsLater } from "./internal/monthsLater.ts";
import { LocalDate } from "./LocalDate.ts";
import { openCode, type OpenCode } from "./OpenCode.ts";
import { ProfessionalId } from "./Professional.ts";
import { Provenance } from "./Source.ts";

/** Identity of a contact. Issue: `platform-id.format`. */
export const ContactId = platformId("ContactId", "Identity of a contact of a person").pipe(Schema.brand("ContactId"));

/** Identity of a contact. */
export type ContactId = typeof ContactId.Type;

/** What a contact is: an open list. */
export const ContactKind = openCode(["email", "phone", "mobile", "address"], { title: "ContactKind", description: "What a contact is" });

/** What a contact is. */
export type ContactKind = typeof ContactKind.Type;

const value = freeText({ max: 250, title: "ContactValue", description: "The address or number" });
const emailShape = /^[^\s@<>\p{Cc}]{1,64}@[^\s@<>.\p{Cc}]{1,63}(?:\.[^\s@<>.\p{Cc}]{1,63}){1,8}$/u;

/** Whether a text can be an e-mail address. */
export const isEmail = (text: string): boolean => text.length <= 250 && emailShape.test(text);

const shaped = ({ kind, value: text }: { readonly kind: OpenCode<string>; readonly value: string }) => kind !== "email" || isEmail(text) || { path: ["value"], issue: "email.format" };

/** How somebody is reached, as a CPTS keeps it: `private` unless said. Issues: `email.format`, and those of its text. */
export const ContactStatement = Schema.Struct({ cptsId: CptsId, kind: ContactKind, value, visibility: Schema.optionalKey(Visibility), provenance: Schema.optionalKey(Provenance) })
  .annotate({ title: "ContactStatement", description: "How somebody is reached, and who may see it" })
  .pipe(Schema.check(Schema.makeFilter(shaped, { identifier: "ContactStatement" })));

/** How somebody is reached. */
export type ContactStatement = typeof ContactStatement.Type;

/** Who may see a contact from now on. */
export const ContactChange = Schema.Struct({ visibility: Visibility }).annotate({ identifier: "ContactChange", title: "ContactChange", description: "Who may see a contact from now on" });

/** Who may see a contact from now on. */
export type ContactChange = typeof ContactChange.Type;

/** What somebody may object to (GDPR art. 21): being shown beyond the board of their CPTS, being written to. An open list. */
export const ObjectionScope = openCode(["listing", "mailing"], { title: "ObjectionScope", description: "What somebody objects to" });

/** Somebody objects, since a day. */
export const ObjectionStatement = Schema.Struct({ scope: ObjectionScope, on: LocalDate }).annotate({ identifier: "ObjectionStatement", title: "ObjectionStatement", description: "Somebody objects to something" });

/** Somebody objects. */
export type ObjectionStatement = typeof ObjectionStatement.Type;

/** Somebody no longer objects, since a day. */
export const ObjectionWithdrawal = Schema.Struct({ scope: ObjectionScope, on: LocalDate }).annotate({ identifier: "ObjectionWithdrawal", title: "ObjectionWithdrawal", description: "Somebody no longer objects to something" });

/** Somebody no longer objects. */
export type ObjectionWithdrawal = typeof ObjectionWithdrawal.Type;

/** Somebody objects, or no longer does: whoever shows them, or writes to them, asks the directory anew. */
export const ObjectionChanged = Schema.Struct({
  professionalId: ProfessionalId,
  scope: ObjectionScope,
  on: LocalDate,
  objects: Schema.Boolean.annotate({ description: "False once it is withdrawn" }),
}).annotate({ identifier: "ObjectionChanged", title: "ObjectionChanged", description: "Somebody objects to something, or no longer does" });

/** Somebody objects, or no longer does. */
export type ObjectionChanged = typeof ObjectionChanged.Type;

/** How long contacts stay after the last membership, with the source and how sure that is (domain.md §8: to be confirmed). */
export const contactRetention = {
  months: 36,
  source: "CNIL, référentiel relatif à la gestion des activités commerciales : trois ans après le dernier contact, appliqués par analogie aux associations",
  status: "provisional",
  fr: "coordonnées d'une personne qui n'est plus membre",
  en: "contacts of somebody who is no longer a member",
} as const;

/** The day on which contacts of somebody go whose last membership ended on a day; null where that is beyond all dates. */
export const contactExpiry = (endedOn: LocalDate): LocalDate | null => monthsLater(endedOn, contactRetention.months);
