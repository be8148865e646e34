import { withClient } from "@cpts/testing/database";
import { jetstreamManager, type JetStreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { expect } from "vitest";
import { brokerAddress } from "@cpts/sdk/nats";
import { officer, sample } from "./sample.fixture.ts";
import { testService, type TestReplica, type TestService } from "./test-service.ts";

/** The stream of the sample service. */
export const stream = "CPTS_SAMPLE";

/** Manages the streams of a broker, as somebody who may. */
export const manage = async <A>(url: string, use: (manager: JetStreamManager) => Promise<A>): Promise<A> => {
  const connection = await connect({ ...brokerAddress(url), timeout: 2_000 });
  try {
    return await use(await jetstreamManager(connection, { checkAPI: false }));
  } finally {
    await connection.close();
  }
};

/** What the stream holds, message by message: its place in the log, and its id, which is also its header where it has one. */
export const streamed = (url: string): Promise<ReadonlyArray<string>> =>
  manage(url, async (manager) => {
    const found: Array<string> = [];
    const { state } = await manager.streams.info(stream);
    for (let seq = state.first_seq; seq <= state.last_seq && seq > 0; seq += 1) {
      const message = await manager.streams.getMessage(stream, { seq });
      const event = message?.json<{ logid: string; position: number; id: string }>();
      expect([event?.id, ""]).toContain(message?.header.get("Nats-Msg-Id"));
      found.push(`${event?.logid} ${event?.position} ${event?.id}`);
    }
    return found;
  }).catch((error: unknown) => [`no stream: ${String(error)}`]);

/** A sample service with a relay, and what is asked of both in every test of the relay. */
export interface RelayScene {
  readonly service: TestService;
  readonly make: (title: string, through?: TestReplica) => Promise<void>;
  readonly burst: (count: number) => Promise<void>;
  /** Waits until the stream holds exactly the log; gives its length. */
  readonly filled: (through?: TestReplica) => Promise<number>;
  /** The value of a metric of the relay. */
  readonly metric: (name: string, of?: TestReplica) => Promise<number>;
  readonly lease: () => Promise<{ readonly holder: string; readonly expired: boolean; readonly secondsLeft: number }>;
  /** Another replica on the same database, beside the service or after it. */
  readonly replica: () => Promise<TestReplica>;
  readonly stop: () => Promise<void>;
}

export interface SceneOptions {
  /** The broker's address for the service, if not the one that the tests look at. */
  readonly through?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the sample service with a relay to the broker at an address. */
export const relayScene = async (url: string, { through = url, environment = {} }: SceneOptions = {}): Promise<RelayScene> => {
  const nats = { ...environment, NATS_URL: through };
  const service = await testService(sample, nats);
  const others: Array<TestReplica> = [];
  const token = await service.token(officer);
  const make = async (title: string, by: TestReplica = service): Promise<void> => {
    expect((await by.send("POST", "/v1/things", { token, json: { title } })).status).toBe(201);
  };
  const logged = async (by: TestReplica): Promise<ReadonlyArray<string>> => {
    const found: Array<string> = [];
    for (;;) {
      const page = (await by.send("GET", `/v1/events?after=${found.length}&limit=500`)).json;
      if (page.events.length === 0) return found;
      found.push(...page.events.map((event: { position: number; id: string; logid: string }) => `${event.logid} ${event.position} ${event.id}`));
    }
  };
  return {
    service,
    make,
    burst: async (count) => void (await Promise.all(Array.from({ length: count }, (_, index) => make(`${index}`)))),
    filled: async (by = service) => {
      const log = await logged(by);
      await expect.poll(() => streamed(url)).toEqual(log);
      return log.length;
    },
    metric: async (name, of = service) => Number(new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, "mu").exec((await of.send("GET", "/metrics")).text)?.[1]),
    lease: () =>
      withClient(service.database.ownerUrl, async (owner) => {
        const { rows } = await owner.query(
          "select holder, expires_at < clock_timestamp() as expired, coalesce(extract(epoch from nullif(expires_at, '-infinity') - clock_timestamp()), 0)::float8 as \"secondsLeft\" from lease where name = 'relay'",
        );
        return rows[0];
      }),
    replica: async () => {
      const other = await service.replica(nats);
      others.push(other);
      return other;
    },
    stop: async () => {
      await Promise.all(others.map((other) => other.stop()));
      await service.stop();
    },
  };
};

/** Whether a replica has said that it publishes. */
export const publishing = (replica: TestReplica): boolean => replica.log.some(({ message }) => message === "publishing events to the broker");
