import { startLoadGenerator } from "../load/load-generator.ts";
import { playRounds, type Contestant } from "../load/rounds.ts";
import { communesOf, newCpts } from "../world/seed.ts";
import { contestTable } from "./contest.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { peer, withPrograms } from "./peers.ts";

const connections = 16;
const communes = 20;

const measure = async ({ world, length }: Bench): Promise<FigureResult> => {
  // The peers write into a copy: the registry's relay has nothing to do with their events.
  await world.copyDatabase("registry", "by_hand");
  const byHand = peer("hono-pg", { DATABASE_URL: world.appUrl("by_hand") });
  const [all, token] = await Promise.all([communesOf(world.appUrl("registry")), world.token()]);
  const request = { connections, method: "POST", body: newCpts("CPTS du banc d'essai", all.slice(-communes)) };
  const headers = { "content-type": "application/json" };
  const load = startLoadGenerator();
  try {
    return await withPrograms([peer("bare-hono"), byHand, byHand, world.service("registry")], world.logFolder, async (started) => {
      const ways = [
        { name: "bare Hono, echo", path: "/v1/cpts", headers },
        { name: "hono + pg, one transaction", path: "/v1/cpts", headers },
        { name: "the same + append_events", path: "/logged/v1/cpts", headers },
        { name: "registry", path: "/v1/cpts", headers: { ...headers, authorization: `Bearer ${token}` } },
      ];
      const contestants = ways.map(({ name, path, headers: sent }, index): Contestant => {
        const { url = "", pid = 0 } = started[index] ?? {};
        return { name, pid, order: { ...request, url: url + path, headers: sent } };
      });
      const played = await playRounds({ ...length, load, databasePid: world.postgres.pid }, contestants);
      return {
        title: `write: POST /v1/cpts with a territory of ${communes} communes`,
        table: contestTable([{ label: "write", contestants, played, hono: 0, pg: 1 }]),
        notes: [
          `${connections} connections, ${length.warmUpRequests} requests or ${length.warmUpSeconds} s of warm-up each, ${length.rounds} rounds of ${length.roundSeconds} s in turn; fsync on. ` +
            `The registry alone verifies a token (fresh, then remembered for a minute), validates, checks each commune, permits, records two events in exact order${world.nats === null ? "" : " and publishes them to NATS meanwhile"}.`,
        ],
      };
    });
  } finally {
    load.stop();
  }
};

export const write: Figure = { name: "write", measure };
