import { decoderOf, isKnownType } from "@cpts/api/DecodeEvent";
import { type EventType, lineageOf, type ReadOf } from "@cpts/api/EventType";
import type { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Data, Effect } from "effect";
import type { CompiledQuery } from "kysely";
import { attempt, Transaction } from "../database/database.ts";
import type { StorageError } from "../database/storage-error.ts";

/** An event as it travels. */
export type EncodedEvent = typeof EventEnvelope.Encoded;

/** An event that can never be applied as it is: its payload is not what its type says. */
export class PoisonEvent extends Data.TaggedError("PoisonEvent")<{ readonly reason: string }> {}

/** What one type of event does. */
export interface Handler {
  readonly apply: (event: EncodedEvent) => Effect.Effect<void, StorageError | PoisonEvent, Transaction>;
  /** The same as statements, for handlers that only write: sent with the commit behind them, no answer is waited for. */
  readonly statements?: (event: EncodedEvent) => ReadonlyArray<CompiledQuery> | PoisonEvent;
  /** The same for many events at once, one value for all types whose events are learned together. */
  readonly together?: Together;
}

/**
 * What many events do at once, the same as one after the other. It must not touch what other events of their aggregates do: they
 * are applied before or after.
 */
export interface Together {
  readonly apply: (events: ReadonlyArray<EncodedEvent>) => Effect.Effect<void, StorageError | PoisonEvent, Transaction>;
  readonly statements?: (events: ReadonlyArray<EncodedEvent>) => ReadonlyArray<CompiledQuery> | PoisonEvent;
}

/**
 * What a service keeps of another's log: which events change which tables. It promises that
 * - the rows it ends with are the same whatever order the events of **different** aggregates are applied in. Those of one
 *   aggregate come in their order; the aggregates are applied side by side, and one that is parked comes much later. A
 *   handler that reads or writes what another aggregate wrote (a total, a uniqueness, "the newest of all") breaks this unless
 *   it comes out the same either way: an upsert that keeps the higher version, a sum, a set;
 * - an event changes rows of the service's own database only, through the transaction it is given: it may be undone and
 *   applied again.
 */
export interface Projection {
  /** Name of the subscription, unique in the service. */
  readonly name: string;
  /** The service whose log is followed. */
  readonly source: string;
  /** Tables that hold nothing but this projection: emptied and filled again by a rebuild. */
  readonly tables: ReadonlyArray<string>;
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Told of each batch once its commit is known; those that were put aside are among them. */
  readonly afterCommit?: (events: ReadonlyArray<EncodedEvent>) => void;
}

type Read<E extends EventType> = { readonly data: ReadOf<E> } | PoisonEvent | null;

/** Null for an event that `definition` says nothing of. */
const readerOf = <E extends EventType>(definition: E): ((event: EncodedEvent) => Read<E>) => {
  const decode = decoderOf<EventType>([definition]);
  return (event) => {
    const read = decode(event);
    if (read._tag === "UnreadableEvent") return new PoisonEvent({ reason: `the payload does not fit ${read.type}: ${read.reason}` });
    // The one definition that was asked for has read it.
    return read._tag === "Event" ? { data: read.data as ReadOf<E> } : null;
  };
};

const handlersOf = (definition: EventType, handler: Handler): Readonly<Record<string, Handler>> => Object.fromEntries(lineageOf(definition).map(({ type }) => [type, handler]));

/**
 * Says what one type of event does. The payload is read as tolerantly as readers do (see `@cpts/api/Evolution`): unknown
 * fields are left out, a code of tomorrow is `{ _tag: "Unknown", code }`. Events of the versions that `definition` upcasts
 * are given as its own; so a projection handles the newest version it knows, and no other of the same lineage.
 */
export const on = <E extends EventType>(
  definition: E,
  apply: (data: ReadOf<E>, event: EncodedEvent) => Effect.Effect<void, StorageError, Transaction>,
): Readonly<Record<string, Handler>> => {
  const read = readerOf(definition);
  return handlersOf(definition, {
    apply: (event) => {
      const found = read(event);
      if (found === null) return Effect.void;
      return found instanceof PoisonEvent ? Effect.fail(found) : apply(found.data, event);
    },
  });
};

/** Sends statements in their order, none waiting for the one before. Ends when all are answered, with the first failure if there is one. */
export const send = (statements: ReadonlyArray<CompiledQuery> | PoisonEvent): Effect.Effect<void, StorageError | PoisonEvent, Transaction> =>
  statements instanceof PoisonEvent
    ? Effect.fail(statements)
    : Transaction.use(({ kysely }) =>
        attempt(async () => {
          const answers = await Promise.allSettled(statements.map((statement) => kysely.executeQuery(statement)));
          // Answers come in the order of the statements: the failures after the first are its echoes.
          const failed = answers.find(({ status }) => status === "rejected");
          if (failed?.status === "rejected") throw failed.reason;
        }),
      );

