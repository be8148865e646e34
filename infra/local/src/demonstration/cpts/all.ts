import type { Registration } from "../facts.ts";
import { asclepios } from "./asclepios.ts";
import { berryVierzonSologne } from "./berry-vierzon-sologne.ts";
import { orleansOuestLoiret, rabelaisie, sudLochois } from "./neighbours-of-asclepios.ts";
import { paysBerjalliens } from "./pays-berjalliens.ts";
import { sud28 } from "./sud-28.ts";

/** The CPTS that the documents name, by their keys. */
export const registrations = {
  "berry-vierzon-sologne": berryVierzonSologne,
  asclepios,
  "sud-28": sud28,
  "pays-berjalliens": paysBerjalliens,
  "sud-lochois": sudLochois,
  rabelaisie,
  "orleans-ouest-loiret": orleansOuestLoiret,
} as const satisfies Readonly<Record<string, Registration>>;

/** The key of a CPTS of the demonstration. */
export type CptsKey = keyof typeof registrations;
