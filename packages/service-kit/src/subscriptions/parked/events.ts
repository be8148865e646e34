import type { Kysely } from "kysely";
import { soleRow, statement } from "../../database/statement.ts";
import type { Poison } from "../apply/poison.ts";
import type { EncodedEvent, Projection } from "../projection.ts";

type Key = [subscription: string, source: string];
const keyOf = ({ name, source }: Projection): Key => [name, source];

/** More aggregates than that, parked within five minutes, stop the subscription: the fault is ours, going on would park the whole log. */
export const maxParkedAggregates = 20;

/** How long after its first, second... attempt an event is tried again; then it stays parked until an operator acts. */
export const retryDelaysMs = [100, 400, 1_000, 2_500] as const;
/** The attempts that an event is given before it stays parked. */
export const maxAttempts = retryDelaysMs.length + 1;

const delaySeconds = (attempts: number, { isFinal }: Poison): number | null => {
  const delay = isFinal ? undefined : retryDelaysMs[attempts - 1];
  return delay === undefined ? null : delay / 1_000;
};

/** What of a projection's events is not to be applied now. */
export interface Aside {
  /** Of the projection, be it of these events or of others. */
  readonly isAny: boolean;
  /** Aggregates that have a parked event: what comes of them queues behind it. */
  readonly blocked: ReadonlySet<string>;
  /** Ids of events that an operator gave up. */
  readonly dropped: ReadonlySet<string>;
  /** Aggregates that were parked in the last five minutes. */
  readonly parkedLately: number;
  /** Aggregates that were parked within five minutes, in the last such time: see {@link isStopped}. */
  readonly together: number;
}

const nothingAside: Aside = { isAny: false, blocked: new Set(), dropped: new Set(), parkedLately: 0, together: 0 };

const anyAside = statement<Key, { readonly isAny: boolean }>(`select exists(select 1 from parked_event where subscription = $1 and source = $2)
  or exists(select 1 from dropped_event where subscription = $1 and source = $2) as "isAny"`);
const countTogether = `count(distinct aggregate_id) filter (where first_tried_at > latest - interval '5 minutes')`;
const newest = `(select max(first_tried_at) as latest from parked_event where subscription = $1 and source = $2) newest`;

interface AsideRow extends Pick<Aside, "parkedLately" | "together"> {
  readonly blocked: ReadonlyArray<string>;
  readonly dropped: ReadonlyArray<string>;
}

const aside = statement<[...Key, subjects: ReadonlyArray<string>], AsideRow>(`select
  array(select distinct aggregate_id from parked_event where subscription = $1 and source = $2 and aggregate_id = any($3::text[])) as blocked,
  array(select event_id from dropped_event where subscription = $1 and source = $2) as dropped,
  (select count(distinct aggregate_id) from parked_event where subscription = $1 and source = $2 and first_tried_at > now() - interval '5 minutes') as "parkedLately",
  (select ${countTogether} from parked_event, ${newest} where subscription = $1 and source = $2) as together`);

const withAside = new WeakSet<Projection>();

/** Keeps in memory whether something stood aside when a batch was last looked at with care. */
export const noteAside = (projection: Projection, isAny: boolean): void => void (isAny ? withAside.add(projection) : withAside.delete(projection));

/** Whether something did: the next batch is hardly the plain case either. */
export const standsAside = (projection: Projection): boolean => withAside.has(projection);

/** Looks up which of these events stand behind a parked one, or were dropped. */
export const asideOf = async (kysely: Kysely<unknown>, projection: Projection, events: ReadonlyArray<EncodedEvent>): Promise<Aside> => {
  if (!soleRow(await anyAside(kysely, ...keyOf(projection))).isAny) return nothingAside;
  const found = soleRow(await aside(kysely, ...keyOf(projection), [...new Set(events.map(({ subject }) => subject))]));
  return { ...found, isAny: true, blocked: new Set(found.blocked), dropped: new Set(found.dropped) };
};

const park = statement<[...Key, position: number, aggregateId: string, event: string, reason: string, delay: number | null], never>(
  `insert into parked_event (subscription, source, position, aggregate_id, event, reason, attempts, first_tried_at, last_tried_at, next_try_at)
  values ($1, $2, $3, $4, $5, $6, 1, clock_timestamp(), clock_timestamp(), clock_timestamp() + make_interval(secs => $7))
  on conflict (subscription, source, position) do nothing`,
);

/** Parks an event that could not be applied. */
export const parkEvent = async (kysely: Kysely<unknown>, projection: Projection, event: EncodedEvent, poison: Poison): Promise<void> => {
  await park(kysely, ...keyOf(projection), event.position, event.subject, JSON.stringify(event), poison.reason, delaySeconds(1, poison));
};

