import { registrations, type CptsKey } from "./cpts/all.ts";
import type { Registration } from "./facts.ts";

/** The system that names everything of the demonstration, so that each thing is entered once. */
export const SYSTEM = "urn:cpts:demonstration";

/** The CPTS of the demonstration, each with its name in it. */
export const demonstration: ReadonlyArray<{ readonly key: CptsKey; readonly registration: Registration }> = Object.entries(registrations).map(([key, registration]) => ({
  // The keys of the record are the keys of the CPTS.
  key: key as CptsKey,
  registration: { ...registration, externalIds: [{ system: SYSTEM, value: key }] },
}));
