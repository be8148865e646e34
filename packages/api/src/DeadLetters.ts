/**
 * Dead letters: the events that a projection of a service could not apply. Each blocks its aggregate only: later events of that
 * aggregate wait behind it, in order. An event whose handler fails is tried again by itself a few times; then it stays until
 * somebody who runs the platform retries it, once the cause is gone, or drops it for good.
 *
 * @example
 * ```ts
 * import { pathOf } from "@cpts/api/Endpoint"
 * import { deadLetterEndpoints } from "@cpts/api/DeadLetters"
 *
 * pathOf(deadLetterEndpoints.readDeadLetter, { projection: "territories", position: "41" }) // => "/v1/dead-letters/territories/41"
 * ```
 *
 * @since 0.1.0
 */
import { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { freeText } from "@cpts/domain/FreeText";
import { maxPosition, PositionNumber } from "@cpts/domain/Position";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { page, pageQuery, queryInteger, queryText } from "./Page.ts";

/** Most aggregates that a retry names as parked still; it counts them all. */
export const maxStuckShown = 20;

/** What becomes of a dead letter by itself: it is tried again, it stays, it waits behind another of its aggregate. */
export const DeadLetterState = Schema.Literals(["retrying", "parked", "waiting"]).annotate({
  identifier: "DeadLetterState",
  description: "retrying: tried again by itself; parked: until somebody retries or drops it; waiting: behind an earlier event of its aggregate",
});

const instant = (description: string) => Schema.String.annotate({ description, format: "date-time" });

const fields = {
  projection: Schema.String.annotate({ description: "Name of the projection, unique in its service", examples: ["territories"] }),
  source: Schema.String.annotate({ description: "The service whose event it is", examples: ["registry"] }),
  aggregateId: Schema.String.annotate({ description: "Whose event it is: later events of this aggregate wait behind it" }),
  position: PositionNumber.annotate({ description: "Position of the event in the log of the source" }),
  eventId: Schema.String.annotate({ description: "Id of the event" }),
  type: Schema.String.annotate({ description: "Type of the event", examples: ["cpts.registry.cpts.registered.v1"] }),
  state: DeadLetterState,
  reason: Schema.String.annotate({ description: "Why it could not be applied" }),
  attempts: Schema.Int.annotate({ description: "How often it was tried; 0 for one that waits behind another" }),
  parkedAt: instant("Since when it is parked, in UTC"),
  firstTriedAt: Schema.NullOr(instant("When it failed first, in UTC")),
  lastTriedAt: Schema.NullOr(instant("When it failed last, in UTC")),
  nextTryAt: Schema.NullOr(instant("When it is tried again by itself, in UTC; null when it is not")),
};

/** An event that could not be applied, or waits behind one, without its payload. */
export const DeadLetter = Schema.Struct(fields).annotate({ identifier: "DeadLetter" });

/** A dead letter with its event. */
export const WholeDeadLetter = Schema.Struct({ ...fields, event: EventEnvelope }).annotate({ identifier: "WholeDeadLetter" });

/** An event that still cannot be applied after a retry; the later ones of its aggregate wait behind it. */
export const StuckEvent = Schema.Struct({
  aggregateId: Schema.String,
  position: PositionNumber,
  eventId: Schema.String,
  reason: Schema.String.annotate({ description: "Why it failed this time" }),
}).annotate({ identifier: "StuckEvent" });

/** What a retry has done. */
export const DeadLettersRetried = Schema.Struct({
  projection: Schema.String,
  applied: Schema.Int.annotate({ description: "Events that were applied, in the order of each aggregate" }),
  released: Schema.Int.annotate({ description: "Aggregates that have no dead letter any more" }),
  stuckCount: Schema.Int.annotate({ description: "Aggregates that are parked still" }),
  stuck: Schema.Array(StuckEvent).annotate({ description: `The first ${maxStuckShown} of them` }),
}).annotate({ identifier: "DeadLettersRetried" });

/** An event that was given up for good. */
export const DeadLetterDropped = Schema.Struct({
  projection: Schema.String,
  position: PositionNumber,
  eventId: Schema.String,
  aggregateId: Schema.String,
  waiting: Schema.Int.annotate({ description: "Events of the same aggregate that are parked still: a retry applies them" }),
}).annotate({ identifier: "DeadLetterDropped" });

const projection = queryText(100).annotate({ description: "Name of a projection" });
const position = { minimum: 1, maximum: maxPosition };

/** Part of the operations of every service; for platform administrators, and service accounts with `platform:operate`. */
export const deadLetterEndpoints = {
  listDeadLetters: endpoint({
    id: "deadLetter.list",
    method: "GET",
    path: "/v1/dead-letters",
    query: Schema.Struct({ projection: Schema.optionalKey(projection), aggregateId: Schema.optionalKey(queryText(128)), ...pageQuery }),
    response: page(DeadLetter),
    permission: "platform.operate",
    summary: { fr: "Les événements que le service n'a pu appliquer, sans leur contenu", en: "The events that the service could not apply, without their payload" },
  }),
  readDeadLetter: endpoint({
    id: "deadLetter.read",
    method: "GET",
    path: "/v1/dead-letters/{projection}/{position}",
    params: Schema.Struct({ projection, position: queryInteger(position) }),
    response: WholeDeadLetter,
    permission: "platform.operate",
    summary: { fr: "Un événement que le service n'a pu appliquer, en entier", en: "An event that the service could not apply, whole" },
  }),
  retryDeadLetters: endpoint({
    id: "deadLetter.retry",
    method: "POST",
    path: "/v1/dead-letters/{projection}/retry",
    params: Schema.Struct({ projection }),
    body: Schema.Struct({ aggregateId: Schema.optionalKey(queryText(128)) }),
    response: DeadLettersRetried,
    permission: "platform.operate",
    waits: true,
    summary: { fr: "Appliquer de nouveau, dans l'ordre, ce qui est en attente : tout, ou un agrégat", en: "Apply again, in order, what is parked: all of it, or one aggregate" },
    example: {},
  }),
  dropDeadLetter: endpoint({
    id: "deadLetter.drop",
    method: "POST",
    path: "/v1/dead-letters/{projection}/drop",
    params: Schema.Struct({ projection }),
    body: Schema.Struct({
      position: Schema.Int.pipe(Schema.check(Schema.isBetween(position))),
      reason: freeText({ max: 500, description: "Why the event is given up" }),
    }),
    response: DeadLetterDropped,
    permission: "platform.operate",
    summary: { fr: "Abandonner un événement pour de bon ; une reconstruction le passera aussi", en: "Give up an event for good; a rebuild will pass over it too" },
    example: { position: 41, reason: "registered twice by mistake" },
  }),
} as const;
