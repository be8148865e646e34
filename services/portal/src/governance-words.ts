import type { Governance } from "./platform.ts";
import { sinceDate, untilDate } from "./words.ts";

type Held = Governance["offices"][number]["statements"][number];

/** Since when and until when, and whether that is certain on the day. */
export const heldWords = ({ validFrom, validTo, certainty }: Pick<Held, "validFrom" | "validTo" | "certainty">): string => {
  const from = validFrom === null ? "depuis une date inconnue" : sinceDate(validFrom);
  const to = validTo === null ? "" : `, ${untilDate(validTo)}`;
  return `${from}${to}${certainty === "unknown" ? ", peut-être pas ce jour-là" : ""}`;
};
