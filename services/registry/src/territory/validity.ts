import type { LocalDate } from "@cpts/domain/LocalDate";
import { earliest, latest, type PartialDate } from "@cpts/domain/PartialDate";

/** The days on which something can have begun. */
export interface Bounds {
  readonly earliest: LocalDate | "-infinity";
  readonly latest: LocalDate;
}

/**
 * The first and the last day that a start can be. One that is not known at all, or without its year, was at the latest
 * the day it was recorded: what is recorded as the territory is the territory by then.
 */
export const boundsOf = (validFrom: PartialDate | null, recordedOn: LocalDate): Bounds => ({
  earliest: (validFrom === null ? null : earliest(validFrom)) ?? "-infinity",
  latest: (validFrom === null ? null : latest(validFrom)) ?? recordedOn,
});

/** What a new territory is to the last one: it follows it, corrects it, or cannot be put in order with it. */
export const placeAfter = (
  previous: (Bounds & { readonly validFrom: string | null }) | null,
  next: Bounds & { readonly validFrom: string | null },
): "follows" | "corrects" | "disorder" => {
  if (previous === null) return "follows";
  if (previous.validFrom === next.validFrom) return "corrects";
  return next.earliest !== "-infinity" && next.earliest >= previous.latest ? "follows" : "disorder";
};
