// oxlint-disable no-console -- printing is what it does
// Prints every event of the registry since the first, then each new one. With NATS when NATS_URL is set, without otherwise.
import { connect } from "@cpts/sdk";

const { CPTS_URL: url = "http://127.0.0.1:8080", NATS_URL: nats } = process.env;
const cpts = connect({ url });
for await (const event of cpts.registry.subscribe({ from: "beginning", nats })) {
  console.log(event.position, event.type, event.subject);
}
