/**
 * The bodies and working groups of a CPTS, what changes of them, their end, and how they were written before.
 *
 * @example
 * ```ts
 * import { bodyChangeEndpoints } from "@cpts/api/BodyChanges"
 *
 * bodyChangeEndpoints.changeBody.path // => "/v1/cpts/{id}/bodies/{body}/changes"
 * ```
 *
 * @since 0.1.0
 */
import { BodyChange, BodyChanged } from "@cpts/domain/BodyChange";
import { CptsId } from "@cpts/domain/Cpts";
import { BodyId } from "@cpts/domain/GovernanceBody";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { BodyView } from "./GovernanceViews.ts";
import { page, pageQuery } from "./Page.ts";

const params = Schema.Struct({ id: CptsId, body: BodyId });
const { composition, declaredProfessionCount, declaredSize, missions, name, purpose, rules, validFrom, validTo } = BodyView.fields;

/** A body as it was written once. Its words are null too where they name someone whom the reader may not see. */
export const BodyVersion = Schema.Struct({
  version: Schema.Int,
  why: Code.annotate({ description: "`declared`, or the reason of the change" }),
  recordedOn: Schema.NullOr(LocalDate).annotate({ description: "Null for what was declared before days were kept" }),
  name,
  purpose,
  missions,
  composition,
  declaredSize,
  declaredProfessionCount,
  rules,
  validFrom,
  validTo,
  withdrawn: Schema.Boolean,
}).annotate({ identifier: "BodyVersion" });
export type BodyVersion = typeof BodyVersion.Type;

/** Every version of a body, the oldest first. */
export const BodyHistory = Schema.Struct({ items: Schema.Array(BodyVersion) }).annotate({ identifier: "BodyHistory" });
export type BodyHistory = typeof BodyHistory.Type;

/** What may be changed of bodies, by name. */
export const bodyChangeEndpoints = {
  listBodies: endpoint({
    id: "body.list",
    method: "GET",
    path: "/v1/bodies",
    query: Schema.Struct({
      ...pageQuery,
      cpts: Schema.optionalKey(CptsId),
      kind: Schema.optionalKey(Code.annotate({ description: "Kind of the body, such as working-group" })),
      mission: Schema.optionalKey(Code.annotate({ description: "Those that work for an official mission" })),
      asOf: Schema.optionalKey(LocalDate.annotate({ description: "Those that are or may be there on this day; today in Paris by default" })),
    }),
    response: page(BodyView),
    permission: "governance.read",
    summary: { fr: "Les instances et groupes de travail à une date, d'une CPTS ou de toutes", en: "The bodies and working groups on a date, of one CPTS or of all" },
  }),
  changeBody: endpoint({
    id: "body.change",
    method: "POST",
    path: "/v1/cpts/{id}/bodies/{body}/changes",
    params,
    body: BodyChange,
    response: BodyHistory,
    status: 201,
    problems: ["illegal-transition", "unknown-reference"],
    permission: "governance.declare",
    summary: { fr: "Changer ou clore une instance ou un groupe de travail ; ce qui était écrit reste", en: "Change or close a body or a working group; what was written stays" },
    example: { why: "closed", validTo: "2026-09-01" },
  }),
  readBodyHistory: endpoint({
    id: "body.history",
    method: "GET",
    path: "/v1/cpts/{id}/bodies/{body}/history",
    params,
    response: BodyHistory,
    permission: "governance.read",
    summary: { fr: "Ce qui a été noté d'une instance ou d'un groupe de travail, version par version", en: "What was recorded of a body or a working group, version by version" },
  }),
};

/** What is told of changes of bodies, by name. */
export const bodyChangeEvents = {
  bodyChanged: eventType({
    service: "directory",
    aggregate: "body",
    event: "changed",
    version: 1,
    payload: BodyChanged,
    summary: { fr: "Une instance ou un groupe de travail change ou est clos", en: "A body or a working group is changed or closed" },
    example: {
      bodyId: "0198c0de-0000-7000-8000-000000000031",
      cptsId: "0198c0de-0000-7000-8000-000000000001",
      kind: "working-group",
      missions: ["PARCOURS"],
      declaredSize: null,
      declaredProfessionCount: null,
      validFrom: "2024-01",
      validTo: "2026-09-01",
      withdrawn: false,
      why: "closed",
    },
  }),
};
