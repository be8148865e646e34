import { gate } from "./gate.fixture.ts";
import { halfOpen } from "./scenarios/half-open.ts";

// Mostly waits: a file of its own runs beside the others.
gate([halfOpen]);