/**
 * Says what one type of event writes, without a look at what is stored: so a batch of such events is one packet to the database and
 * back. To be preferred to {@link on} wherever a statement can say it (an upsert that keeps the higher version).
 */
export const writes = <E extends EventType>(definition: E, statementsOf: (data: ReadOf<E>, event: EncodedEvent) => ReadonlyArray<CompiledQuery>): Readonly<Record<string, Handler>> => {
  const read = readerOf(definition);
  const statements = (event: EncodedEvent): ReadonlyArray<CompiledQuery> | PoisonEvent => {
    const found = read(event);
    if (found === null) return [];
    return found instanceof PoisonEvent ? found : statementsOf(found.data, event);
  };
  return handlersOf(definition, {
    statements,
    apply: (event) => Effect.suspend(() => send(statements(event))),
  });
};

/** What is learned of the events of one lineage. */
export interface Said<Fact> {
  readonly types: ReadonlyArray<string>;
  readonly read: (event: EncodedEvent) => { readonly fact: Fact } | PoisonEvent | null;
}

/** Says what one type of event says: a value, for {@link learnTogether} and {@link writeTogether}. */
export const says = <E extends EventType, Fact>(definition: E, factOf: (data: ReadOf<E>, event: EncodedEvent) => Fact): Said<Fact> => {
  const read = readerOf(definition);
  return {
    types: lineageOf(definition).map(({ type }) => type),
    read: (event) => {
      const found = read(event);
      return found === null || found instanceof PoisonEvent ? found : { fact: factOf(found.data, event) };
    },
  };
};

const factsReader = <Fact>(all: ReadonlyArray<Said<Fact>>) => {
  const readers = new Map(all.flatMap(({ read, types }) => types.map((type) => [type, read] as const)));
  return (events: ReadonlyArray<EncodedEvent>): ReadonlyArray<Fact> | PoisonEvent => {
    const facts: Array<Fact> = [];
    for (const event of events) {
      const found = readers.get(event.type)?.(event) ?? null;
      if (found instanceof PoisonEvent) return found;
      if (found !== null) facts.push(found.fact);
    }
    return facts;
  };
};

const sharedHandlers = (all: ReadonlyArray<Said<unknown>>, together: Together): Readonly<Record<string, Handler>> => {
  const { apply, statements } = together;
  const handler: Handler = { apply: (event) => apply([event]), together, ...(statements === undefined ? {} : { statements: (event) => statements([event]) }) };
  return Object.fromEntries(all.flatMap(({ types }) => types.map((type) => [type, handler])));
};

/** Says how events of some types are learned, all those of a batch at once: a rebuild has thousands of them, and each statement its price. */
export const learnTogether = <Fact>(
  all: ReadonlyArray<Said<Fact>>,
  learn: (facts: ReadonlyArray<Fact>) => Effect.Effect<void, StorageError, Transaction>,
): Readonly<Record<string, Handler>> => {
  const factsOf = factsReader(all);
  return sharedHandlers(all, {
    apply: (events) =>
      Effect.suspend((): Effect.Effect<void, StorageError | PoisonEvent, Transaction> => {
        const facts = factsOf(events);
        if (facts instanceof PoisonEvent) return Effect.fail(facts);
        return facts.length === 0 ? Effect.void : learn(facts);
      }),
  });
};

/** As {@link learnTogether}, without a look at what is stored (see {@link writes}). */
export const writeTogether = <Fact>(all: ReadonlyArray<Said<Fact>>, statementsOf: (facts: ReadonlyArray<Fact>) => ReadonlyArray<CompiledQuery>): Readonly<Record<string, Handler>> => {
  const factsOf = factsReader(all);
  const statements = (events: ReadonlyArray<EncodedEvent>): ReadonlyArray<CompiledQuery> | PoisonEvent => {
    const facts = factsOf(events);
    if (facts instanceof PoisonEvent) return facts;
    return facts.length === 0 ? [] : statementsOf(facts);
  };
  return sharedHandlers(all, { statements, apply: (events) => Effect.suspend(() => send(statements(events))) });
};

/**
 * True of an event whose type or major version is newer than this code: nobody here can say what it means. It is passed
 * over and counted; once the service knows it, a rebuild makes up for it.
 */
const isBeyond = (projection: Projection, { type }: EncodedEvent): boolean => projection.handlers[type] === undefined && !isKnownType(type);

/** How many of these events are. */
export const beyondOf = (projection: Projection, events: ReadonlyArray<EncodedEvent>): number => events.filter((event) => isBeyond(projection, event)).length;

/** Applies one event; types that the projection does not handle change nothing. */
export const applyEvent = (projection: Projection, event: EncodedEvent): Effect.Effect<void, StorageError | PoisonEvent, Transaction> =>
  projection.handlers[event.type]?.apply(event) ?? Effect.void;
