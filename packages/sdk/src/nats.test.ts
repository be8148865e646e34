import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { connect as connectNats, type NatsConnection } from "@nats-io/transport-node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connect } from "./connect.ts";
import type { Envelope } from "./contracts.ts";
import { eventAt, eventsUpTo, upTo } from "./fixtures/events.ts";
import { type FeedServer, startFeedServer } from "./fixtures/feed-server.ts";
import type { BrokerConnection } from "./subscription/broker-connection.ts";

describe.skipIf(!brokerAvailable())("with a NATS server", () => {
  let broker: PrivateBroker;
  let feed: FeedServer;
  let publisher: NatsConnection;
  const publish = (event: Envelope): void => publisher.publish(event.type, JSON.stringify(event));

  beforeEach(async () => {
    broker = await privateBroker();
    feed = await startFeedServer();
    publisher = await connectNats({ servers: broker.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  });
  afterEach(async () => {
    await publisher.close();
    await feed.close();
    await broker.remove();
  });

  /** Follows until `last`; `happen` is called on the way. */
  const followTo = async (last: number, nats: string | BrokerConnection, happen: { readonly live?: () => void; readonly at?: Readonly<Record<number, () => unknown>> }) => {
    const positions: Array<number> = [];
    const states: Array<string> = [];
    const { registry } = connect({ urls: { registry: feed.url } });
    const onState = ({ _tag }: { readonly _tag: string }): void => {
      states.push(_tag);
      if (_tag === "Live") happen.live?.();
    };
    for await (const { position } of registry.subscribe({ nats, onState })) {
      positions.push(position);
      if (position === last) break;
      await happen.at?.[position]?.();
    }
    return { positions, states };
  };

  it("hears of events over the broker alone once it has caught up", async () => {
    feed.append(...eventsUpTo(2));
    let feedReadings = 0;
    const { positions } = await followTo(200, broker.url, {
      live: () => {
        feedReadings = feed.asked.length;
        feed.log.events.push(...upTo(200, 3).map((position) => eventAt(position)));
        for (const position of upTo(200, 3)) publish(eventAt(position));
      },
    });
    expect(positions).toEqual(upTo(200));
    expect(feed.asked.length).toBe(feedReadings);
  });

  it("takes a connection of the caller's, and leaves it open", async () => {
    feed.append(eventAt(1));
    await followTo(1, publisher, {});
    expect(publisher.isClosed()).toBe(false);
  });

  it("throws LogChanged when the log is restored while it listens: under another name, or at an earlier point", async () => {
    for (const [head, logId] of [[2, "log-two-2"], [2, "log-one-1"]] as const) {
      feed.log = { logId: "log-one-1", events: [...eventsUpTo(5)] };
      const followed = followTo(99, broker.url, {
        live: () => {
          feed.log = { logId, events: [...eventsUpTo(head, logId)] };
          // What it publishes next: its position is the cursor's past.
          publish(eventAt(head, logId));
        },
      });
      await expect(followed).rejects.toMatchObject({ _tag: "LogChanged", source: "registry", logId, head, cursor: { position: 5 } });
    }
  });

  it("goes on with the feed when the broker dies, and comes back to it", async () => {
    feed.append(eventAt(1));
    let lives = 0;
    const { positions, states } = await followTo(3, broker.url, {
      live: () => {
        lives += 1;
        if (lives === 1) {
          broker.kill();
          void broker.exited.then(() => feed.append(eventAt(2)));
        }
        if (lives === 2) {
          feed.log.events.push(eventAt(3));
          publish(eventAt(3));
        }
      },
      at: {
        2: async () => {
          broker = await broker.restart();
        },
      },
    });
    expect(positions).toEqual([1, 2, 3]);
    expect(states).toContain("Waiting");
  });
});

describe("without a NATS server", () => {
  it("an address that nobody answers at costs nothing but speed", async () => {
    const feed = await startFeedServer();
    feed.append(...eventsUpTo(3));
    const positions: Array<number> = [];
    for await (const { position } of connect({ urls: { registry: feed.url } }).registry.subscribe({ nats: "nats://127.0.0.1:9" })) {
      positions.push(position);
      if (position === 3) feed.append(eventAt(4));
      if (position === 4) break;
    }
    expect(positions).toEqual([1, 2, 3, 4]);
    await feed.close();
  });
});
