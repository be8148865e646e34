import { describe, expect, it } from "@effect/vitest";
import * as fc from "fast-check";
import type { Envelope } from "../contracts.ts";
import { eventAt, eventsUpTo, upTo } from "../fixtures/events.ts";
import { manualLane } from "../fixtures/manual-lane.ts";
import type { Feed } from "./feed.ts";
import { follow, type Followed, type FollowOptions } from "./follow.ts";
import { beginningOf } from "./logged-event.ts";
import type { SubscriptionState } from "./subscription-state.ts";

/** A log in memory, read page by page. */
const logOf = (events: ReadonlyArray<Envelope>, logId = "log-one-1") => {
  const log = { events: [...events], logId };
  const asked: Array<{ after: number; wait: number }> = [];
  const feed: Feed<Envelope> = async ({ after, limit, wait, signal }) => {
    asked.push({ after, wait });
    if (wait > 0 && !log.events.some(({ position }) => position > after)) {
      await new Promise<void>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    }
    const page = log.events.filter(({ position }) => position > after).slice(0, limit);
    return { source: "registry", logId: log.logId, head: log.events.at(-1)?.position ?? 0, events: page };
  };
  return { log, feed, asked };
};

/** Follows until `enough` events were handled. */
const followUpTo = async (enough: number, options: Partial<FollowOptions<Envelope>> & Pick<FollowOptions<Envelope>, "feed">): Promise<{ handled: Array<number>; end: Followed }> => {
  const stop = new AbortController();
  const handled: Array<number> = [];
  const end = await follow<Envelope>({
    source: "registry",
    cursor: beginningOf("registry"),
    signal: stop.signal,
    pollMs: 5,
    retryMs: { first: 1, longest: 2 },
    ...options,
    handle: async (batch, cursorAfter) => {
      await options.handle?.(batch, cursorAfter);
      handled.push(...batch.map(({ position }) => position));
      if (cursorAfter.position >= enough) stop.abort();
    },
  });
  return { handled, end };
};

