import { setTimeout as delay } from "node:timers/promises";
import type { TcpProxy } from "@cpts/servers/tcp-proxy";
import { someOf } from "@cpts/testing/faults/log-check";
import type { Call } from "@cpts/testing/faults/recorder";
import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario } from "../scenario.ts";
import { within } from "../within.ts";
import type { Proxies } from "../world.ts";

/** Far above every time-out of the service: who waits that long is stuck. */
const stuckMs = 25_000;

const silent = async (proxy: TcpProxy, seconds: number): Promise<void> => {
  proxy.blackHole();
  await delay(seconds * 1_000);
  // What is behind the silence answers again, on the sockets that were not given up.
  proxy.restore();
};

const longest = (calls: ReadonlyArray<Call>): number => Math.max(0, ...calls.map(({ endedAt, startedAt }) => endedAt - startedAt));

/** Established sockets to the database, to the broker and to the feed fall silent in turn: no data, no end. */
export const halfOpen = scenario({
  name: "half-open",
  promises: ["P23"],
  sentence: "A network that falls silent without closing anything is noticed by time-outs everywhere; no request is stuck, and all goes on by itself",
  needsBroker: false,
  sizes: { gate: { times: 1, seconds: 5 }, long: { times: 3, seconds: 60 } },
  run: (stage, { seconds, times }) =>
    within(stage, { throughProxies: true, subscribers: [{ name: "with-broker", live: true }] }, async (world) => {
      const load = await startLoad(world, { writers: 4, pauseMs: 10, timeoutMs: stuckMs });
      const faultsAt: Array<number> = [];
      const ways: ReadonlyArray<keyof Proxies> = ["database", "broker", "feed"];
      for (let time = 0; time < times; time += 1) {
        for (const way of ways.filter((name) => name !== "broker" || world.natsUrl !== null)) {
          await load.more(30);
          const proxy = world.proxies?.[way];
          if (proxy !== undefined) await silent(proxy, seconds);
          faultsAt.push(Date.now());
          await load.more(10);
          // Now those that exist are forgotten for good, as by a router that was started again; new ones are welcome.
          proxy?.strand();
        }
      }
      await load.more(30);
      const calls = await load.stop();
      const outcome = await check(world, calls, { faultsAt, patienceMs: 120_000 });
      const unanswered = someOf("requests were never answered", calls.filter(({ status }) => status === null).map(({ path, token }) => `${path} ${token}`));
      return { ...outcome, faults: [...outcome.faults, ...unanswered], notes: [`the longest request took ${longest(calls)} ms; recovery: from the end of the silence`] };
    }),
});
