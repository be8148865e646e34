import type { Scenario } from "./scenario.ts";
import { brokerFreeze, brokerStop } from "./scenarios/broker-away.ts";
import { duplicatesAndDisorder } from "./scenarios/duplicates-and-disorder.ts";
import { killPostgres } from "./scenarios/kill-postgres.ts";
import { killService } from "./scenarios/kill-service.ts";
import { killSteps } from "./scenarios/kill-steps.ts";
import { streamDeleted } from "./scenarios/stream-deleted.ts";
import { twoWriters } from "./scenarios/two-writers.ts";

/** Every scenario, in the order of the table. */
export const scenarios: ReadonlyArray<Scenario> = [killService, killSteps, killPostgres, brokerStop, brokerFreeze, streamDeleted, duplicatesAndDisorder, twoWriters];
