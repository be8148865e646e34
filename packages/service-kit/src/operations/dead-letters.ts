import { deadLetterEndpoints, maxStuckShown, type DeadLetter, type WholeDeadLetter } from "@cpts/api/DeadLetters";
import { Problem } from "@cpts/api/Problem";
import { Effect, Schema } from "effect";
import { attempt, Database, Transaction } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import { bind } from "../http/bind.ts";
import { pageCursor, StorableText } from "../http/page-cursor.ts";
import { lockCursor } from "../subscriptions/cursor-store.ts";
import type { Projection } from "../subscriptions/projection.ts";
import { retryParked } from "../subscriptions/parked/retry.ts";
import { platform } from "./platform.ts";

const columns = `subscription as projection, source, aggregate_id as "aggregateId", position, event->>'id' as "eventId", event->>'type' as type,
  case when next_try_at is not null then 'retrying' when attempts > 0 then 'parked' else 'waiting' end as state,
  reason, attempts, parked_at as "parkedAt", first_tried_at as "firstTriedAt", last_tried_at as "lastTriedAt", next_try_at as "nextTryAt"`;

type Place = readonly [projection: string, position: number];
const firstPlace: Place = ["", 0];
const cursorOf = pageCursor<Place>("dead-letters", Schema.Tuple([StorableText, Schema.Int]));
const defaultLimit = 50;

const list = statement<[projection: string | null, aggregateId: string | null, ...Place, limit: number], typeof DeadLetter.Encoded>(`select ${columns} from parked_event
  where ($1::text is null or subscription = $1) and ($2::text is null or aggregate_id = $2) and (subscription, position) > ($3, $4)
  order by subscription, position limit $5`);
const whole = statement<Place, typeof WholeDeadLetter.Encoded>(`select ${columns}, event from parked_event where subscription = $1 and position = $2`);

const noLetter = new Problem({ type: "not-found", detail: { fr: "Rien n'est en attente à cette position de cette projection.", en: "Nothing is parked at that position of that projection." } });
const noProjection = new Problem({ type: "not-found", detail: { fr: "Pas de projection de ce nom ici.", en: "No projection of that name here." } });

const listBinding = bind(deadLetterEndpoints.listDeadLetters, platform, ({ query }) =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const after = (yield* cursorOf.read(query.cursor)) ?? firstPlace;
    const limit = query.limit ?? defaultLimit;
    const rows = yield* attempt(() => list(kysely, query.projection ?? null, query.aggregateId ?? null, ...after, limit + 1));
    return { body: cursorOf.pageOf(rows, limit, ({ position, projection }): Place => [projection, position]) };
  }),
);

const readBinding = bind(deadLetterEndpoints.readDeadLetter, platform, ({ params }) =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const [row] = yield* attempt(() => whole(kysely, params.projection, params.position));
    return row === undefined ? yield* noLetter : { body: row };
  }),
);

const sourceOf = statement<Place, { readonly source: string }>(`select source from parked_event where subscription = $1 and position = $2`);
const drop = statement<
  [...Place, source: string, reason: string, by: string],
  { readonly eventId: string; readonly aggregateId: string; readonly waiting: number }
>(`with gone as (delete from parked_event where subscription = $1 and position = $2 and source = $3 returning *),
  kept as (insert into dropped_event (subscription, source, event_id, position, aggregate_id, event, parked_for, reason, dropped_by)
    select subscription, source, event->>'id', position, aggregate_id, event, reason, $4, $5 from gone on conflict do nothing)
  select event->>'id' as "eventId", aggregate_id as "aggregateId",
    (select count(*) from parked_event p where p.subscription = $1 and p.source = $3 and p.aggregate_id = gone.aggregate_id and p.position <> $2) as waiting
  from gone`);

/** Also of projections that the service has no more: what they left is dropped by their name. */
const dropBinding = bind(deadLetterEndpoints.dropDeadLetter, platform, ({ body, callerName, params: { projection } }) =>
  Effect.gen(function* () {
    const { kysely } = yield* Transaction;
    const [found] = yield* attempt(() => sourceOf(kysely, projection, body.position));
    if (found === undefined) return yield* noLetter;
    // Nobody retries it meanwhile.
    yield* attempt(() => lockCursor(kysely, projection, found.source));
    const [dropped] = yield* attempt(() => drop(kysely, projection, body.position, found.source, body.reason, callerName));
    return dropped === undefined ? yield* noLetter : { body: { projection, position: body.position, ...dropped } };
  }),
);

/**
 * One transaction for the whole request, which holds the cursor: its effects, its answer and the Idempotency-Key are one fact. A
 * poison event undoes itself alone; a database that fails undoes all, and the request may be sent again.
 */
const retryBinding = (projections: ReadonlyArray<Projection>) =>
  bind(deadLetterEndpoints.retryDeadLetters, platform, ({ body, params }) =>
    Effect.gen(function* () {
      const projection = projections.find(({ name }) => name === params.projection);
      if (projection === undefined) return yield* noProjection;
      const retried = yield* retryParked(projection, body.aggregateId);
      const stuck = retried.flatMap((one) => (one.stuck === null ? [] : [one.stuck]));
      const applied = retried.reduce((sum, one) => sum + one.applied, 0);
      const released = retried.filter((one) => one.stuck === null && one.applied > 0).length;
      return { body: { projection: projection.name, applied, released, stuckCount: stuck.length, stuck: stuck.slice(0, maxStuckShown) } };
    }),
  );

/** What operators do with the events that could not be applied. */
export const deadLetterBindings = (projections: ReadonlyArray<Projection>) => [listBinding, readBinding, retryBinding(projections), dropBinding];
