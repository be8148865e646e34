/**
 * What the people who run the platform ask of every service: what it follows of the others' logs, how far it has come,
 * what it could not apply; to compare or build a projection again; to verify its own log, and to publish it again. The same
 * contract for all services: each spreads it into its endpoints, and the service kit answers it.
 *
 * @example
 * ```ts
 * import { pathOf } from "@cpts/api/Endpoint"
 * import { operationsEndpoints } from "@cpts/api/Operations"
 *
 * pathOf(operationsEndpoints.rebuildProjection, { name: "territories" }) // => "/v1/projections/territories/rebuild"
 * ```
 *
 * @since 0.1.0
 */
import { PositionNumber } from "@cpts/domain/Position";
import { Schema } from "effect";
import { auditEndpoints } from "./Audit.ts";
import { clockEndpoints } from "./Clocks.ts";
import { deadLetterEndpoints } from "./DeadLetters.ts";
import { endpoint } from "./Endpoint.ts";
import { queryText } from "./Page.ts";
import { portabilityEndpoints } from "./Portability.ts";
import { textOccurrenceEndpoints } from "./TextOccurrences.ts";

/** Most parked events that a projection is shown with; the oldest ones, which the others may only wait behind. */
export const maxParkedShown = 20;

/** An event that could not be applied, and holds back the later ones of its aggregate. */
export const ParkedEvent = Schema.Struct({
  eventId: Schema.String.annotate({ description: "Id of the event" }),
  type: Schema.String.annotate({ description: "Type of the event", examples: ["cpts.registry.cpts.registered.v1"] }),
  position: PositionNumber,
  reason: Schema.String.annotate({ description: "Why it could not be applied" }),
  parkedAt: Schema.String.annotate({ description: "Since when, in UTC", format: "date-time" }),
}).annotate({ identifier: "ParkedEvent" });

/** A projection of a service: what it keeps of another service's log. */
export const FollowedProjection = Schema.Struct({
  name: Schema.String.annotate({ description: "Name of the projection, unique in its service", examples: ["territories"] }),
  source: Schema.String.annotate({ description: "The service whose log it follows", examples: ["registry"] }),
  tables: Schema.Array(Schema.String).annotate({ description: "The tables that hold it, and nothing else" }),
  logId: Schema.NullOr(Schema.String).annotate({ description: "The log it has read; null before it has read any" }),
  position: PositionNumber.annotate({ description: "Position of the last event it has seen" }),
  sourceLogId: Schema.NullOr(Schema.String).annotate({ description: "The log that the source has now; null when the source does not answer" }),
  head: Schema.NullOr(PositionNumber).annotate({ description: "Position of the newest event of the source; null when the source does not answer" }),
  parked: Schema.Array(ParkedEvent).annotate({ description: `The first ${maxParkedShown} events that could not be applied` }),
  parkedCount: Schema.Int.annotate({ description: "How many events could not be applied, or wait behind one" }),
  isStopped: Schema.Boolean.annotate({ description: "It stands still: too many aggregates were parked in five minutes, and are parked still" }),
}).annotate({ identifier: "FollowedProjection" });

/** The projections of a service. */
export const FollowedProjections = Schema.Struct({ items: Schema.Array(FollowedProjection) }).annotate({ identifier: "FollowedProjections" });

/** What the comparison of a projection with a rebuild has found. */
export const ProjectionVerification = Schema.Struct({
  name: Schema.String,
  rows: Schema.Int.annotate({ description: "Rows that were compared" }),
  position: PositionNumber.annotate({ description: "Up to where the log was read again: where the projection stands" }),
  differing: Schema.Array(Schema.String).annotate({ description: "Tables that would come out otherwise; none when all is well" }),
  milliseconds: Schema.Int.annotate({ description: "How long building it again took, in milliseconds, the comparison apart" }),
}).annotate({ identifier: "ProjectionVerification" });

/** A projection that was built again. */
export const ProjectionRebuild = Schema.Struct({
  name: Schema.String,
  position: PositionNumber.annotate({ description: "Up to where the log was read" }),
}).annotate({ identifier: "ProjectionRebuild" });

/** From where on the broker shall have the events anew. */
export const NewRepublication = Schema.Struct({
  from: Schema.optionalKey(
    Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }))).annotate({
      description: "The first position that is needed again; the answer may begin before it",
    }),
  ),
}).annotate({ identifier: "NewRepublication" });

/** A republication that will be carried out. */
export const Republication = Schema.Struct({
  logId: Schema.String.annotate({ description: "The log that the stream is filled from" }),
  from: PositionNumber.annotate({ description: "The position from which the stream is filled again. Always 1: a stream cannot be cut, it is emptied whole" }),
  head: PositionNumber.annotate({ description: "Position of the newest event of the log when this was asked: where the stream will be at least" }),
}).annotate({ identifier: "Republication" });

const params = Schema.Struct({ name: queryText(100).annotate({ description: "Name of a projection" }) });

/** Spread into the endpoints of every service. For platform administrators, and service accounts with `platform:operate`. */
export const operationsEndpoints = {
  listProjections: endpoint({
    id: "projection.list",
    method: "GET",
    path: "/v1/projections",
    response: FollowedProjections,
    permission: "platform.operate",
    waits: true,
    summary: { fr: "Les projections du service, où elles en sont, et ce qu'elles n'ont pu appliquer", en: "The service's projections, how far they are, and what they could not apply" },
  }),
  verifyProjection: endpoint({
    id: "projection.verify",
    method: "POST",
    path: "/v1/projections/{name}/verification",
    params,
    response: ProjectionVerification,
    permission: "platform.operate",
    waits: true,
    summary: { fr: "Comparer une projection à sa reconstruction, sans rien changer", en: "Compare a projection with a rebuild of it, changing nothing" },
  }),
  rebuildProjection: endpoint({
    id: "projection.rebuild",
    method: "POST",
    path: "/v1/projections/{name}/rebuild",
    params,
    response: ProjectionRebuild,
    permission: "platform.operate",
    waits: true,
    summary: { fr: "Reconstruire une projection depuis le premier événement", en: "Build a projection again from the first event" },
  }),
  ...clockEndpoints,
  ...deadLetterEndpoints,
  ...portabilityEndpoints,
  ...auditEndpoints,
  ...textOccurrenceEndpoints,
  /**
   * Empties the stream of the broker and fills it again from the log: by whichever replica publishes, soon after the answer.
   * The relay does so by itself when it finds a stream that is not the log; this is for what it cannot see. Durable consumers
   * are forgotten with the stream and have to be made again. `no-broker` where the service has none.
   */
  republish: endpoint({
    id: "event.republish",
    method: "POST",
    path: "/v1/events/republication",
    body: NewRepublication,
    response: Republication,
    permission: "platform.operate",
    problems: ["no-broker"],
    summary: { fr: "Publier de nouveau le journal sur le serveur NATS", en: "Publish the log to the broker again" },
    example: {},
  }),
} as const;
/** The endpoints that every service has. */
export type OperationsEndpoints = typeof operationsEndpoints;
