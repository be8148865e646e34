/**
 * What one type of domain event is, as plain data: its name and version, its payload, its owner and an example.
 * Validation, CloudEvents, the AsyncAPI document, the catalogue pages and the frozen samples come from it.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { eventType } from "@cpts/api/EventType"
 *
 * const thingDone = eventType({
 *   service: "registry", aggregate: "thing", event: "done", version: 1,
 *   payload: Schema.Struct({ thingId: Schema.String }),
 *   summary: { fr: "Une chose est faite", en: "A thing is done" },
 *   example: { thingId: "1" }
 * })
 * thingDone.type // => "cpts.registry.thing.done.v1"
 * ```
 *
 * @since 0.1.0
 */
import type { Bilingual, Codec } from "./Endpoint.ts";

/** The definition of one type of event, in one version. Build it with {@link eventType}. */
export interface EventType<Type extends string = string, Payload extends Codec = Codec> {
  /** `cpts.<service>.<aggregate>.<event>.v<version>`: the CloudEvents type and the NATS subject. */
  readonly type: Type;
  readonly service: string;
  readonly aggregate: string;
  readonly event: string;
  readonly version: number;
  readonly payload: Payload;
  readonly summary: Bilingual;
  readonly example: Payload["Encoded"];
}

/** Builds an event definition; its type is derived, so it cannot disagree with its parts. */
export const eventType = <
  const Service extends string,
  const Aggregate extends string,
  const Event extends string,
  const Version extends number,
  Payload extends Codec,
>(definition: {
  readonly service: Service;
  readonly aggregate: Aggregate;
  readonly event: Event;
  readonly version: Version;
  readonly payload: Payload;
  readonly summary: Bilingual;
  readonly example: Payload["Encoded"];
}): EventType<`cpts.${Service}.${Aggregate}.${Event}.v${Version}`, Payload> => ({
  ...definition,
  type: `cpts.${definition.service}.${definition.aggregate}.${definition.event}.v${definition.version}`,
});

export type PayloadOf<E extends EventType> = E["payload"]["Type"];
