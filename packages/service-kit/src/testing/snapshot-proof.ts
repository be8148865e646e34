import type { SnapshotEndpoint } from "@cpts/api/Snapshot";
import { Layer, Schema } from "effect";
import * as fc from "fast-check";
import { expect } from "vitest";
import { streamLimits } from "../http/streams.ts";
import type { Service } from "../service.ts";
import type { Variables } from "../config/variables.ts";
import type { TestReplica } from "./test-service.ts";

/** An event as the feed gives it. */
export interface LoggedFact {
  readonly type: string;
  readonly subject: string;
  readonly position: number;
  readonly aggregateversion: number;
  readonly data: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a follower keeps of a collection: by id, the fields that events tell. */
export type Kept = ReadonlyMap<string, Fields>;

/** What an event says of one thing of a collection: its id, and the fields that are now so; null where there is no such thing any more. */
export interface Change {
  readonly id: string;
  readonly fields: Fields | null;
}

/** How a follower keeps a collection. It hears the events that continue the snapshot, and no others. */
export interface Follower {
  readonly endpoint: SnapshotEndpoint;
  /** What an event says of the things of the collection, which are known as `kept`; null where it says nothing of them. */
  readonly told: (event: LoggedFact, kept: Kept) => Change | ReadonlyArray<Change> | null;
  /** What everybody has before the first event. */
  readonly before?: Kept;
  /** The same fields as an item of the snapshot has them. */
  readonly shown: (item: ReturnType<JSON["parse"]>) => Fields;
  /** What tells the items apart, where that is not their `id`. */
  readonly idOf?: (item: ReturnType<JSON["parse"]>) => string;
}

/** Some of the fields of something; those that it does not have are not there. */
export const only = (from: Fields, ...names: ReadonlyArray<string>): Fields => Object.fromEntries(names.flatMap((name) => (Object.hasOwn(from, name) ? [[name, from[name]]] : [])));

/** Follows things that are told whole, by events of one type or of several that say the same, under an id of their payload. */
export const statedOnce = (endpoint: SnapshotEndpoint, id: string, ...names: ReadonlyArray<string>): Follower => ({
  endpoint,
  told: ({ data }) => ({ id: String(data[id]), fields: only(data, ...names) }),
  shown: (item) => only(item, ...names),
});

/** Follows things whose items are what the last event of them says. */
export const toldAsShown = (endpoint: SnapshotEndpoint, ...ids: readonly [string, ...ReadonlyArray<string>]): Follower => {
  const idOf = (item: Fields): string => ids.map((name) => String(item[name])).join(" ");
  return { endpoint, told: ({ data }) => ({ id: idOf(data), fields: data }), shown: (item) => item, idOf };
};

/** Removes what is kept of someone, by the field that holds their id. */
export const without = (kept: Kept, field: string, personId: unknown): ReadonlyArray<Change> => [...kept].flatMap(([id, fields]) => (fields[field] === personId ? [{ id, fields: null }] : []));

/** A service, and what writes to it. */
export interface Written {
  readonly service: Pick<TestReplica, "running" | "send">;
  /** May read the log and every item. */
  readonly token: string;
  /** One write of a random history; what it chooses hangs on the numbers given, and it may well be refused. */
  readonly write: (choice: Choice) => Promise<unknown>;
}

/** Draws from a random history. */
export interface Choice {
  readonly below: (count: number) => number;
  readonly of: <A>(...values: readonly [A, ...ReadonlyArray<A>]) => A;
}

/** The service with snapshots of so few items a page that writes come between the pages. */
export const withSmallSnapshotPages = <V extends Variables, R>(service: Service<V, R>): Service<V, R> => ({
  ...service,
  layer: (config, log) => Layer.merge(service.layer(config, log), streamLimits({ snapshotPage: 3 })),
});

const choiceOf = (numbers: Iterator<number>): Choice => {
  const below = (count: number): number => Number(numbers.next().value ?? 0) % count;
  // There is at least one value.
  return { below, of: (...values) => values[below(values.length)] as (typeof values)[number] };
};

interface Followed {
  readonly kept: Kept;
  /** The types of the events that said something. */
  readonly said: ReadonlySet<string>;
}

const follow = (start: Kept, events: ReadonlyArray<LoggedFact>, { endpoint, told }: Follower): Followed => {
  const kept = new Map(start);
  const said = new Set<string>();
  for (const event of events) {
    if (!endpoint.snapshotOf.tells.includes(event.type)) continue;
    for (const { fields, id } of [told(event, kept) ?? []].flat()) {
      if (fields === null) kept.delete(id);
      else kept.set(id, { ...kept.get(id), ...fields });
      if (fields === null || Object.keys(fields).length > 0) said.add(event.type);
    }
  }
  return { kept, said };
};

const eventsAfter = async ({ service, token }: Written, position: number): Promise<ReadonlyArray<LoggedFact>> => {
  const { json } = await service.send("GET", `/v1/events?after=${position}&limit=500`, { token });
  return json.scannedTo === json.head ? json.events : [...json.events, ...(await eventsAfter({ service, token, write: async () => {} }, json.scannedTo))];
};

interface Taken {
  readonly position: number;
  readonly items: ReadonlyArray<ReturnType<JSON["parse"]>>;
}

/** Reads a snapshot chunk by chunk; between two chunks something is written. */
const take = async ({ service, token }: Written, { endpoint }: Follower, meanwhile: () => Promise<unknown>): Promise<Taken> => {
  const response = await service.running.app.request(endpoint.path, { headers: { authorization: `Bearer ${token}` } });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  let text = "";
  for await (const chunk of (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    await meanwhile();
  }
  const [first, ...rest] = text.trimEnd().split("\n").map((line): ReturnType<JSON["parse"]> => JSON.parse(line));
  const { collection, logId, position, source } = first.snapshot;
  expect(response.headers.get("cpts-position")).toBe(`${source}@${logId}:${position}`);
  expect([collection, rest.pop()]).toEqual([endpoint.snapshotOf.collection, { end: { count: rest.length } }]);
  // An item needs no service: it travels.
  const read = Schema.decodeUnknownSync(endpoint.snapshotOf.item as Schema.Codec<unknown, unknown>, { onExcessProperty: "error" });
  for (const item of rest) read(item);
  return { position, items: rest };
};

const keptOf = (items: Taken["items"], { idOf = ({ id }) => id, shown }: Follower): Kept => new Map(items.map((item) => [idOf(item), shown(item)]));

/** Fields for words that people typed: a snapshot shows them to who may see them, an event never tells them. */
const wordy = new Set(["audience", "document", "label", "locator", "objective", "place", "prose", "quote", "title"]);

/** What an event can tell of a value: without such words, nor a text for a number. */
const withoutWords = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([name, inner]) => !(wordy.has(name) && (typeof inner === "string" || inner === null)));
  return Object.fromEntries(fields.map(([name, inner]) => [name, withoutWords(inner)]));
};

