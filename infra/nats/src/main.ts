import { serverConfiguration } from "./server-configuration.ts";

// node infra/nats/src/main.ts [application[:service,service...]...] > nats-server.conf
const subscribers = process.argv.slice(2).map((word) => {
  const [name = "", sources] = word.split(":");
  return { name, ...(sources === undefined ? {} : { sources: sources.split(",") }) };
});
process.stdout.write(serverConfiguration(subscribers.length === 0 ? [{ name: "subscriber" }] : subscribers));
