/**
 * Mailing lists that are rules, not copies: by profession, commune, group, office or mission, asked anew each time; and who may be written to.
 *
 * @example
 * ```ts
 * import { reachOf } from "@cpts/domain/Mailing";
 *
 * reachOf({ hasConsent: true, hasWithdrawn: false, objects: false, hasAddress: true }); // => "reached"
 * reachOf({ hasConsent: true, hasWithdrawn: true, objects: false, hasAddress: true }); // => "unsubscribed"
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { BodyId } from "./GovernanceBody.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code, openCode } from "./OpenCode.ts";
import { ProfessionalId } from "./Professional.ts";
import { Provenance } from "./Source.ts";

/** Identity of a mailing list. Issue: `platform-id.format`. */
export const MailingListId = platformId("MailingListId", "Identity of a mailing list").pipe(Schema.brand("MailingListId"));

/** Identity of a mailing list. */
export type MailingListId = typeof MailingListId.Type;

/** What people are written to for: an open list. Consent is given for one of them. */
export const MailingPurpose = openCode(["life-of-the-cpts", "newsletter", "training", "prevention"], { title: "MailingPurpose", description: "What people are written to for" });

const list = <Item extends Schema.Constraint>(item: Item) => Schema.Array(item).pipe(Schema.check(Schema.isMaxLength(200, { message: "mailing.too-many" })));

/**
 * Whom a list is of, among the members of the day: all of what is given must hold, and one of each kind is enough. With nothing
 * given: every member.
 */
export const MailingCriteria = Schema.Struct({
  professions: Schema.optionalKey(list(Code)),
  communes: Schema.optionalKey(list(CommuneCode)),
  bodies: Schema.optionalKey(list(BodyId).annotate({ description: "Who on the day has a seat in one of these bodies or working groups, or holds an office whose holders sit there" })),
  offices: Schema.optionalKey(list(Code).annotate({ description: "Who holds one of these offices on the day, such as PRESIDENT" })),
  missions: Schema.optionalKey(
    list(Code).annotate({ description: "Who works for one of these missions on the day, or for a part of it: who takes part in a working group or body of it, holds an office for it (REFERENT_MISSION), takes part in care (ACCES_SOINS), or is a mentor (ACCOMPAGNEMENT_PS)" }),
  ),
}).annotate({ identifier: "MailingCriteria", title: "MailingCriteria", description: "Whom a list is of" });

/** Whom a list is of. */
export type MailingCriteria = typeof MailingCriteria.Type;

/** A list: its rule, and what it is for. */
export const MailingListStatement = Schema.Struct({ cptsId: CptsId, name: freeText({ max: 120, title: "MailingListName", description: "Name of the list" }), purpose: MailingPurpose, criteria: MailingCriteria }).annotate({
  identifier: "MailingListStatement",
  title: "MailingListStatement",
  description: "A mailing list: its rule and its purpose",
});

/** A list. */
export type MailingListStatement = typeof MailingListStatement.Type;

/** Somebody agrees to be written to for a purpose, with where that was said. */
export const ConsentStatement = Schema.Struct({ cptsId: CptsId, professionalId: ProfessionalId, purpose: MailingPurpose, givenOn: LocalDate, provenance: Provenance }).annotate({
  identifier: "ConsentStatement",
  title: "ConsentStatement",
  description: "Somebody agrees to be written to for a purpose",
});

/** Somebody agrees to be written to. */
export type ConsentStatement = typeof ConsentStatement.Type;

/** Somebody is written to, or why not: the first reason that holds, in this order. */
export const Reach = Schema.Literals(["reached", "objects", "unsubscribed", "no-consent", "no-address"]).annotate({ title: "Reach", description: "Whether somebody may be written to, or why not" });

/** Somebody is written to, or why not. */
export type Reach = typeof Reach.Type;

/** Only who agreed, has not taken it back, does not object and has an address that may be shown to the sender. */
export const reachOf = (person: { readonly hasConsent: boolean; readonly hasWithdrawn: boolean; readonly objects: boolean; readonly hasAddress: boolean }): Reach => {
  if (person.objects) return "objects";
  if (person.hasWithdrawn) return "unsubscribed";
  if (!person.hasConsent) return "no-consent";
  return person.hasAddress ? "reached" : "no-address";
};
