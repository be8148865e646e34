import { mediaType } from "@cpts/domain/EventEnvelope";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { CloudEvent, HTTP } from "cloudevents";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer, sample } from "../../testing/sample.fixture.ts";
import { testService, type TestService } from "../../testing/test-service.ts";

let broker: PrivateBroker | undefined;
let service: TestService;
beforeAll(async () => {
  broker = brokerAvailable() ? await privateBroker() : undefined;
  service = await testService(sample, broker === undefined ? {} : { NATS_URL: broker.url });
  const token = await service.token(officer);
  for (const title of ["one", "deux ’ é"]) {
    await service.send("POST", "/v1/things", { token, json: { title }, headers: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" } });
  }
});
afterAll(async () => {
  await service.stop();
  await broker?.remove();
});

interface Message {
  readonly contentType: string;
  readonly messageId: string;
  readonly body: string;
}

const messages = async (url: string): Promise<ReadonlyArray<Message>> => {
  const connection = await connect({ servers: url, timeout: 2_000 });
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const { state } = await manager.streams.info("CPTS_SAMPLE");
    const found = await Promise.all(Array.from({ length: state.messages }, (_, index) => manager.streams.getMessage("CPTS_SAMPLE", { seq: state.first_seq + index })));
    return found.flatMap((message) => (message === null ? [] : [{ contentType: message.header.get("content-type"), messageId: message.header.get("Nats-Msg-Id"), body: new TextDecoder().decode(message.data) }]));
  } finally {
    await connection.close();
  }
};

const ofFeed = async (): Promise<ReadonlyArray<object>> => (await service.send("GET", "/v1/events?after=0")).json.events;

describe("the library of CloudEvents, in strict mode, accepts", () => {
  test("every event of the feed as it is", async () => {
    const events = await ofFeed();
    expect(events.length).toBe(2);
    for (const event of events) expect(new CloudEvent(event, true).toJSON()).toEqual(event);
  });

  test.skipIf(!brokerAvailable())("every message of the broker in structured content mode, the same events as in the feed", async () => {
    const { url } = broker ?? { url: "" };
    await expect.poll(async () => (await messages(url).catch(() => [])).length).toBe(2);
    const received = (await messages(url)).map(({ body, contentType, messageId }) => {
      expect(contentType).toBe(mediaType);
      const event = HTTP.toEvent({ headers: { "content-type": contentType }, body }) as CloudEvent;
      expect(messageId).toBe(event.id);
      return new CloudEvent(event.toJSON(), true).toJSON();
    });
    expect(received).toEqual(await ofFeed());
  });
});
