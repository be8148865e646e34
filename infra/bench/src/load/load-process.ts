import autocannon from "autocannon";
import type { LoadAnswer, LoadOrder } from "./load-order.ts";

/** autocannon looks whether it is done at each sample only, once a second by default: a burst would end in idleness. */
const sampleMs = 50;

/** Sends the load, in a process of its own: what it costs must not be taken for what the servers cost. */
const run = async ({ amount, paths, seconds, ...order }: LoadOrder): Promise<LoadAnswer> => {
  const length = amount === undefined ? { duration: seconds ?? 1 } : { amount };
  const result = await autocannon({ ...order, ...length, ...(paths === undefined ? {} : { requests: paths.map((path) => ({ path })) }), sampleInt: sampleMs });
  // Who asks whether something has changed is answered well by 304.
  const unchanged = order.headers?.["if-none-match"] === undefined ? 0 : result["3xx"];
  return {
    requests: result.requests.total,
    failures: result.non2xx - unchanged + result.errors + result.timeouts,
    p99: result.latency.p99,
  };
};

process.on("message", (order: LoadOrder) => {
  run(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
