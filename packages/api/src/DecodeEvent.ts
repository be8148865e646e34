/**
 * Reads events of any age: what is asked for in version 2 is given in version 2, were it written in version 1.
 *
 * An event of a type, or of a major version, that was published after this package was built is an `UnknownEvent`: no error.
 *
 * @example
 * ```ts
 * import { decodeEvent } from "@cpts/api/DecodeEvent"
 * import { registry } from "@cpts/api/Registry"
 *
 * const { type, example } = registry.events.cptsChanged
 * const read = decodeEvent({ type, data: { ...example, colour: "of tomorrow" } })
 * read._tag === "Event" && read.type === type ? read.data.shortName : null // => "CPTS Ex"
 * decodeEvent({ type: "cpts.registry.cpts.changed.v9", data: {} })._tag // => "UnknownEvent"
 * ```
 *
 * @since 0.1.0
 */
import { Cause, Exit, SchemaIssue } from "effect";
import { type EventType, lineageOf, type ReadOf } from "./EventType.ts";
import { services } from "./Services.ts";

/** What is read of an event; the rest of its envelope is given back as it is. */
export interface AnyEvent {
  readonly type: string;
  readonly data: unknown;
}

/** An event of a type that is known, in the version that was asked for. */
export interface KnownEvent<E extends EventType, Envelope extends AnyEvent = AnyEvent> {
  readonly _tag: "Event";
  readonly type: E["type"];
  readonly data: ReadOf<E>;
  /** The event as it was published, perhaps in an earlier version. */
  readonly envelope: Envelope;
}

/** A type or a major version that is not known here, or that was not asked for. Pass over it, and count it. */
export interface UnknownEvent<Envelope extends AnyEvent = AnyEvent> {
  readonly _tag: "UnknownEvent";
  readonly envelope: Envelope;
}

/** An older event that has no form of its own in the version asked for: another event of the log tells the same. */
export interface ToldElsewhere<Envelope extends AnyEvent = AnyEvent> {
  readonly _tag: "ToldElsewhere";
  readonly envelope: Envelope;
}

/** The payload is not what its type says: a fault of who wrote it, or of an upcaster. */
export interface UnreadableEvent<Envelope extends AnyEvent = AnyEvent> {
  readonly _tag: "UnreadableEvent";
  /** The version at which reading ended. */
  readonly type: string;
  /** What was expected, and where; never the value that stands there. */
  readonly reason: string;
  readonly envelope: Envelope;
}

/** What became of an event that was read. */
export type Decoded<E extends EventType, Envelope extends AnyEvent = AnyEvent> =
  | (E extends unknown ? KnownEvent<E, Envelope> : never)
  | UnknownEvent<Envelope>
  | ToldElsewhere<Envelope>
  | UnreadableEvent<Envelope>;

type Outcome =
  | { readonly _tag: "Read"; readonly data: unknown }
  | { readonly _tag: "Nothing" }
  | { readonly _tag: "Failed"; readonly type: string; readonly reason: string };

const words = SchemaIssue.makeFormatterDefault();

/** An issue reports no input unless it is asked to (`reportInput`): what people read of it may be less than the payload. */
const reasonOf = (cause: Cause.Cause<SchemaIssue.Issue>): string => {
  const found = Cause.squash(cause);
  return SchemaIssue.isIssue(found) ? words(found).replaceAll(/\s*\n\s*/gu, " ") : String(found);
};

const readAs = (definition: EventType, type: string, data: unknown): Outcome => {
  const told: Outcome = definition.type === type || definition.upcasts === null ? { _tag: "Read", data } : upcast(definition.upcasts, definition.type, type, data);
  if (told._tag !== "Read") return told;
  const exit = definition.reader.decode(told.data);
  return Exit.isSuccess(exit) ? { _tag: "Read", data: exit.value } : { _tag: "Failed", type: definition.type, reason: reasonOf(exit.cause) };
};

/** From the version before: read by its own reader first, so that the function meets what its types say. */
const upcast = ({ from, upcast: toNext }: NonNullable<EventType["upcasts"]>, to: string, type: string, data: unknown): Outcome => {
  const read = readAs(from, type, data);
  if (read._tag !== "Read") return read;
  try {
    const next = toNext(from.reader.encode(read.data));
    return next === null ? { _tag: "Nothing" } : { _tag: "Read", data: next };
  } catch (error) {
    return { _tag: "Failed", type: to, reason: `its upcaster threw: ${String(error)}` };
  }
};

/** Reads events as the definitions asked for; where several can read one, the newest does. */
export const decoderOf = <E extends EventType>(asked: ReadonlyArray<E>) => {
  const newest = new Map<string, E>();
  for (const definition of asked.toSorted((a, b) => a.version - b.version)) for (const { type } of lineageOf(definition)) newest.set(type, definition);
  return <Envelope extends AnyEvent>(envelope: Envelope): Decoded<E, Envelope> => {
    const definition = newest.get(envelope.type);
    if (definition === undefined) return { _tag: "UnknownEvent", envelope };
    const outcome = readAs(definition, envelope.type, envelope.data);
    if (outcome._tag === "Nothing") return { _tag: "ToldElsewhere", envelope };
    if (outcome._tag === "Failed") return { _tag: "UnreadableEvent", type: outcome.type, reason: outcome.reason, envelope };
    // The reader is the one of the definition whose type stands beside.
    return { _tag: "Event", type: definition.type, data: outcome.data, envelope } as Decoded<E, Envelope>;
  };
};

type Values<T> = T[keyof T];

/** Every type of event of the platform. */
export type EventDefinition = Values<{ [S in keyof typeof services]: Values<(typeof services)[S]["events"]> }>;

const definitions: ReadonlyArray<EventDefinition> = Object.values(services).flatMap(({ events }) => Object.values<EventDefinition>(events));

/** Reads an event of any service in the newest version that this package knows. */
export const decodeEvent = decoderOf(definitions);

const known: ReadonlySet<string> = new Set(definitions.map(({ type }) => type));

/** True of the types of event that this version of the package knows. */
export const isKnownType = (type: string): boolean => known.has(type);
