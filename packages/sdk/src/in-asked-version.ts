/**
 * A subscriber who asks for version 2 of a type of event is given those of version 1 as such, from the first event on.
 * Who names no types is given every event as it was published.
 *
 * @since 0.1.0
 */
import { decoderOf } from "@cpts/api/DecodeEvent";
import { type EventType, jsonOf, lineageOf } from "@cpts/api/EventType";
import type { Envelope } from "./contracts.ts";
import { CptsDecodeError } from "./errors.ts";

/** The types to follow so that those asked for can be given, and what becomes of each event. */
export interface AskedVersions {
  readonly types: ReadonlyArray<string>;
  /** The event in the version asked for; null where another event of the log tells the same. Throws `CptsDecodeError`. */
  readonly give: (event: Envelope) => Envelope | null;
}

/** Null when every event can be given as it is: no types are named, or none reads an earlier version. */
export const askedVersions = (definitions: ReadonlyArray<EventType>, types: ReadonlyArray<string> | undefined): AskedVersions | null => {
  const asked = definitions.filter(({ type }) => types?.includes(type) === true);
  if (asked.every(({ upcasts }) => upcasts === null)) return null;
  const decode = decoderOf(asked);
  return {
    types: [...new Set([...(types ?? []), ...asked.flatMap((definition) => lineageOf(definition).map(({ type }) => type))])],
    give: (event) => {
      if (types?.includes(event.type) === true) return event;
      const read = decode(event);
      if (read._tag === "UnreadableEvent") throw new CptsDecodeError({ url: `${event.source} ${event.type} ${event.position}`, status: 200, cause: `${read.type}: ${read.reason}` });
      const definition = read._tag === "Event" ? asked.find(({ type }) => type === read.type) : undefined;
      if (read._tag !== "Event" || definition === undefined) return null;
      return { ...event, type: definition.type, data: jsonOf(definition, read.data) };
    },
  };
};

/** What a subscriber may choose that matters here. */
interface Choice {
  readonly types?: ReadonlyArray<string> | undefined;
}

/** How one hears of events, whatever else may be chosen. */
export interface Hearing<Options extends Choice, Handler extends (batch: ReadonlyArray<Envelope>, ...place: ReadonlyArray<never>) => Promise<unknown>> {
  readonly subscribe: (options?: Options) => AsyncIterable<Envelope>;
  readonly onEvents: (options: Options, handle: Handler) => Promise<void>;
}

async function* each(events: AsyncIterable<Envelope>, give: AskedVersions["give"]): AsyncGenerator<Envelope> {
  for await (const event of events) {
    const given = give(event);
    if (given !== null) yield given;
  }
}

/** The same subscriptions, whose events are given in the versions asked for. */
export const inAskedVersions = <Options extends Choice, Handler extends (batch: ReadonlyArray<Envelope>, ...place: ReadonlyArray<never>) => Promise<unknown>>(
  definitions: ReadonlyArray<EventType>,
  hearing: Hearing<Options, Handler>,
): Hearing<Options, Handler> => ({
  subscribe: (options) => {
    const asked = askedVersions(definitions, options?.types);
    // What `askedVersions` finds is found in `options`.
    return asked === null ? hearing.subscribe(options) : each(hearing.subscribe({ ...options, types: asked.types } as Options), asked.give);
  },
  onEvents: (options, handle) => {
    const asked = askedVersions(definitions, options.types);
    if (asked === null) return hearing.onEvents(options, handle);
    const given = async (batch: ReadonlyArray<Envelope>, ...place: ReadonlyArray<never>) => {
      const events = batch.flatMap((event) => asked.give(event) ?? []);
      return events.length === 0 ? undefined : handle(events, ...place);
    };
    // It takes and gives what `handle` does.
    return hearing.onEvents({ ...options, types: asked.types }, given as Handler);
  },
});
