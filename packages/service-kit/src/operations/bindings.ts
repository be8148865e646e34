import { maxParkedShown, operationsEndpoints } from "@cpts/api/Operations";
import { Problem } from "@cpts/api/Problem";
import { CptsDecodeError, CptsNetworkError, CptsProblem } from "@cpts/sdk";
import { Effect, Semaphore } from "effect";
import { attempt, Database, Transaction } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";
import { head as headOfTheLog } from "../events/log/reader.ts";
import { Nudges } from "../events/log/nudges.ts";
import { askForRepublication } from "../events/relay/republication.ts";
import { bind } from "../http/bind.ts";
import { auditBinding } from "./audit.ts";
import { deadLetterBindings } from "./dead-letters.ts";
import { platform } from "./platform.ts";
import { textOccurrenceBinding } from "./text-occurrences.ts";
import { portabilityBindings } from "../portability/bindings.ts";
import type { Imported } from "../portability/import.ts";
import type { OwnTexts } from "../privacy/columns.ts";
import type { Redactions } from "../privacy/redactions.ts";
import type { Projection } from "../subscriptions/projection.ts";
import { isStopped, parkedState } from "../subscriptions/parked/events.ts";
import { storedCursor, type StoredCursor } from "../subscriptions/cursor-store.ts";
import { rebuild, verify } from "../subscriptions/rebuild.ts";
import { feedOf, pagesOf, type FeedAddress } from "../subscriptions/subscription.ts";

/** A projection with the feed it is made from. */
interface Followed extends FeedAddress {
  readonly projection: Projection;
}

interface ParkedRow {
  readonly eventId: string;
  readonly type: string;
  readonly position: number;
  readonly reason: string;
  readonly parkedAt: string;
}

type Key = [subscription: string, source: string];
const parkedFirst = statement<Key, ParkedRow>(
  `select event->>'id' as "eventId", event->>'type' as type, position, reason, parked_at as "parkedAt"
  from parked_event where subscription = $1 and source = $2 order by position limit ${maxParkedShown}`,
);

const headTimeoutMs = 2_000;
const unread: StoredCursor = { logId: null, position: 0 };

/** Where the source has got to, null when it does not say so soon. */
const headOf = (followed: Followed): Effect.Effect<{ readonly logId: string; readonly head: number } | null> =>
  Effect.promise((signal) => {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(headTimeoutMs)]);
    return feedOf(followed.projection.source, followed)({ after: 0, limit: 1, wait: 0, signal: patience }).catch(() => null);
  });

const stateOf = (followed: Followed) =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const { name, source, tables } = followed.projection;
    // The head first: a position read before it could only seem further behind than it is.
    const head = yield* headOf(followed);
    const [cursor, parked, state] = yield* attempt(async () => [(await storedCursor(kysely, name, source)) ?? unread, await parkedFirst(kysely, name, source), await parkedState(kysely, followed.projection)] as const);
    return { name, source, tables, ...cursor, sourceLogId: head?.logId ?? null, head: head?.head ?? null, parked, parkedCount: state.events, isStopped: isStopped(state) };
  });

const isOfTheSource = (cause: unknown): boolean => cause instanceof CptsProblem || cause instanceof CptsNetworkError || cause instanceof CptsDecodeError || (cause instanceof DOMException && cause.name === "TimeoutError");

/** A source that cannot be read is told as such: nobody has to search our database for it. */
const sourceAway = (source: string) => (error: StorageError): StorageError | Problem =>
  isOfTheSource(error.cause)
    ? new Problem({ type: "unavailable", retryAfterSeconds: 5, detail: { fr: `Le journal de ${source} ne peut pas être lu.`, en: `The log of ${source} cannot be read.` } })
    : error;

/** The replica that publishes finds the request in the database: it need not be this one. */
const republish = (hasBroker: boolean, from: number) =>
  Effect.gen(function* () {
    if (!hasBroker) {
      const detail = { fr: "Ce service n'a pas de serveur NATS (NATS_URL) : ses abonnés suivent le journal par HTTP.", en: "This service has no NATS server (NATS_URL): its subscribers follow the log over HTTP." };
      return yield* new Problem({ type: "no-broker", detail });
    }
    const { logId, position } = yield* headOfTheLog;
    if (from > Math.max(1, position)) {
      const message = { fr: `Le journal s'arrête à la position ${position}.`, en: `The log ends at position ${position}.` };
      return yield* new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["from"], code: "beyond-head", message }] });
    }
    yield* askForRepublication;
    const { announce } = yield* Nudges;
    (yield* Transaction).afterCommit.push(announce);
    return { body: { logId, from: 1, head: position } };
  });

/**
 * What every service answers to those who run it. Rebuilding over HTTP is the very work of the command `projections rebuild`,
 * under the application's role: one transaction that holds the projection's cursor row from its beginning. So the running
 * subscription, of any replica, waits before its next batch and then goes on from where the rebuild has come; readers see the
 * old rows until the commit; a caller who hangs up undoes it. One at a time here: the next ones wait without a connection.
 */
export const operationsBindings = <R>({ follows, hasBroker, service, redactions, texts }: { readonly follows: ReadonlyArray<Followed>; readonly hasBroker: boolean; readonly service: Imported<R>; readonly redactions: typeof Redactions.Service; readonly texts: OwnTexts }) => {
  const oneAtATime = Semaphore.makeUnsafe(1);
  const ownTransactions = { ownTransactions: true } as const;
  const named = (name: string): Effect.Effect<Followed, Problem> => {
    const found = follows.find(({ projection }) => projection.name === name);
    return found === undefined ? Effect.fail(new Problem({ type: "not-found", detail: { fr: `Pas de projection de ce nom ici.`, en: `No projection of that name here.` } })) : Effect.succeed(found);
  };
  const work = <A>(name: string, run: (followed: Followed) => Effect.Effect<A, StorageError, Database>) =>
    Effect.flatMap(named(name), (followed) => Effect.mapError(oneAtATime.withPermit(run(followed)), sourceAway(followed.projection.source)));
  return [
    bind(operationsEndpoints.listProjections, platform, () => Effect.map(Effect.forEach(follows, stateOf, { concurrency: 4 }), (items) => ({ body: { items } }))),
    bind(
      operationsEndpoints.verifyProjection,
      platform,
      ({ params: { name } }) => work(name, (followed) => Effect.map(verify(followed.projection, pagesOf(followed.projection.source, followed)), (found) => ({ body: { name, ...found } }))),
      ownTransactions,
    ),
    bind(
      operationsEndpoints.rebuildProjection,
      platform,
      ({ params: { name } }) => work(name, (followed) => Effect.map(rebuild(followed.projection, pagesOf(followed.projection.source, followed)), ({ position }) => ({ body: { name, position } }))),
      ownTransactions,
    ),
    ...deadLetterBindings(follows.map(({ projection }) => projection)),
    auditBinding,
    ...portabilityBindings(service),
    textOccurrenceBinding(texts, redactions),
    bind(operationsEndpoints.republish, platform, ({ body }) => republish(hasBroker, body.from ?? 1)),
  ];
};
