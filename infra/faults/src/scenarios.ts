import type { Scenario } from "./scenario.ts";
import { killService } from "./scenarios/kill-service.ts";

/** Every scenario, in the order of the table. */
export const scenarios: ReadonlyArray<Scenario> = [killService];
