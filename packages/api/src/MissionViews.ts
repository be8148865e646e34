/**
 * The missions of health projects: what each document states in its own words, and which official missions that is.
 *
 * @example
 * ```ts
 * import { missionEndpoints } from "@cpts/api/MissionViews"
 *
 * missionEndpoints.declareMissions.path // => "/v1/cpts/{id}/missions"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId, ExternalIds } from "@cpts/domain/Cpts";
import { LocalMission, MissionStatementId, NewMissionStatement } from "@cpts/domain/Mission";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Provenance } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { page, pageQuery, queryText } from "./Page.ts";

/** An official mission by code, in both languages. */
export const OfficialMission = Schema.Struct({ code: Schema.String, fr: Schema.String, en: Schema.String }).annotate({ identifier: "OfficialMission" });

/** A mission in the words of its document, with the labels of the official missions it belongs to. */
export const MissionView = Schema.Struct({ ...LocalMission.fields, officialLabels: Schema.Array(OfficialMission) }).annotate({ identifier: "Mission" });
export type MissionView = typeof MissionView.Type;

/** The missions that one document states of a health project. */
export const MissionStatementView = Schema.Struct({
  id: MissionStatementId,
  cptsId: CptsId,
  missions: Schema.Array(MissionView),
  on: Schema.NullOr(PartialDate),
  provenance: Provenance,
  externalIds: ExternalIds,
}).annotate({ identifier: "MissionStatement" });
export type MissionStatementView = typeof MissionStatementView.Type;

/** A CPTS that mentions an official mission, in its own words. */
export const MissionMention = Schema.Struct({
  cptsId: CptsId,
  cptsName: Schema.String,
  statementId: MissionStatementId,
  label: Schema.String,
  codes: Schema.Array(Schema.String),
  on: Schema.NullOr(PartialDate),
  provenance: Provenance,
}).annotate({ identifier: "MissionMention" });
export type MissionMention = typeof MissionMention.Type;

const cptsId = Schema.Struct({ id: CptsId });

/** The endpoints of the registry about missions. */
export const missionEndpoints = {
  declareMissions: endpoint({
    id: "mission.declare",
    method: "POST",
    path: "/v1/cpts/{id}/missions",
    params: cptsId,
    body: NewMissionStatement,
    response: MissionStatementView,
    status: 201,
    problems: ["invalid-request", "already-exists"],
    permission: "mission.declare",
    summary: { fr: "Noter les missions qu'un document donne au projet de santé", en: "Record the missions that a document gives the health project" },
    example: {
      missions: [{ label: "Fluidifier le parcours des patients", codes: ["PARCOURS"] }],
      on: "2020",
      provenance: { status: "declared", source: { document: "Projet de santé" } },
    },
  }),
  listMissionStatements: endpoint({
    id: "mission.statements",
    method: "GET",
    path: "/v1/cpts/{id}/missions",
    params: cptsId,
    query: Schema.Struct({ identifier: Schema.optionalKey(queryText(301).annotate({ description: "An external id of a statement, as `system|value`" })) }),
    response: Schema.Struct({ items: Schema.Array(MissionStatementView) }),
    permission: "mission.read",
    summary: { fr: "Les missions d'une CPTS, document par document", en: "The missions of a CPTS, document by document" },
  }),
  listMissionMentions: endpoint({
    id: "mission.mentions",
    method: "GET",
    path: "/v1/missions",
    query: Schema.Struct({
      ...pageQuery,
      code: queryText(64).annotate({ description: "An official mission, such as `PREVENTION`" }).pipe(Schema.check(Schema.isMinLength(1))),
    }),
    response: page(MissionMention),
    permission: "mission.read",
    summary: { fr: "Les CPTS qui citent une mission officielle, dans leurs mots", en: "The CPTS that mention an official mission, in their words" },
  }),
};