describe("following a log", () => {
  it("reads everything from the feed when there is no live lane", async () => {
    const { feed } = logOf(eventsUpTo(1_234));
    const { handled, end } = await followUpTo(1_234, { feed });
    expect(handled).toEqual(upTo(1_234));
    expect(end).toEqual({ _tag: "Stopped", cursor: { source: "registry", logId: "log-one-1", position: 1_234 } });
  });

  it("hands at most 500 events at once", async () => {
    const sizes: Array<number> = [];
    await followUpTo(1_100, {
      feed: logOf(eventsUpTo(1_100)).feed,
      handle: async (batch) => void sizes.push(batch.length),
    });
    expect(sizes).toEqual([500, 500, 100]);
  });

  it("takes the next event from the live lane without asking the feed", async () => {
    const { feed, asked, log } = logOf(eventsUpTo(2));
    const { lane, publish } = manualLane();
    const onState = (state: SubscriptionState): void => {
      if (state._tag !== "Live") return;
      log.events.push(eventAt(3));
      publish(eventAt(3));
    };
    const { handled } = await followUpTo(3, { feed, live: lane, onState, pollMs: 60_000 });
    expect(handled).toEqual([1, 2, 3]);
    expect(asked.map(({ after }) => after)).toEqual([0]);
  });

  it("fills a gap of the live lane from the feed", async () => {
    const { feed, log } = logOf(eventsUpTo(2));
    const { lane, publish } = manualLane();
    const onState = (state: SubscriptionState): void => {
      if (state._tag !== "Live" || log.events.length > 2) return;
      log.events.push(eventAt(3), eventAt(4), eventAt(5));
      publish(eventAt(5));
    };
    expect((await followUpTo(5, { feed, live: lane, onState, pollMs: 60_000 })).handled).toEqual([1, 2, 3, 4, 5]);
  });

  it("finds in the feed what a silent live lane never told", async () => {
    const { feed, log } = logOf(eventsUpTo(1));
    const onState = (state: SubscriptionState): void => {
      if (state._tag === "Live" && log.events.length === 1) log.events.push(eventAt(2));
    };
    expect((await followUpTo(2, { feed, live: manualLane().lane, onState })).handled).toEqual([1, 2]);
  });

  it("forgets the live lane's events rather than hold more than two batches of them", async () => {
    const { feed, log } = logOf(eventsUpTo(1));
    const { lane, publish } = manualLane();
    let flooded = false;
    const handle = async (): Promise<void> => {
      if (flooded) return;
      flooded = true;
      log.events.push(...upTo(10_000, 2).map((position) => eventAt(position)));
      for (const event of log.events) publish(event);
    };
    expect((await followUpTo(10_000, { feed, live: lane, handle, pollMs: 60_000 })).handled).toEqual(upTo(10_000));
  });

  it("asks the feed when the live lane had more events than it holds", async () => {
    const { feed, log } = logOf(eventsUpTo(1));
    const { lane, publish } = manualLane();
    const onState = (state: SubscriptionState): void => {
      if (state._tag !== "Live" || log.events.length > 1) return;
      log.events.push(...upTo(8, 2).map((position) => eventAt(position)));
      publish(eventAt(2));
    };
    const handle = async (_: unknown, { position }: { readonly position: number }): Promise<void> => {
      if (position === 2) for (const event of log.events.slice(2, 7)) publish(event);
    };
    expect((await followUpTo(8, { feed, live: lane, onState, handle, batchSize: 2, pollMs: 60_000 })).handled).toEqual(upTo(8));
  });

  it("does not ask the feed because of events it has handled", async () => {
    const { feed, log, asked } = logOf(eventsUpTo(3));
    const { lane, publish } = manualLane();
    const onState = (state: SubscriptionState): void => {
      if (state._tag !== "Live" || log.events.length > 3) return;
      for (const position of [3, 1, 2, 3]) publish(eventAt(position));
      log.events.push(eventAt(4));
      setImmediate(() => publish(eventAt(4)));
    };
    expect((await followUpTo(4, { feed, live: lane, onState, pollMs: 60_000 })).handled).toEqual([1, 2, 3, 4]);
    expect(asked).toHaveLength(1);
  });

  it("asks the feed at once when the live lane comes back", async () => {
    const { feed, log } = logOf(eventsUpTo(1));
    const { lane, lose, recover } = manualLane();
    const onState = (state: SubscriptionState): void => {
      if (state._tag === "Live" && log.events.length === 1) lose();
      if (state._tag !== "Waiting") return;
      // Comes while the lane is away, to a feed that is slow to tell.
      setImmediate(() => {
        log.events.push(eventAt(2));
        recover();
      });
    };
    expect((await followUpTo(2, { feed, live: lane, onState, pollMs: 60_000 })).handled).toEqual([1, 2]);
  });

  it("does not believe the live lane about another log, nor about events the feed does not have", async () => {
    const { feed, log, asked } = logOf(eventsUpTo(1));
    const { lane, publish } = manualLane();
    const onState = (state: SubscriptionState): void => {
      if (state._tag !== "Live" || log.events.length > 1) return;
      publish(eventAt(2, "another-log"));
      publish(eventAt(999));
      publish("nonsense");
      publish({ ...eventAt(2), source: "/cpts/directory" });
      log.events.push(eventAt(2));
    };
    expect((await followUpTo(2, { feed, live: lane, onState })).handled).toEqual([1, 2]);
    expect(asked.length).toBeLessThan(10);
  });

  it("passes over other types, and moves the cursor all the same", async () => {
    const cursors: Array<number> = [];
    const { handled, end } = await followUpTo(7, {
      feed: logOf(eventsUpTo(7)).feed,
      types: ["cpts.registry.territory.changed.v1"],
      handle: async (_, { position }) => void cursors.push(position),
    });
    expect(handled).toEqual([3, 6]);
    expect(cursors).toEqual([7]);
    expect(end.cursor.position).toBe(7);
  });

  it("stops when the log is another one", async () => {
    const { feed } = logOf(eventsUpTo(9), "log-two-2");
    const cursor = { source: "registry", logId: "log-one-1", position: 4 };
    const { end, handled } = await followUpTo(9, { feed, cursor });
    expect(end).toEqual({ _tag: "LogChanged", cursor, logId: "log-two-2", head: 9 });
    expect(handled).toEqual([]);
  });

  it("stops when the log is shorter than the cursor", async () => {
    const cursor = { source: "registry", logId: "log-one-1", position: 4 };
    const { end } = await followUpTo(9, { feed: logOf(eventsUpTo(3)).feed, cursor });
    expect(end).toEqual({ _tag: "LogChanged", cursor, logId: "log-one-1", head: 3 });
  });

  it("takes no page with a hole, and asks again", async () => {
    const good = logOf(eventsUpTo(5));
    let pages = 0;
    const feed: Feed<Envelope> = async (request) => {
      const page = await good.feed(request);
      pages += 1;
      return pages === 1 ? { ...page, events: page.events.filter(({ position }) => position !== 3) } : page;
    };
    const states: Array<string> = [];
    const { handled } = await followUpTo(5, { feed, onState: ({ _tag }) => void states.push(_tag) });
    expect(handled).toEqual([1, 2, 3, 4, 5]);
    expect(states).toContain("FeedUnavailable");
  });

  it("rejects with the handler's error, and hands the batch again when told so", async () => {
    const { feed } = logOf(eventsUpTo(3));
    await expect(followUpTo(3, { feed, handle: () => Promise.reject(new Error("the database is away")) })).rejects.toThrow("the database is away");
    let failures = 0;
    const { handled } = await followUpTo(3, {
      feed,
      handle: async () => {
        if (failures++ < 2) throw new Error("the database is away");
      },
      onHandleError: async (_, attempt) => (attempt < 3 ? "retry" : "stop"),
    });
    expect(handled).toEqual([1, 2, 3]);
  });

  it("finishes the batch in hand when it is stopped, and lets go of the lane", async () => {
    const stop = new AbortController();
    const { lane, released } = manualLane();
    let finished = false;
    const end = await follow<Envelope>({
      source: "registry",
      cursor: beginningOf("registry"),
      feed: logOf(eventsUpTo(3)).feed,
      live: lane,
      signal: stop.signal,
      handle: async () => {
        stop.abort();
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        finished = true;
      },
    });
    await released;
    expect(finished).toBe(true);
    expect(end.cursor.position).toBe(3);
  });

  it("goes on with the feed alone when the live lane breaks for good", async () => {
    const states: Array<string> = [];
    const broken = { open: () => Promise.reject(new Error("no client")) };
    const { handled } = await followUpTo(3, { feed: logOf(eventsUpTo(3)).feed, live: broken, onState: ({ _tag }) => void states.push(_tag) });
    expect(handled).toEqual([1, 2, 3]);
    expect(states).toContain("LaneLost");
  });
});

