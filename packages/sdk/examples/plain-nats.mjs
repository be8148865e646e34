// oxlint-disable no-console -- printing is what it does
// Follows the registry with a NATS client alone: a durable consumer, a check of positions, and the HTTP feed for what is missing.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";

const { REGISTRY_URL: registry = "http://127.0.0.1:8080/registry", NATS_URL = "nats://127.0.0.1:4222", CURSOR_FILE: file = "registry-cursor.json" } = process.env;
const stream = "CPTS_REGISTRY";

// What was handled last. The log has another logId after a restore: its positions start again.
let cursor = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { logId: null, position: 0 };

/** Your effect, then the cursor. Who dies in between is given the event again: at least once. */
const apply = (event) => {
  console.log(event.position, event.type, event.subject);
  cursor = { logId: event.logid, position: event.position };
  writeFileSync(`${file}.next`, JSON.stringify(cursor));
  renameSync(`${file}.next`, file);
};

/** Everything behind the cursor, from the feed: it has every event since the first, the broker may not. */
const catchUp = async () => {
  for (;;) {
    const response = await fetch(`${registry}/v1/events?after=${cursor.position}&limit=500`);
    if (!response.ok) throw new Error(`the feed answers ${response.status}`);
    const { events, head, logId } = await response.json();
    if (cursor.logId !== null && (logId !== cursor.logId || head < cursor.position)) {
      console.error("the log was restored: delete what you built from it, and the cursor, and start again");
      process.exit(3);
    }
    for (const event of events) apply(event);
    if (cursor.position >= head) return;
  }
};

/** Duplicates are dropped, the next one is handled, anything else means that something is missing. */
const handle = async (event) => {
  if (event.logid === cursor.logId && event.position <= cursor.position) return;
  if (event.logid === cursor.logId && event.position === cursor.position + 1) apply(event);
  else await catchUp();
};

const { host, password, username } = new URL(NATS_URL);
const [user, pass] = [username, password].map(decodeURIComponent);
// A user may have one durable consumer on each stream, which bears its name.
const durable = user === "" ? "plain-example" : user;
const connection = await connect({ servers: host, maxReconnectAttempts: -1, ...(user === "" ? {} : { user, pass, inboxPrefix: `_INBOX_${user}` }) });
const manager = await jetstreamManager(connection, { checkAPI: false });
const client = jetstream(connection);

for (;;) {
  try {
    // Made once, and again when the stream was rebuilt. History comes from the feed, so only what is new is asked for.
    await manager.consumers.add(stream, { durable_name: durable, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.New });
    await catchUp();
    const consumer = await client.consumers.get(stream, durable);
    for await (const message of await consumer.fetch({ max_messages: 100, expires: 5_000 })) {
      await handle(message.json());
      message.ack();
    }
  } catch (error) {
    console.error(String(error), "- trying again");
    await pause(1_000);
  }
}
