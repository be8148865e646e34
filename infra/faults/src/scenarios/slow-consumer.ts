import { connect, type Socket } from "node:net";
import { readFileSync } from "node:fs";
import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario } from "../scenario.ts";
import { within } from "../within.ts";
import type { World } from "../world.ts";

const deafReaders = 20;
/** If all were worked on at once, their answers would take a gigabyte. */
const requestsEach = 200;
const mostMegabytes = 300;

/** Asks for page after page and reads none. */
const deafReader = (world: World): Socket => {
  const { hostname, port } = new URL(world.registry.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on("error", () => {});
  socket.pause();
  for (let request = 0; request < requestsEach; request += 1) socket.write("GET /v1/events?after=0&limit=500 HTTP/1.1\r\nHost: registry\r\n\r\n");
  return socket;
};

/** An event stream that nobody reads. */
const deafListener = (world: World): Socket => {
  const { hostname, port } = new URL(world.registry.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on("error", () => {});
  socket.pause();
  socket.write("GET /v1/events?after=0 HTTP/1.1\r\nHost: registry\r\nAccept: text/event-stream\r\n\r\n");
  return socket;
};

/** Resident memory of a process; 0 where the machine does not tell. */
const residentMegabytes = (pid: number): number => {
  try {
    return (Number(/^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1_024) / 1_000_000;
  } catch {
    return 0;
  }
};

/** One subscriber takes a second over each event, and readers of the feed do not read. */
export const slowConsumer = scenario({
  name: "slow-consumer",
  promises: ["P17"],
  sentence: "A subscriber that is slow, or does not read at all, harms only itself",
  needsBroker: false,
  gateHas: "events/feed/event-stream.test.ts",
  sizes: { gate: { writes: 900 }, long: { writes: 7_500 } },
  run: (stage, { writes }) => {
    const subscribers = [
      { name: "with-broker", live: true },
      { name: "feed-alone", live: false },
      { name: "slow", live: true, msPerEvent: 1_000 },
    ];
    return within(stage, { subscribers }, async (world) => {
      const load = await startLoad(world);
      await load.more(Math.floor(writes / 3));
      const before = residentMegabytes(world.registry.pid());
      const sockets = Array.from({ length: deafReaders }, () => [deafReader(world), deafListener(world)]).flat();
      await load.more(writes - Math.floor(writes / 3));
      const calls = await load.stop();
      const outcome = await check(world, calls, { without: ["slow"] });
      const grown = residentMegabytes(world.registry.pid()) - before;
      for (const socket of sockets) socket.destroy();
      const slow = (await world.subscribers.find(({ name }) => name === "slow")?.received())?.length ?? 0;
      const fat = grown > mostMegabytes ? [`the registry has grown by ${Math.round(grown)} MB`] : [];
      const idle = slow === 0 ? ["the slow subscriber was given nothing"] : [];
      return { ...outcome, faults: [...outcome.faults, ...fat, ...idle], notes: [`the slow subscriber had ${slow} events when the others were done; the registry grew by ${Math.round(grown)} MB`] };
    });
  },
});