/** What happens between two events: the lane repeats, loses, delays, breaks; the feed and the handler fail. */
const fault = fc.constantFrom("none", "duplicate", "drop", "delay", "old", "lane-lost", "lane-back", "feed-fails", "handler-fails", "batch");

describe("whatever the lanes do", () => {
  it("every event is handled exactly once and in order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 9 }), fc.boolean(), async (faults, batchSize, openAtFirst) => {
        const { feed: read, log } = logOf([eventAt(1)]);
        const manual = manualLane(openAtFirst);
        const late: Array<Envelope> = [];
        let feedFailures = 0;
        let handlerFailures = 0;
        const feed: Feed<Envelope> = async (request) => {
          if (feedFailures-- > 0) throw new Error("no feed");
          // A waiting feed is left to the other tests: here it answers at once, so that time plays no part.
          return read({ ...request, wait: 0 });
        };
        const happen = async (): Promise<void> => {
          for (const [index, what] of faults.entries()) {
            const event = eventAt(index + 2);
            log.events.push(event);
            if (what === "lane-lost") manual.lose();
            if (what === "lane-back") manual.recover();
            if (what === "feed-fails") feedFailures = 2;
            if (what === "handler-fails") handlerFailures = 1;
            if (what === "delay") late.push(event);
            else if (what !== "drop") manual.publish(event);
            if (what === "duplicate") manual.publish(event);
            if (what === "old") manual.publish(eventAt(Math.max(1, index - 3)));
            if (what === "batch") for (const one of late.splice(0).toReversed()) manual.publish(one);
            if (index % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
          }
        };
        const last = faults.length + 1;
        const happened = manual.opened.then(happen);
        const { handled, end } = await followUpTo(last, {
          feed,
          live: manual.lane,
          batchSize,
          pollMs: 3,
          waitSeconds: 0,
          handle: async () => {
            if (handlerFailures-- > 0) throw new Error("the database is away");
          },
          onHandleError: async () => "retry",
        });
        await happened;
        expect(handled).toEqual(upTo(last));
        expect(end.cursor.position).toBe(last);
      }),
      { numRuns: 500 },
    );
  });

  // P4 and P5: each event is delivered up to five times, in any order, or not at all.
  it("a handler sees 1 to n once and in order, however deliveries are repeated, shuffled and dropped", async () => {
    const deliveries = fc.integer({ min: 1, max: 30 }).chain((last) =>
      fc.record({ last: fc.constant(last), order: fc.shuffledSubarray(upTo(last).flatMap((position) => [position, position, position, position, position]), { minLength: 0 }) }),
    );
    await fc.assert(
      fc.asyncProperty(deliveries, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 9 }), async ({ last, order }, batchSize, burst) => {
        const { feed: read } = logOf(eventsUpTo(last));
        const manual = manualLane();
        const feed: Feed<Envelope> = (request) => read({ ...request, wait: 0 });
        const delivering = manual.opened.then(async () => {
          for (const [index, position] of order.entries()) {
            manual.publish(eventAt(position));
            if (index % burst === 0) await new Promise((resolve) => setImmediate(resolve));
          }
        });
        const { handled } = await followUpTo(last, { feed, live: manual.lane, batchSize, pollMs: 1 });
        await delivering;
        expect(handled).toEqual(upTo(last));
      }),
      { numRuns: 500 },
    );
  });
});
