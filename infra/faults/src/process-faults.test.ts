import { gate } from "./gate.fixture.ts";
import { drain } from "./scenarios/drain.ts";
import { importResumes } from "./scenarios/import-resumes.ts";
import { killPostgres } from "./scenarios/kill-postgres.ts";
import { killService } from "./scenarios/kill-service.ts";
import { killSteps } from "./scenarios/kill-steps.ts";
import { logRestored } from "./scenarios/log-restored.ts";
import { twoWriters } from "./scenarios/two-writers.ts";

gate([killService, killSteps, killPostgres, importResumes, drain, logRestored, twoWriters]);