const sorted = (kept: Kept): ReadonlyArray<readonly [string, Fields]> => [...kept].map(([id, fields]) => [id, withoutWords(fields) as Fields] as const).toSorted(([one], [other]) => (one < other ? -1 : 1));

/**
 * Fails unless a snapshot taken at a random moment of a random history, while writes go on, is what the events up to its
 * position make, and following from there comes out where following from the first event does; and unless every type of event
 * that is said to continue the snapshot happened, and said something. Gives how many events came after the snapshots: with none,
 * nothing was proved of following.
 */
export const provesSnapshot = async (written: Written, follower: Follower, { runs = 2, writes = 18 }: { readonly runs?: number; readonly writes?: number } = {}): Promise<number> => {
  let between = 0;
  let said: ReadonlySet<string> = new Set();
  const moment = fc.record({ numbers: fc.infiniteStream(fc.nat(9_999)), before: fc.nat(writes) });
  await fc.assert(
    fc.asyncProperty(moment, async ({ before, numbers }) => {
      const choice = choiceOf(numbers);
      const write = (): Promise<unknown> => written.write(choice);
      for (let done = 0; done < before; done += 1) await write();
      const others = Promise.all(Array.from({ length: 3 }, async () => { for (let done = 0; done < writes / 6; done += 1) await write(); }));
      let left = writes / 2;
      const taken = await take(written, follower, async () => (left-- > 0 ? write() : undefined));
      await others;
      const all = await eventsAfter(written, 0);
      const inside = all.filter(({ position }) => position <= taken.position);
      between += all.length - inside.length;
      const start = keptOf(taken.items, follower);
      const known = follower.before ?? new Map<string, Fields>();
      const whole = follow(known, all, follower);
      expect(sorted(start)).toEqual(sorted(follow(known, inside, follower).kept));
      expect(sorted(follow(start, all.slice(inside.length), follower).kept)).toEqual(sorted(whole.kept));
      said = whole.said;
    }),
    { numRuns: runs, endOnFailure: true },
  );
  expect(follower.endpoint.snapshotOf.tells.filter((type) => !said.has(type))).toEqual([]);
  return between;
};
