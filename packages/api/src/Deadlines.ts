/**
 * What contracts have to do by when, with the rule and source of each deadline, and the recording of what was done.
 *
 * @example
 * ```ts
 * import { deadlineEndpoints } from "@cpts/api/Deadlines"
 *
 * deadlineEndpoints.listDeadlines.path // => "/v1/deadlines"
 * ```
 *
 * @since 0.1.0
 */
import { ContractId } from "@cpts/domain/Contract";
import { DeadlineAnnounced, DeadlineId, DeadlineReached, DeadlineWithdrawn } from "@cpts/domain/ContractDeadline";
import { MissionProgressed } from "@cpts/domain/ContractLifeEvents";
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { ContractView } from "./ContractViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { page, pageQuery } from "./Page.ts";
import { wordReasons } from "./internal/word-reasons.ts";

/** A deadline, with its rule. */
export const DeadlineView = Schema.Struct({
  id: DeadlineId,
  contractId: ContractId,
  cptsId: CptsId,
  cptsName: Schema.NullOr(Schema.String),
  kind: Code.annotate({ description: "`mission-start`, `mission-deployment`, `contract-anniversary`, `expiry-in-6-months`; others may come" }),
  missions: Schema.Array(Code),
  on: LocalDate,
  state: Schema.Literals(["ahead", "late", "met", "passed", "withdrawn"]).annotate({ description: "`late`: passed without what was due; `passed`: of what nobody has to do, such as an anniversary; `withdrawn`: it no longer holds" }),
  certain: Schema.Literals(["yes", "unknown"]).annotate({ description: "`unknown`: counted from a date that is not known to the day, then the last day it can be" }),
  metOn: Schema.NullOr(PartialDate),
  rule: Schema.Struct({ fr: Schema.String, en: Schema.String }),
  source: Schema.String,
  status: Schema.Literals(["verified", "provisional"]),
}).annotate({ identifier: "Deadline" });
export type DeadlineView = typeof DeadlineView.Type;

/** When a mission started or was fully deployed, and the document that says so. */
export const NewMissionProgress = Schema.Struct({ on: PartialDate, document: Schema.optionalKey(Source) }).annotate({ identifier: "NewMissionProgress" });
export type NewMissionProgress = typeof NewMissionProgress.Type;

const ofMission = Schema.Struct({ id: ContractId, code: Code.annotate({ description: "Official code of a mission of the contract" }) });
const progress = { method: "POST", params: ofMission, body: NewMissionProgress, response: ContractView, versioned: true, problems: ["invalid-request", "illegal-transition", "already-exists"], permission: "contract.progress", example: { on: "2018-06" } } as const;

/** Reading deadlines, and recording what was done by them. */
export const deadlineEndpoints = {
  listDeadlines: endpoint({
    id: "deadline.list",
    method: "GET",
    path: "/v1/deadlines",
    query: Schema.Struct({
      ...pageQuery,
      cptsId: Schema.optionalKey(CptsId),
      contractId: Schema.optionalKey(ContractId),
      from: Schema.optionalKey(LocalDate.annotate({ description: "On or after this day" })),
      to: Schema.optionalKey(LocalDate.annotate({ description: "On or before this day" })),
      late: Schema.optionalKey(Schema.Literals(["true", "false"]).annotate({ description: "`true`: only those that passed without what was due" })),
    }),
    response: page(DeadlineView).annotate({ identifier: "DeadlinePage" }),
    permission: "contract.read",
    summary: { fr: "Les échéances des contrats, avec la règle et la source de chacune", en: "The deadlines of contracts, with the rule and source of each" },
  }),
  startMission: endpoint({ ...progress, id: "mission.start", path: "/v1/contracts/{id}/missions/{code}/start", summary: { fr: "Noter le démarrage d'une mission", en: "Record the start of a mission" } }),
  deployMission: endpoint({ ...progress, id: "mission.deploy", path: "/v1/contracts/{id}/missions/{code}/deployment", summary: { fr: "Noter le plein déploiement d'une mission", en: "Record the full deployment of a mission" } }),
};

const [contractId, cptsId, deadlineId] = ["0198c0de-0000-7000-8000-000000000010", "0198c0de-0000-7000-8000-000000000001", "0198c0de-0000-7000-8000-000000000013"];
const deadline = { deadlineId, cptsId, contractId } as const;
const about = { service: "contracts", version: 1 } as const;

/** What the contracts service tells of missions and deadlines. */
export const deadlineEvents = {
  missionProgressed: eventType({
    ...about,
    aggregate: "contract",
    event: "mission-progressed",
    payload: MissionProgressed,
    summary: { fr: "Une mission d'un contrat a démarré, ou est pleinement déployée", en: "A mission of a contract started, or is fully deployed" },
    example: { contractId, cptsId, code: "PREVENTION", stage: "started", on: "2027-03-01" },
  }),
  deadlineAnnounced: eventType({
    ...about,
    aggregate: "deadline",
    event: "announced",
    payload: DeadlineAnnounced,
    words: { "/cptsId": wordReasons.id, "/contractId": wordReasons.id, "/metOn": wordReasons.id },
    summary: { fr: "Une échéance est annoncée, ou a changé", en: "A deadline is announced, or has changed" },
    example: { ...deadline, kind: "mission-start", on: "2027-09-01", missions: ["PREVENTION"], metOn: null },
  }),
  deadlineReached: eventType({
    ...about,
    aggregate: "deadline",
    event: "reached",
    payload: DeadlineReached,
    words: { "/cptsId": wordReasons.id, "/contractId": wordReasons.id },
    summary: { fr: "Une échéance est là, ou est passée sans ce qui était dû", en: "A deadline is there, or has passed without what was due" },
    example: { ...deadline, kind: "mission-start", on: "2027-09-01", missions: ["PREVENTION"] },
  }),
  deadlineWithdrawn: eventType({
    ...about,
    aggregate: "deadline",
    event: "withdrawn",
    payload: DeadlineWithdrawn,
    words: { "/cptsId": wordReasons.id, "/contractId": wordReasons.id },
    summary: { fr: "Une échéance ne tient plus", en: "A deadline no longer holds" },
    example: deadline,
  }),
};
