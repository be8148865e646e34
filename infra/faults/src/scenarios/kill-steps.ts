import { failpointSteps, type FailpointStep } from "@cpts/service-kit/failpoint";
import { check } from "../check.ts";
import { startLoad } from "../registry-load.ts";
import { scenario } from "../scenario.ts";
import type { ServiceUnderTest } from "../service-under-test.ts";
import { within } from "../within.ts";

const ofTheFollower: ReadonlyArray<FailpointStep> = ["before-apply", "after-apply-before-commit", "after-apply-commit"];
const ofTheRelay: ReadonlyArray<FailpointStep> = ["before-publish", "after-publish-before-ack", "after-ack"];
const ofTheWriter = failpointSteps.filter((step) => !ofTheFollower.includes(step));
/** Passages of a step before the process dies there. */
const mostPassages = 15;

/** Starts the service so that it dies at each step in turn; resolves when it has died everywhere and serves again. */
const dieAtEach = async (service: ServiceUnderTest, steps: ReadonlyArray<FailpointStep>, rounds: number, died: (at: number) => void): Promise<void> => {
  await service.kill();
  for (let round = 0; round < rounds; round += 1) {
    for (const step of steps) {
      await service.start({ FAILPOINT: `${step}:exit@${1 + Math.floor(Math.random() * mostPassages)}` });
      await service.exited();
      died(Date.now());
    }
  }
  await service.start();
};

/** The registry and the directory die under load at every step between a write and its effect elsewhere. */
export const killSteps = scenario({
  name: "kill-steps",
  promises: ["P2"],
  sentence: "State and event are one fact, at whatever step between commit, publication and effect a service dies",
  needsBroker: false,
  sizes: { gate: { rounds: 1 }, long: { rounds: 20 } },
  run: (stage, { rounds }) =>
    within(stage, { subscribers: [{ name: "with-broker", live: true }] }, async (world) => {
      const load = await startLoad(world, { writers: 4 });
      const writing = world.natsUrl === null ? ofTheWriter.filter((step) => !ofTheRelay.includes(step)) : ofTheWriter;
      const faultsAt: Array<number> = [];
      await load.more(10);
      await Promise.all([
        dieAtEach(world.registry, writing, rounds, (at) => faultsAt.push(at)), //
        dieAtEach(world.directory, ofTheFollower, rounds, () => {}),
      ]);
      await load.more(20);
      return check(world, await load.stop(), { faultsAt });
    }),
});
