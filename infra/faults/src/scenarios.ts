import type { Scenario } from "./scenario.ts";
import { brokerFreeze, brokerStop } from "./scenarios/broker-away.ts";
import { clusterLeader, clusterLeaderCurrent } from "./scenarios/cluster-leader.ts";
import { drain } from "./scenarios/drain.ts";
import { duplicatesAndDisorder } from "./scenarios/duplicates-and-disorder.ts";
import { halfOpen } from "./scenarios/half-open.ts";
import { importResumes } from "./scenarios/import-resumes.ts";
import { killPostgres } from "./scenarios/kill-postgres.ts";
import { killService } from "./scenarios/kill-service.ts";
import { killSteps } from "./scenarios/kill-steps.ts";
import { logRestored } from "./scenarios/log-restored.ts";
import { poison } from "./scenarios/poison.ts";
import { slowConsumer } from "./scenarios/slow-consumer.ts";
import { streamDeleted } from "./scenarios/stream-deleted.ts";
import { twoWriters } from "./scenarios/two-writers.ts";

/** Every scenario, in the order of the table. */
export const scenarios: ReadonlyArray<Scenario> = [
  killService,
  killSteps,
  killPostgres,
  brokerStop,
  brokerFreeze,
  streamDeleted,
  clusterLeader,
  clusterLeaderCurrent,
  duplicatesAndDisorder,
  poison,
  twoWriters,
  halfOpen,
  slowConsumer,
  logRestored,
  drain,
  importResumes,
];
