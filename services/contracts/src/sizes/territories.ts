import { earliest } from "@cpts/domain/PartialDate";
import { type Due, scheduleAll } from "@cpts/service-kit/clocks/schedule";
import type { TerritoryChange } from "@cpts/service-kit/known/learn-territories";
import { territoriesAnd } from "@cpts/service-kit/known/projection";
import type { Projection } from "@cpts/service-kit/subscriptions/projection";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";

/** What is due when the territory of a CPTS is another: the sizes of its contracts are looked at anew. */
export const sizeDue = "contract-size";

/**
 * What was learned at an instant is looked at then, and again on each day to come that it names. What goes on in the place of what
 * was withdrawn is looked at as it is learned.
 */
const looksOf = ({ content, cptsId, event, validFrom, validTo }: TerritoryChange): ReadonlyArray<Due> => {
  const heardAt = Date.parse(event.time);
  const named = content === null ? [] : [validFrom, validTo ?? null].flatMap((date) => (date === null ? [] : (earliest(date) ?? [])));
  const coming = named.filter((day) => startOfDayInParis(day) > heardAt);
  return [{ kind: sizeDue, ref: cptsId, key: event.id, at: heardAt }, ...coming.map((day) => ({ kind: sizeDue, ref: cptsId, key: day, at: startOfDayInParis(day) }))];
};

/** The territories of the registry; one that is learned, begins or ends lets the sizes of contracts be looked at, on that day. */
export const territories: Projection = territoriesAnd((changes) => scheduleAll(changes.flatMap(looksOf)));
