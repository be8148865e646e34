/**
 * The whole present state of a collection, with the position of the log that it corresponds to: whoever takes it and then
 * follows the log from there has the same as whoever followed from the first event.
 *
 * It travels as NDJSON: a first line that names the position, then one item a line, then a last line that counts them. A
 * transfer without its last line was cut, and says nothing.
 *
 * @example
 * ```ts
 * import { registry } from "@cpts/api/Registry"
 *
 * registry.endpoints.snapshotCpts.path // => "/v1/cpts/snapshot"
 * registry.endpoints.snapshotCpts.stream?.mediaType // => "application/x-ndjson"
 * registry.endpoints.snapshotReferents.snapshotOf.tells // => ["cpts.registry.referent.registered.v1"]
 * ```
 *
 * @since 0.1.0
 */
import type { Action } from "@cpts/domain/Access";
import { PositionNumber } from "@cpts/domain/Position";
import { Schema } from "effect";
import { type Bilingual, type Codec, type Endpoint, endpoint, type Nothing } from "./Endpoint.ts";
import type { EventType } from "./EventType.ts";

/** The first line of a snapshot: following `source` from `position` of the log `logId` continues it. */
export const SnapshotStart = Schema.Struct({
  snapshot: Schema.Struct({
    source: Schema.String.annotate({ description: "The service whose state this is", examples: ["registry"] }),
    logId: Schema.String.annotate({ description: "The log of that service" }),
    position: PositionNumber.annotate({ description: "Everything up to this position of the log is in the items, and nothing after it" }),
    collection: Schema.String.annotate({ description: "What the items are", examples: ["cpts"] }),
  }),
}).annotate({ identifier: "SnapshotStart" });
/** The first line of a snapshot. */
export type SnapshotStart = typeof SnapshotStart.Type;

/** The last line of a snapshot. */
export const SnapshotEnd = Schema.Struct({
  end: Schema.Struct({ count: Schema.Int.annotate({ description: "How many items came before" }) }),
}).annotate({ identifier: "SnapshotEnd" });
/** The last line of a snapshot. */
export type SnapshotEnd = typeof SnapshotEnd.Type;

/** The lines of a snapshot, whose items are those of a list. */
export const snapshotLine = <Item extends Codec>(item: Item) => Schema.Union([SnapshotStart, SnapshotEnd, item]);

/** What a snapshot is of. */
export interface SnapshotOf<Item extends Codec> {
  readonly collection: string;
  /** One item, as the list of the collection shows it. */
  readonly item: Item;
  /** What must be permitted beside the reading of the log: to read the collection. */
  readonly reads: Action;
  /** The types of the events that continue it: whoever follows these, and no others, has the collection. */
  readonly tells: ReadonlyArray<string>;
}

/** The contract of a snapshot. Build it with {@link snapshotOf}. */
export type SnapshotEndpoint<Item extends Codec = Codec> = Endpoint<typeof Nothing, typeof Nothing, typeof Nothing, ReturnType<typeof snapshotLine<Item>>> & {
  readonly snapshotOf: SnapshotOf<Item>;
};

/** True of snapshots. */
export const isSnapshot = (contract: Endpoint): contract is SnapshotEndpoint => "snapshotOf" in contract;

/** An endpoint that answers items. */
type ListEndpoint<Item extends Codec> = Pick<Endpoint, "id" | "permission"> & { readonly response: { readonly fields: { readonly items: { readonly value: Item } } } };

/** A type of event: its definition, or its name. */
type Told = string | Pick<EventType, "type">;

/**
 * The snapshot of the collection that a list shows page by page: the same items, but all of them, whatever their dates. Who may
 * read the log (`log`) and the list may ask for it, where they may see every item: nothing is left out. `tells` are the events
 * that continue it.
 */
export const snapshotOf = <Item extends Codec>(
  list: ListEndpoint<Item>,
  options: { readonly collection: string; readonly log: Action; readonly tells: readonly [Told, ...ReadonlyArray<Told>]; readonly summary: Bilingual },
): SnapshotEndpoint<Item> => {
  const tells = options.tells.map((told) => (typeof told === "string" ? told : told.type));
  const item = list.response.fields.items.value;
  const contract = endpoint({
    id: list.id.replace(/\..*$/u, ".snapshot"),
    method: "GET",
    path: `/v1/${options.collection}/snapshot`,
    response: snapshotLine(item),
    permission: options.log,
    stream: {
      mediaType: "application/x-ndjson",
      onDemand: false,
      description: `NDJSON: a first line that names the position of the log, one item a line, a last line that counts them. Without it the transfer was cut. Needs \`${list.permission}\` of every item beside the reading of the log`,
    },
    summary: options.summary,
  });
  return { ...contract, snapshotOf: { collection: options.collection, item, reads: list.permission, tells } };
};

/** The snapshots of a service that an event of this type continues. */
export const continuedBy = (type: string, { endpoints }: { readonly endpoints: Readonly<Record<string, Endpoint>> }): ReadonlyArray<SnapshotEndpoint> =>
  Object.values(endpoints)
    .filter(isSnapshot)
    .filter(({ snapshotOf: { tells } }) => tells.includes(type));
