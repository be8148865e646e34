/**
 * What else identifies a CPTS: its seat, the departement it is attached to, who took the initiative, how the association is reached.
 *
 * Contacts are those of the association, never of a person; they and the address of the seat stay out of events.
 *
 * @example
 * ```ts
 * import * as CptsDetails from "@cpts/domain/CptsDetails";
 * import { Schema } from "effect";
 *
 * const seat = Schema.decodeUnknownSync(CptsDetails.Seat)({ commune: "67482" });
 * CptsDetails.legalFormFits("association-local-law", seat); // => true
 * CptsDetails.legalFormFits("association-local-law", { ...seat, commune: Schema.decodeUnknownSync(CptsDetails.Seat.fields.commune)("37003") }); // => false
 * ```
 */
import { Schema } from "effect";
import { CommuneCode, DepartementCode, departementOfCommune } from "./Cog.ts";
import { freeText } from "./FreeText.ts";
import { withoutNir } from "./internal/withoutNir.ts";
import { openCode } from "./OpenCode.ts";
import { Source } from "./Source.ts";

/** Where the association has its seat. */
export const Seat = Schema.Struct({
  commune: CommuneCode,
  address: Schema.optionalKey(freeText({ max: 300, title: "Address", description: "Street and number, of an office and not of a home" })),
}).annotate({ identifier: "Seat", title: "Seat", description: "Where the CPTS has its seat" });

/** Where the association has its seat. */
export type Seat = typeof Seat.Type;

/** The departement whose agency and fund follow the CPTS, as a document declares it. */
export const Attachment = Schema.Struct({ departement: DepartementCode, source: Source }).annotate({
  identifier: "Attachment",
  title: "Attachment",
  description: "The departement that the CPTS is attached to, with its source",
});

/** The departement of attachment. */
export type Attachment = typeof Attachment.Type;

/** Who took the initiative: professionals, or the agency where they did not (art. L. 1434-12 CSP). */
export const Initiator = openCode(["professionals", "ars"], { title: "Initiator", description: "Who took the initiative of the CPTS" });

const Email = Schema.String.annotate({ title: "Email", description: "Functional address of the association, never a person's", examples: ["contact@cpts-exemple.fr"] }).pipe(
  Schema.check(Schema.isPattern(/^[^\s@<>\p{Cc}]{1,64}@[^\s@<>.\p{Cc}]{1,63}(?:\.[^\s@<>.\p{Cc}]{1,63})+$/u, { message: "email.format" }), Schema.isMaxLength(254, { message: "email.format" }), withoutNir),
);
const Phone = Schema.String.annotate({ title: "Phone", description: "Number of the association, never a person's", examples: ["+33 2 47 00 00 00"] }).pipe(
  Schema.check(Schema.isPattern(/^\+?\d(?:[ .-]?\d){2,14}$/u, { message: "phone.format" }), withoutNir),
);

/** How the association is reached. Issues: `email.format`, `phone.format`, `free-text.social-security-number`. */
export const PublicContacts = Schema.Struct({ email: Schema.optionalKey(Email), phone: Schema.optionalKey(Phone) }).annotate({
  identifier: "PublicContacts",
  title: "PublicContacts",
  description: "How the association is reached: never a person's address or number",
});

/** How the association is reached. */
export type PublicContacts = typeof PublicContacts.Type;

const localLaw: ReadonlySet<string> = new Set(["57", "67", "68"]);

/** Whether a legal form exists where the seat is: associations of local law are of Moselle, Bas-Rhin and Haut-Rhin (civil code of 1900, art. 21 to 79). */
export const legalFormFits = (legalForm: string | null, seat: Seat | null): boolean => legalForm !== "association-local-law" || seat === null || localLaw.has(departementOfCommune(seat.commune));
