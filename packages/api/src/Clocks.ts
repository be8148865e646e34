/**
 * What a service has to do at set times, for the people who run it: what is next, and what failed too often and was put
 * aside, to be tried again once its fault is mended.
 *
 * @example
 * ```ts
 * import { clockEndpoints } from "@cpts/api/Clocks"
 * import { pathOf } from "@cpts/api/Endpoint"
 *
 * pathOf(clockEndpoints.retryClock, { id: "0198c0de-0000-7000-8000-000000000001" }) // => "/v1/clocks/0198c0de-0000-7000-8000-000000000001/retry"
 * ```
 *
 * @since 0.1.0
 */
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";

/** Most entries that are shown of each sort. */
export const maxDueShown = 50;

/** Something that happens at a set time. */
export const DueEntry = Schema.Struct({
  id: Schema.String.annotate({ description: "Id of the entry; the ids of its events derive from it" }),
  kind: Schema.String.annotate({ description: "What happens" }),
  ref: Schema.String.annotate({ description: "The aggregate it is about" }),
  key: Schema.String.annotate({ description: "Tells apart several of one kind and aggregate" }),
  at: Schema.String.annotate({ description: "When, in UTC", format: "date-time" }),
  attempts: Schema.Int.annotate({ description: "How often it has failed" }),
  reason: Schema.NullOr(Schema.String).annotate({ description: "Why it failed last" }),
}).annotate({ identifier: "DueEntry" });

/** What a service has to do at set times. */
export const DueEntries = Schema.Struct({
  waiting: Schema.Array(DueEntry).annotate({ description: `The next ${maxDueShown}` }),
  parked: Schema.Array(DueEntry).annotate({ description: `The first ${maxDueShown} that were put aside` }),
  waitingCount: Schema.Int,
  parkedCount: Schema.Int,
}).annotate({ identifier: "DueEntries" });

/** An entry that is to be tried again. */
export const DueRetry = Schema.Struct({ id: Schema.String }).annotate({ identifier: "DueRetry" });

const Id = Schema.String.pipe(Schema.check(Schema.isPattern(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u)));

/** Part of what every service answers to those who run it. */
export const clockEndpoints = {
  listClocks: endpoint({
    id: "clock.list",
    method: "GET",
    path: "/v1/clocks",
    response: DueEntries,
    permission: "platform.operate",
    summary: { fr: "Ce que le service fera à son heure, et ce qui a échoué trop souvent", en: "What the service will do in its time, and what failed too often" },
  }),
  retryClock: endpoint({
    id: "clock.retry",
    method: "POST",
    path: "/v1/clocks/{id}/retry",
    params: Schema.Struct({ id: Id.annotate({ description: "Id of an entry that was put aside" }) }),
    response: DueRetry,
    permission: "platform.operate",
    summary: { fr: "Retenter ce qui a été mis de côté", en: "Try again what was put aside" },
  }),
} as const;