const queue = statement<[...Key, events: string], never>(`insert into parked_event (subscription, source, position, aggregate_id, event, reason)
  select $1, $2, (event->>'position')::bigint, event->>'subject', event, 'waits behind an earlier event of its aggregate' from json_array_elements($3::json) event
  on conflict (subscription, source, position) do nothing`);

/** Parks events behind those of their aggregates that are parked already. */
export const queueEvents = async (kysely: Kysely<unknown>, projection: Projection, events: ReadonlyArray<EncodedEvent>): Promise<void> => {
  if (events.length > 0) await queue(kysely, ...keyOf(projection), JSON.stringify(events));
};

/** A parked event, as a retry takes it. */
export interface ParkedRow {
  readonly event: EncodedEvent;
  readonly attempts: number;
}

const queueOf = statement<[...Key, aggregateId: string], ParkedRow>(
  `select event, attempts from parked_event where subscription = $1 and source = $2 and aggregate_id = $3 order by position`,
);
const release = statement<[...Key, aggregateId: string, before: number], never>(
  `delete from parked_event where subscription = $1 and source = $2 and aggregate_id = $3 and position < $4`,
);
const failAgain = statement<[...Key, position: number, reason: string, delay: number | null], never>(
  `update parked_event set attempts = attempts + 1, reason = $4, first_tried_at = coalesce(first_tried_at, clock_timestamp()), last_tried_at = clock_timestamp(),
    next_try_at = clock_timestamp() + make_interval(secs => $5)
  where subscription = $1 and source = $2 and position = $3`,
);

/** What is parked of an aggregate, in order. */
export const readQueue = (kysely: Kysely<unknown>, projection: Projection, aggregateId: string): Promise<ReadonlyArray<ParkedRow>> => queueOf(kysely, ...keyOf(projection), aggregateId);

/** Forgets the parked events of an aggregate below a position: they were applied. */
export const releaseEvents = async (kysely: Kysely<unknown>, projection: Projection, aggregateId: string, before: number): Promise<void> => {
  await release(kysely, ...keyOf(projection), aggregateId, before);
};

/** Notes that a parked event failed once more. */
export const noteFailure = async (kysely: Kysely<unknown>, projection: Projection, { attempts, event }: ParkedRow, poison: Poison): Promise<void> => {
  await failAgain(kysely, ...keyOf(projection), event.position, poison.reason, delaySeconds(attempts + 1, poison));
};

const aggregates = statement<Key, { readonly aggregateId: string }>(
  `select aggregate_id as "aggregateId" from parked_event where subscription = $1 and source = $2 group by aggregate_id order by min(position)`,
);
const dueAggregates = statement<Key, { readonly aggregateId: string }>(
  `select aggregate_id as "aggregateId" from parked_event where subscription = $1 and source = $2 and next_try_at <= clock_timestamp() order by position`,
);
const due = statement<[...Key, aggregateId: string], unknown>(
  `select 1 from parked_event where subscription = $1 and source = $2 and aggregate_id = $3 and next_try_at <= clock_timestamp()`,
);

/** The aggregates that have parked events, in the order of their first one. */
export const parkedAggregates = async (kysely: Kysely<unknown>, projection: Projection): Promise<ReadonlyArray<string>> =>
  (await aggregates(kysely, ...keyOf(projection))).map(({ aggregateId }) => aggregateId);

/** The aggregates whose turn it is to be tried again. */
export const aggregatesDue = async (kysely: Kysely<unknown>, projection: Projection): Promise<ReadonlyArray<string>> =>
  (await dueAggregates(kysely, ...keyOf(projection))).map(({ aggregateId }) => aggregateId);

/** Whether it still is: another replica may have tried meanwhile. */
export const isDue = async (kysely: Kysely<unknown>, projection: Projection, aggregateId: string): Promise<boolean> => (await due(kysely, ...keyOf(projection), aggregateId)).length > 0;

/** What is parked of a projection, in figures. */
export interface ParkedState {
  readonly events: number;
  /** Aggregates that were parked within five minutes, in the last such time. They count until somebody has dealt with them. */
  readonly together: number;
  /** Milliseconds until the next attempt; null when none is due. */
  readonly nextTryMs: number | null;
}

const state = statement<Key, ParkedState>(`select count(*) as events,
    ${countTogether} as together,
    (extract(epoch from min(next_try_at) - clock_timestamp()) * 1000)::float8 as "nextTryMs"
  from parked_event, ${newest}
  where subscription = $1 and source = $2`);

/** Counts what is parked of a projection. */
export const parkedState = async (kysely: Kysely<unknown>, projection: Projection): Promise<ParkedState> => soleRow(await state(kysely, ...keyOf(projection)));

/** Too many were parked together, and are parked still: the subscription stands still. */
export const isStopped = ({ together }: Pick<ParkedState, "together">): boolean => together > maxParkedAggregates;
