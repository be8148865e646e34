import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startCluster, type Cluster } from "@cpts/testing/faults/cluster";
import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario, type Outcome, type Stage } from "../scenario.ts";
import { streamReplicas } from "../stream.ts";
import { within } from "../within.ts";

const patienceMs = 60_000;

/** The name of the stream's leader, once there is one and the others have what it has. */
const leaderOf = async (cluster: Cluster): Promise<string> => {
  for (const deadline = Date.now() + patienceMs; ; await delay(100)) {
    for (const { url } of cluster.nodes) {
      const replicas = await streamReplicas(url).catch(() => null);
      if (replicas?.leader !== undefined && replicas.allCurrent) return replicas.leader;
    }
    if (Date.now() > deadline) throw new Error("the stream has no leader whose replicas are current");
  }
};

const killLeaders = async (stage: Stage, binary: string, kills: number): Promise<Outcome> => {
  const cluster = await startCluster({ binary, folder: join(stage.folder, `cluster-${Date.now()}`) });
  try {
    return await within(stage, { subscribers: [{ name: "with-broker", live: true }], broker: { url: cluster.urls }, environment: { NATS_STREAM_REPLICAS: String(cluster.nodes.length) } }, async (world) => {
      const load = await startLoad(world, { writers: 4, pauseMs: 5 });
      const faultsAt: Array<number> = [];
      for (let kill = 0; kill < kills; kill += 1) {
        await load.more(50);
        const leader = await leaderOf(cluster);
        const node = cluster.nodes.find(({ name }) => name === leader);
        faultsAt.push(Date.now());
        await node?.kill();
        await load.more(50);
        await node?.start();
      }
      await leaderOf(cluster);
      await load.more(50);
      return check(world, await load.stop(), { faultsAt });
    });
  } finally {
    await cluster.stop();
  }
};

const sizes = { gate: { kills: 1 }, long: { kills: 10 } };
const sentence = "The leader of a three-node JetStream cluster may die under load: every write is accepted, and the stream holds every event once";

const needed = (binary: string | null): string => {
  if (binary === null) throw new Error("this scenario needs a NATS server");
  return binary;
};

export const clusterLeader = scenario({
  name: "cluster-leader",
  promises: ["P1", "P3"],
  sentence,
  needsBroker: true,
  sizes,
  run: (stage, { kills }) => killLeaders(stage, needed(stage.natsBinary), kills),
});

/** The same on a current server. */
export const clusterLeaderCurrent = scenario({
  name: "cluster-leader-current",
  promises: ["P1", "P3"],
  sentence: `${sentence} (a current server)`,
  needsBroker: "current",
  gateHas: "events/relay/cluster.test.ts",
  sizes,
  run: (stage, { kills }) => killLeaders(stage, needed(stage.currentNats), kills),
});
