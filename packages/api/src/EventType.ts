/**
 * What one type of domain event is, as plain data: its name and version, its payload, its owner and an example.
 * Validation, CloudEvents, the AsyncAPI document, the catalogue pages and the frozen samples come from it.
 *
 * A payload is written by its schema, every check included, and read by the `reader` derived from it, which obeys the
 * structure only. What may change within a version, and what needs a new one, is said in `Evolution.ts`.
 *
 * A log cannot be cut, and words that somebody typed may name a person: none of them is told. Wherever the schema takes any
 * words, what is recorded is nothing: an optional field is left out, one that may be null is null, else it is `…`. Who may know
 * them reads them where they can be erased, under the id that the event names. `words` names the places that are told all the same.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { eventType, lineageOf } from "@cpts/api/EventType"
 *
 * const thingDone = eventType({
 *   service: "registry", aggregate: "thing", event: "done", version: 1,
 *   payload: Schema.Struct({ thingId: Schema.String }),
 *   summary: { fr: "Une chose est faite", en: "A thing is done" },
 *   example: { thingId: "1" }
 * })
 * thingDone.type // => "cpts.registry.thing.done.v1"
 *
 * const thingDone2 = eventType({
 *   ...thingDone, version: 2,
 *   payload: Schema.Struct({ thing: Schema.Struct({ id: Schema.String }) }),
 *   example: { thing: { id: "1" } },
 *   upcasts: { from: thingDone, upcast: ({ thingId }) => ({ thing: { id: thingId } }) }
 * })
 * lineageOf(thingDone2).map(({ type }) => type) // => ["cpts.registry.thing.done.v2", "cpts.registry.thing.done.v1"]
 * ```
 *
 * @since 0.1.0
 */
import type { Bilingual, Codec } from "./Endpoint.ts";
import { type EventReader, type Read, readerOf, type Told } from "./EventReader.ts";
import { toldWords } from "./internal/told-words.ts";

/** How the events of an earlier definition are read as events of a later one. */
export interface Upcasts {
  readonly from: EventType;
  /** From the JSON of the earlier payload to that of the later one; null where another event tells it already. */
  upcast(old: unknown): unknown;
}

/** The definition of one type of event, in one version. Build it with {@link eventType}. */
export interface EventType<Type extends string = string, Payload extends Codec = Codec> {
  /** `cpts.<service>.<aggregate>.<event>.v<version>`: the CloudEvents type and the NATS subject. */
  readonly type: Type;
  readonly service: string;
  readonly aggregate: string;
  readonly event: string;
  readonly version: number;
  /** What a writer obeys. */
  readonly payload: Payload;
  /** What a reader obeys: the structure of the payload, without its checks. It gives a {@link ReadOf}; see {@link jsonOf}. */
  readonly reader: EventReader<unknown, unknown>;
  readonly summary: Bilingual;
  readonly example: Payload["Encoded"];
  /** The version before, if its events are to be read as events of this one; null for a first version. */
  readonly upcasts: Upcasts | null;
  /** Places of the payload whose words are told, each with the reason; JSON Pointers, `-` for any element, `*` for any member. */
  readonly words: Readonly<Record<string, string>>;
  /** All places of the payload that take words. */
  readonly wordPlaces: ReadonlyArray<string>;
  /** What of a payload is recorded and told: all but the words that people typed. The JSON in, the JSON out. */
  tell(data: unknown): unknown;
}

/**
 * Builds an event definition; its type and its reader are derived, so they cannot disagree with its parts.
 *
 * `upcast` is pure and total: it is given the JSON that the reader of `from` accepts, whose lists of codes may hold a code
 * of tomorrow. Throws when `from` is of another service: an event is told by one log.
 */
export const eventType = <
  const Service extends string,
  const Aggregate extends string,
  const Event extends string,
  const Version extends number,
  Payload extends Codec,
  From extends EventType = EventType,
>(definition: {
  readonly service: Service;
  readonly aggregate: Aggregate;
  readonly event: Event;
  readonly version: Version;
  readonly payload: Payload;
  readonly summary: Bilingual;
  readonly example: Payload["Encoded"];
  readonly upcasts?: { readonly from: From; upcast(old: Told<From["payload"]["Encoded"]>): Told<Payload["Encoded"]> | null } | null;
  readonly words?: Readonly<Record<string, string>>;
}): EventType<`cpts.${Service}.${Aggregate}.${Event}.v${Version}`, Payload> => {
  const { service, aggregate, event, version, payload, summary, example, upcasts = null, words = {} } = definition;
  if (upcasts !== null && upcasts.from.service !== service) throw new Error(`${service} cannot upcast events of ${upcasts.from.service}`);
  const { places, tell } = toldWords(payload, Object.keys(words));
  return {
    type: `cpts.${service}.${aggregate}.${event}.v${version}`,
    service,
    aggregate,
    event,
    version,
    payload,
    reader: readerOf(payload),
    summary,
    example,
    // Only JSON that the reader of `from` has accepted is given to it.
    upcasts: upcasts as Upcasts | null,
    words,
    wordPlaces: places,
    tell,
  };
};

/** The definition and those before it whose events it can read, newest first. */
export const lineageOf = (definition: EventType): ReadonlyArray<EventType> => [definition, ...(definition.upcasts === null ? [] : lineageOf(definition.upcasts.from))];

/** A payload as a writer gives it. */
export type PayloadOf<E extends EventType> = E["payload"]["Type"];

/** A payload as a reader gets it: where the writer has a list of codes, a code of tomorrow may be. */
export type ReadOf<E extends EventType> = Read<E["payload"]["Type"]>;

/** What was read, as it travels. A reader of `definition` must have given it: checks are not applied. */
export const jsonOf = <E extends EventType>(definition: E, read: ReadOf<E>): Told<E["payload"]["Encoded"]> =>
  // The reader was derived from this very payload.
  definition.reader.encode(read) as Told<E["payload"]["Encoded"]>;
