import { gate } from "./gate.fixture.ts";
import { drain } from "./scenarios/drain.ts";
import { importResumes } from "./scenarios/import-resumes.ts";
import { twoWriters } from "./scenarios/two-writers.ts";

// What is at work when it is interrupted, stopped or overtaken.
gate([importResumes, drain, twoWriters]);
