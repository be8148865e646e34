/**
 * The erasure of a person: who asks for it and why, what the law or the acts of an association make stay under the pseudonym, and until
 * when (GDPR art. 17, § 3 for what stays).
 *
 * @example
 * ```ts
 * import * as PersonErasure from "@cpts/domain/PersonErasure";
 *
 * PersonErasure.retentionsOf({ paidFeeYears: [2026], heldOffice: false }); // => [{ kind: "fee", until: "2036-12-31" }]
 * PersonErasure.retentionsOf({ paidFeeYears: [], heldOffice: false }); // => []
 * ```
 */
import { Schema } from "effect";
import { LocalDate } from "./LocalDate.ts";
import { openCode } from "./OpenCode.ts";
import { contactRetention } from "./PersonContact.ts";

/** Why someone is erased: an open list. `request`: they ask for it; `objection`: they object to all that can be objected to. */
export const ErasureReason = openCode(["request", "objection", "retention-ended", "unlawful", "deceased", "recorded-in-error"], { title: "ErasureReason", description: "Why someone is erased" });

/** Who asked for it, by the capacity they had, never by name: an open list. */
export const ErasureRequester = openCode(["person", "legal-representative", "heir", "controller", "authority"], { title: "ErasureRequester", description: "Who asked for the erasure" });

/** What it takes to erase someone. Deliberately without a text: what is written of a request would be about the person again. */
export const PersonErasure = Schema.Struct({
  reason: ErasureReason,
  requestedBy: ErasureRequester,
  requestedOn: Schema.optionalKey(LocalDate.annotate({ description: "When the request came; a month is given for the answer (GDPR art. 12 § 3)" })),
}).annotate({ identifier: "PersonErasureRequest", title: "PersonErasure", description: "What it takes to erase someone" });

/** What it takes to erase someone. */
export type PersonErasure = typeof PersonErasure.Type;

/** What may stay of someone under the pseudonym. */
export const RetentionKind = Schema.Literals(["fee", "office", "attendance", "suppression", "contacts", "payout", "signature", "log", "erasure"]).annotate({ title: "RetentionKind", description: "What stays of someone under the pseudonym" });

/** What may stay of someone under the pseudonym. */
export type RetentionKind = typeof RetentionKind.Type;

/** A rule by which something stays: for how many years from the end of the year it belongs to (null: as long as the association needs its acts), and by which text. */
export interface RetentionRule {
  readonly kind: RetentionKind;
  readonly years: number | null;
  readonly source: string;
  /** None of these has been confirmed by a lawyer of the platform. */
  readonly status: "provisional";
  readonly fr: string;
  readonly en: string;
}

/** The rules, as data (domain.md §8: to be confirmed). */
export const retentionRules: ReadonlyArray<RetentionRule> = [
  { kind: "fee", years: 10, source: "Code de commerce, art. L. 123-22", status: "provisional", fr: "cotisation payée : pièce comptable", en: "fee that was paid: an accounting record" },
  { kind: "office", years: null, source: "Loi du 1er juillet 1901, art. 5", status: "provisional", fr: "mandat exercé : acte de l'association", en: "office that was held: an act of the association" },
  { kind: "attendance", years: null, source: "Loi du 1er juillet 1901 ; statuts de l'association", status: "provisional", fr: "présence à une réunion : quorum et votes d'un acte", en: "attendance of a meeting: quorum and votes of an act" },
  { kind: "contacts", years: 3, source: contactRetention.source, status: "provisional", fr: `${contactRetention.fr} : 36 mois après la fin de sa dernière adhésion, puis effacées d'elles-mêmes`, en: `${contactRetention.en}: 36 months after the end of their last membership, then gone by themselves` },
  { kind: "payout", years: 10, source: "Code de commerce, art. L. 123-22", status: "provisional", fr: "indemnité ou rétribution versée : pièce comptable du service des contrats, sous le pseudonyme", en: "indemnity or fee that was paid out: an accounting record of the contracts service, under the pseudonym" },
  { kind: "signature", years: 5, source: "Code civil, art. 2224 (à compter de la fin du contrat)", status: "provisional", fr: "qualité et jour de qui a signé un contrat, sous le pseudonyme", en: "capacity and day of who signed a contract, under the pseudonym" },
  { kind: "log", years: null, source: "RGPD, art. 5 (1) f et 32 : intégrité du journal, chaîné", status: "provisional", fr: "événements sous le pseudonyme, sans nom, numéro, coordonnée ni mot saisi", en: "events under the pseudonym, without name, number, contact or word that was typed" },
  { kind: "erasure", years: null, source: "RGPD, art. 5 (2)", status: "provisional", fr: "trace de l'effacement sous le pseudonyme, et places des mots ôtés, pour les sauvegardes restaurées", en: "record of the erasure under the pseudonym, and places of the words cut out, for restored backups" },
  { kind: "suppression", years: null, source: "RGPD, art. 17 et 21", status: "provisional", fr: "empreinte à clé du numéro RPPS, pour que la personne ne revienne pas", en: "keyed fingerprint of the RPPS number, so that the person does not come back" },
];

/** Something that stays, until the last day named; null: no day is known. */
export interface Retention {
  readonly kind: RetentionKind;
  readonly until: LocalDate | null;
}

const yearsOf = (kind: RetentionKind): number | null => retentionRules.find((rule) => rule.kind === kind)?.years ?? null;

/** The last day on which a paid fee of a year is kept: the last of the tenth year after it. */
export const feeKeptUntil = (year: number): LocalDate =>
  // A year of four digits makes a date.
  `${year + (yearsOf("fee") ?? 0)}-12-31` as LocalDate;

/** What stays of one membership: nothing without a paid fee and without an office that was held in it. */
export const retentionsOf = ({ heldOffice, paidFeeYears }: { readonly paidFeeYears: ReadonlyArray<number>; readonly heldOffice: boolean }): ReadonlyArray<Retention> => [
  ...(paidFeeYears.length === 0 ? [] : [{ kind: "fee" as const, until: feeKeptUntil(Math.max(...paidFeeYears)) }]),
  ...(heldOffice ? [{ kind: "office" as const, until: null }] : []),
];
