import { bodyKinds } from "@cpts/domain/GovernanceBody";
import type { Governance } from "./platform.ts";
import { sinceDate, untilDate } from "./words.ts";

type Held = Governance["offices"][number]["statements"][number];

const kinds: ReadonlyMap<string, string> = new Map(bodyKinds.map(({ code, fr }) => [code, fr]));

/** "Conseil d'administration". */
export const bodyKind = (code: string): string => {
  const label = kinds.get(code) ?? code;
  return label.slice(0, 1).toUpperCase() + label.slice(1);
};

/** Since when and until when, and whether that is certain on the day. */
export const heldWords = ({ validFrom, validTo, certainty }: Pick<Held, "validFrom" | "validTo" | "certainty">): string => {
  const from = validFrom === null ? "depuis une date inconnue" : sinceDate(validFrom);
  const to = validTo === null ? "" : `, ${untilDate(validTo)}`;
  return `${from}${to}${certainty === "unknown" ? ", peut-être pas ce jour-là" : ""}`;
};
