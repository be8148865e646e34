/**
 * Mailing lists as rules, consent by purpose, and exports of those alone who may be written to.
 *
 * @example
 * ```ts
 * import { mailingEndpoints } from "@cpts/api/MailingLists"
 *
 * mailingEndpoints.unsubscribe.path // => "/v1/unsubscriptions/{secret}"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import * as Mailing from "@cpts/domain/Mailing";
import { Code } from "@cpts/domain/OpenCode";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";
import { exported, exportQuery } from "./Files.ts";
import { page, pageQuery } from "./Page.ts";

/** A list: its rule, not its people. */
export const MailingListView = Schema.Struct({ id: Mailing.MailingListId, cptsId: CptsId, name: Schema.String, purpose: Code, criteria: Mailing.MailingCriteria, version: Schema.Int }).annotate({ identifier: "MailingList" });
export type MailingListView = typeof MailingListView.Type;

/** How many a list reaches, and why it does not reach the others. */
export const MailingReach = Schema.Struct({
  listId: Mailing.MailingListId,
  on: LocalDate,
  matched: Schema.Int.annotate({ description: "Members whom the rule is of" }),
  reaches: Schema.Array(Schema.Struct({ reach: Mailing.Reach, people: Schema.Int }).annotate({ identifier: "ReachCount" })),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "MailingReach" });
export type MailingReach = typeof MailingReach.Type;

/** Somebody's consent for a purpose, and its end. */
export const ConsentView = Schema.Struct({
  cptsId: CptsId,
  professionalId: ProfessionalId,
  purpose: Code,
  givenOn: LocalDate,
  withdrawnOn: Schema.NullOr(LocalDate),
  provenance: Provenance,
}).annotate({ identifier: "MailingConsent" });
export type ConsentView = typeof ConsentView.Type;

const Secret = Schema.String.annotate({ description: "What stands in the link of one person and purpose" }).pipe(Schema.check(Schema.isPattern(/^[\w-]{20,120}$/u, { message: "code.format" })));
const cptsId = "0198c0de-0000-7000-8000-000000000001";
const professionalId = "0198c0de-0000-7000-8000-000000000020";
const ofList = { params: Schema.Struct({ id: Mailing.MailingListId }) };
const ofSecret = { params: Schema.Struct({ secret: Secret }) };
const consent = { cptsId, professionalId, purpose: "newsletter" } as const;

/** Consent that is taken back, or a link that is renewed: of whom, for what. */
export const ConsentReference = Schema.Struct({ cptsId: CptsId, professionalId: ProfessionalId, purpose: Mailing.MailingPurpose }).annotate({ identifier: "ConsentReference" });

/** What a link of unsubscription is about: neither a name nor an address. */
export const UnsubscriptionView = Schema.Struct({ purpose: Code, cptsName: Schema.NullOr(Schema.String), withdrawnOn: Schema.NullOr(LocalDate) }).annotate({ identifier: "Unsubscription" });

/** What can be asked about mailing lists, by name. */
export const mailingEndpoints = {
  defineMailingList: endpoint({
    id: "mailing-list.define",
    method: "POST",
    path: "/v1/mailing-lists",
    body: Mailing.MailingListStatement,
    response: MailingListView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "unknown-reference"],
    permission: "mailing.manage",
    summary: { fr: "Définir une liste de diffusion par une règle", en: "Define a mailing list by a rule" },
    example: { cptsId, name: "Infirmiers de Bléré", purpose: "newsletter", criteria: { professions: ["60"], communes: ["37027"] } },
  }),
  listMailingLists: endpoint({
    id: "mailing-list.list",
    method: "GET",
    path: "/v1/mailing-lists",
    query: Schema.Struct({ ...pageQuery, cpts: CptsId }),
    response: page(MailingListView),
    permission: "mailing.manage",
    summary: { fr: "Les listes de diffusion d'une CPTS", en: "The mailing lists of a CPTS" },
  }),
  dropMailingList: endpoint({
    id: "mailing-list.drop",
    method: "DELETE",
    path: "/v1/mailing-lists/{id}",
    ...ofList,
    response: Schema.Struct({}),
    status: 204,
    permission: "mailing.manage",
    summary: { fr: "Supprimer une liste de diffusion", en: "Delete a mailing list" },
  }),
  readMailingReach: endpoint({
    id: "mailing-list.reach",
    method: "GET",
    path: "/v1/mailing-lists/{id}/reach",
    ...ofList,
    query: Schema.Struct(explained),
    response: MailingReach,
    permission: "mailing.manage",
    summary: { fr: "Combien de personnes une liste touche aujourd'hui, et pourquoi pas les autres", en: "How many people a list reaches today, and why not the others" },
  }),
  exportMailingList: exported({
    id: "mailing-list.export",
    path: "/v1/mailing-lists/{id}/export",
    ...ofList,
    query: Schema.Struct(exportQuery),
    permission: "mailing.manage",
    summary: { fr: "Exporter les seules personnes qui ont consenti, avec le lien de désinscription de chacune", en: "Export those alone who have agreed, each with their link to unsubscribe" },
  }),
  recordConsent: endpoint({
    id: "mailing-consent.record",
    method: "POST",
    path: "/v1/mailing-consents",
    body: Mailing.ConsentStatement,
    response: ConsentView,
    status: 201,
    problems: ["invalid-request", "illegal-transition", "unknown-reference"],
    permission: "mailing.manage",
    summary: { fr: "Noter le consentement d'une personne pour une finalité, avec sa date et sa source", en: "Record somebody's consent for a purpose, with its date and source" },
    example: { ...consent, givenOn: "2026-01-10", provenance: { status: "sourced", source: { document: "Bulletin d'adhésion 2026" } } },
  }),
  withdrawConsent: endpoint({
    id: "mailing-consent.withdraw",
    method: "POST",
    path: "/v1/mailing-consents/withdrawals",
    body: ConsentReference,
    response: ConsentView,
    status: 201,
    permission: "mailing.manage",
    summary: { fr: "Désinscrire une personne à sa demande", en: "Unsubscribe somebody who asks for it" },
    example: consent,
  }),
  renewUnsubscription: endpoint({
    id: "mailing-link.renew",
    method: "POST",
    path: "/v1/mailing-consents/links",
    body: ConsentReference,
    response: ConsentView,
    status: 201,
    permission: "mailing.manage",
    summary: { fr: "Révoquer le lien de désinscription d'une personne : les exports suivants en portent un autre", en: "Revoke somebody's link to unsubscribe: later exports carry another" },
    example: consent,
  }),
  readUnsubscription: endpoint({
    id: "unsubscription.read",
    method: "GET",
    path: "/v1/unsubscriptions/{secret}",
    ...ofSecret,
    response: UnsubscriptionView,
    permission: "mailing-link.use",
    summary: { fr: "Ce que dit un lien de désinscription, sans désinscrire", en: "What a link to unsubscribe is about, without unsubscribing" },
  }),
  unsubscribe: {
    ...endpoint({
      id: "unsubscription.confirm",
      method: "POST",
      path: "/v1/unsubscriptions/{secret}",
      ...ofSecret,
      response: UnsubscriptionView,
      status: 201,
      permission: "mailing-link.use",
      summary: { fr: "Se désinscrire par son lien privé", en: "Unsubscribe by one's private link" },
    }),
    byLink: true as const,
  },
};
