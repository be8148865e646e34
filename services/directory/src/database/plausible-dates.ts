import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { implausibility, type ImplausibleDate } from "@cpts/domain/PlausibleDate";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";

const words = {
  DateTooEarly: { code: "date.too-early", fr: "au plus tôt le", en: "at the earliest on" },
  DateTooFar: { code: "date.too-far", fr: "au plus tard le", en: "at the latest on" },
} as const;

const faultAt = (path: string, { _tag, bound, source }: ImplausibleDate): FieldFault => {
  const { code, en, fr } = words[_tag];
  return { in: "body", path: path.split("."), code, message: { fr: `${fr} ${bound} (${source})`, en: `${en} ${bound} (${source})` } };
};

/** Fails at each date that nobody means, by its place in the body; what is not given is not looked at. */
export const requirePlausible = (dates: Readonly<Record<string, PartialDate | LocalDate | null | undefined>>) =>
  Effect.flatMap(today, (now) => {
    const faults = Object.entries(dates).flatMap(([path, date]) => {
      // A whole date is a partial one.
      const why = date === null || date === undefined ? null : implausibility(date as string as PartialDate, now);
      return why === null ? [] : [faultAt(path, why)];
    });
    return faults.length === 0 ? Effect.void : Effect.fail(new Problem({ type: "invalid-request", faults }));
  });
