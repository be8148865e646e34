import { gate } from "./gate.fixture.ts";
import { killPostgres } from "./scenarios/kill-postgres.ts";
import { killService } from "./scenarios/kill-service.ts";
import { killSteps } from "./scenarios/kill-steps.ts";

gate([killService, killSteps, killPostgres]);
