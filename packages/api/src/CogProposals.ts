/**
 * What a new edition of the official geographic code makes of the territories written in an earlier one: the next version that it
 * proposes, with a sentence for each change, and what a person has to say first.
 *
 * @example
 * ```ts
 * import { cogProposalEndpoints } from "@cpts/api/CogProposals"
 *
 * cogProposalEndpoints.acceptCogProposal.path // => "/v1/cpts/{id}/cog-proposals/{version}/acceptance"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode } from "@cpts/domain/Cog";
import { CogChoice, CogQuestion, CogReason } from "@cpts/domain/CogProposal";
import { CptsId } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { PartialDate } from "@cpts/domain/PartialDate";
import { CommunePart, mostCommunes } from "@cpts/domain/Territory";
import { Schema } from "effect";
import { TerritoryView } from "./CptsViews.ts";
import { endpoint } from "./Endpoint.ts";
import { intake } from "./Files.ts";
import { page, pageQuery } from "./Page.ts";

const Sentence = Schema.Struct({ fr: Schema.String, en: Schema.String });
const Version = Schema.String.pipe(Schema.check(Schema.isPattern(/^[1-9]\d{0,5}$/u))).annotate({ description: "Which territory of the CPTS, from 1", examples: ["1"] });
const ofTerritory = Schema.Struct({ id: CptsId, version: Version });

/** A proposal, open until it is accepted or refused. Where a question is open, the territory shown leaves the least out. */
export const CogProposalView = Schema.Struct({
  cptsId: CptsId,
  name: Schema.String,
  version: Schema.Int.annotate({ description: "Which territory of the CPTS it is about, from 1" }),
  state: Schema.Literals(["open", "refused"]),
  refusedFor: Schema.NullOr(Schema.String),
  fromCog: Schema.String.annotate({ description: "Edition that the territory was written in" }),
  toCog: Schema.String.annotate({ description: "Edition that proposes" }),
  validFrom: Schema.NullOr(PartialDate).annotate({ description: "When the last of the next versions begins unless the acceptance says otherwise" }),
  versions: Schema.Array(
    Schema.Struct({
      validFrom: Schema.NullOr(PartialDate),
      cog: Schema.String.annotate({ description: "Edition that first shows its codes" }),
      communes: Schema.Array(CommuneCode),
      parts: Schema.Array(CommunePart),
    }).annotate({ identifier: "CogProposedVersion" }),
  ).annotate({ description: "One for each day that changes the territory, the oldest first: what happened on several days becomes several versions. The last is the territory shown beside" }),
  communes: Schema.Array(CommuneCode),
  parts: Schema.Array(CommunePart),
  added: Schema.Array(CommuneCode),
  removed: Schema.Array(CommuneCode),
  reasons: Schema.Array(Schema.Struct({ ...CogReason.fields, sentence: Sentence })),
  questions: Schema.Array(Schema.Struct({ ...CogQuestion.fields, sentence: Sentence })),
}).annotate({ identifier: "CogProposal" });
/** A proposal. */
export type CogProposalView = typeof CogProposalView.Type;

/** The answers to the questions of a proposal, all of them. */
export const CogAcceptance = Schema.Struct({
  choices: Schema.optionalKey(Schema.Array(CogChoice).pipe(Schema.check(Schema.isMaxLength(mostCommunes, { message: "territory.too-large" })))),
  validFrom: Schema.optionalKey(PartialDate).annotate({ description: "All of it as one version from this day; by default a version for each day of change" }),
  reason: Schema.optionalKey(freeText({ max: 1000, title: "Reason", description: "Why; by default what the edition changed" })),
}).annotate({ identifier: "CogAcceptance" });
/** The answers to the questions of a proposal. */
export type CogAcceptance = typeof CogAcceptance.Type;

/** Why a proposal is not followed. */
export const CogRefusal = Schema.Struct({ reason: freeText({ max: 1000, title: "Reason", description: "Why it is not followed" }) }).annotate({ identifier: "CogRefusal" });
/** Why a proposal is not followed. */
export type CogRefusal = typeof CogRefusal.Type;

/** What a file of movements does not change yet. */
export const CogMovementsNotice = Schema.Struct({ code: Schema.Literals(["later-than-edition"]), message: Sentence }).annotate({ identifier: "CogMovementsNotice" });
/** What a file of movements does not change yet. */
export type CogMovementsNotice = typeof CogMovementsNotice.Type;

/** What a file of movements held. */
export const CogMovementsImported = Schema.Struct({
  rows: Schema.Int,
  otherRows: Schema.Int.annotate({ description: "Rows about delegated and associated communes and arrondissements, passed over" }),
  movements: Schema.Int.annotate({ description: "Movements of communes, several rows making one" }),
  cog: Schema.String.annotate({ description: "The newest edition that is known here", examples: ["2026"] }),
  laterMovements: Schema.Int.annotate({ description: "Movements that are later than this edition: kept, and proposed to nobody until the edition that shows them is here" }),
  notices: Schema.Array(CogMovementsNotice),
}).annotate({ identifier: "CogMovementsImported" });
/** What a file of movements held. */
export type CogMovementsImported = typeof CogMovementsImported.Type;

/** Proposals of a new edition, by name. */
export const cogProposalEndpoints = {
  listCogProposals: endpoint({
    id: "cog-proposal.list",
    method: "GET",
    path: "/v1/cog-proposals",
    query: Schema.Struct({ ...pageQuery, cpts: Schema.optionalKey(CptsId), state: Schema.optionalKey(Schema.Literals(["open", "refused"]).annotate({ description: "`open` by default" })) }),
    response: page(CogProposalView),
    permission: "territory.read",
    summary: { fr: "Ce qu'une nouvelle édition du code officiel géographique propose aux territoires qu'elle touche", en: "What a new edition of the official geographic code proposes to the territories it touches" },
  }),
  importCogMovements: intake({
    id: "cog-movement.import",
    path: "/v1/cog-movements",
    response: CogMovementsImported,
    status: 201,
    problems: ["invalid-request", "body-too-large"],
    permission: "platform.operate",
    summary: { fr: "Importer le fichier des mouvements de communes de l'INSEE (CSV, compressé ou non) : les dates deviennent exactes, et remontent à 1943", en: "Import INSEE's file of movements of communes (CSV, packed or not): dates become exact, and go back to 1943" },
  }),
  acceptCogProposal: endpoint({
    id: "cog-proposal.accept",
    method: "POST",
    path: "/v1/cpts/{id}/cog-proposals/{version}/acceptance",
    params: ofTerritory,
    body: CogAcceptance,
    response: TerritoryView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "invalid-territory", "illegal-transition"],
    permission: "territory.change",
    summary: { fr: "Accepter une proposition : elle devient la version suivante du territoire", en: "Accept a proposal: it becomes the next version of the territory" },
    example: { choices: [] },
  }),
  refuseCogProposal: endpoint({
    id: "cog-proposal.refuse",
    method: "POST",
    path: "/v1/cpts/{id}/cog-proposals/{version}/refusal",
    params: ofTerritory,
    body: CogRefusal,
    response: CogProposalView,
    status: 201,
    problems: ["invalid-request", "illegal-transition"],
    permission: "territory.change",
    summary: { fr: "Refuser une proposition, avec un motif", en: "Refuse a proposal, with a reason" },
    example: { reason: "Le territoire ne suit pas cette fusion." },
  }),
};
