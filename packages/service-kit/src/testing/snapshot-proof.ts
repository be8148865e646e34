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
type Kept = ReadonlyMap<string, Fields>;

/** How a follower keeps a collection. */
export interface Follower {
  readonly endpoint: SnapshotEndpoint;
  /** What an event says of one thing of the collection: its id, and the fields that are now so; null where it says nothing of it. */
  readonly told: (event: LoggedFact) => { readonly id: string; readonly fields: Fields } | null;
  /** The same fields as an item of the snapshot has them. */
  readonly shown: (item: ReturnType<JSON["parse"]>) => Fields;
  /** What tells the items apart, where that is not their `id`. */
  readonly idOf?: (item: ReturnType<JSON["parse"]>) => string;
}

/** Some of the fields of something; those that it does not have are not there. */
export const only = (from: Fields, ...names: ReadonlyArray<string>): Fields => Object.fromEntries(names.flatMap((name) => (Object.hasOwn(from, name) ? [[name, from[name]]] : [])));

/** Follows things that are told whole, once, by one type of event, under an id of its payload. */
export const statedOnce = (endpoint: SnapshotEndpoint, type: string, id: string, ...names: ReadonlyArray<string>): Follower => ({
  endpoint,
  told: (event) => (event.type === type ? { id: String(event.data[id]), fields: only(event.data, ...names) } : null),
  shown: (item) => only(item, ...names),
});

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

const follow = (start: Kept, events: ReadonlyArray<LoggedFact>, told: Follower["told"]): Kept => {
  const kept = new Map(start);
  for (const event of events) {
    const change = told(event);
    if (change !== null) kept.set(change.id, { ...kept.get(change.id), ...change.fields });
  }
  return kept;
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

const sorted = (kept: Kept): ReadonlyArray<readonly [string, Fields]> => [...kept].toSorted(([one], [other]) => (one < other ? -1 : 1));

/**
 * Fails unless a snapshot taken at a random moment of a random history, while writes go on, is what the events up to its
 * position make, and following from there comes out where following from the first event does. Gives how many events came after
 * the snapshots: with none, nothing was proved of following.
 */
export const provesSnapshot = async (written: Written, follower: Follower, { runs = 2, writes = 18 }: { readonly runs?: number; readonly writes?: number } = {}): Promise<number> => {
  let between = 0;
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
      expect(sorted(start)).toEqual(sorted(follow(new Map(), inside, follower.told)));
      expect(sorted(follow(start, all.slice(inside.length), follower.told))).toEqual(sorted(follow(new Map(), all, follower.told)));
    }),
    { numRuns: runs, endOnFailure: true },
  );
  return between;
};
