import { asclepios } from "./asclepios.ts";
import { berryVierzonSologne } from "./berry-vierzon-sologne.ts";
import type { Registration } from "./facts.ts";
import { orleansOuestLoiret, rabelaisie, sudLochois } from "./neighbours-of-asclepios.ts";
import { paysBerjalliens } from "./pays-berjalliens.ts";
import { sud28 } from "./sud-28.ts";

/** The system that names the CPTS of the demonstration, so that each is entered once. */
export const SYSTEM = "urn:cpts:demonstration";

const entries: Readonly<Record<string, Registration>> = {
  "berry-vierzon-sologne": berryVierzonSologne,
  asclepios,
  "sud-28": sud28,
  "pays-berjalliens": paysBerjalliens,
  "sud-lochois": sudLochois,
  rabelaisie,
  "orleans-ouest-loiret": orleansOuestLoiret,
};

/** The CPTS of the demonstration, each with its name in it. */
export const demonstration: ReadonlyArray<{ readonly key: string; readonly registration: Registration }> = Object.entries(entries).map(
  ([key, registration]) => ({ key, registration: { ...registration, externalIds: [{ system: SYSTEM, value: key }] } }),
);
