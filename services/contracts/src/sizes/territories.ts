import { registry } from "@cpts/api/Registry";
import { earliest } from "@cpts/domain/PartialDate";
import { schedule } from "@cpts/service-kit/clocks/schedule";
import { territories as kept } from "@cpts/service-kit/known/projection";
import { on, type Handler, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";
import { Effect } from "effect";

/** What is due when the territory of a CPTS is another: the sizes of its contracts are looked at anew. */
export const sizeDue = "contract-size";

/** What was learned at an instant is looked at then, and again on each day to come that it names. */
const watching = on(registry.events.territoryChanged, ({ cptsId, validFrom, validTo }, event) =>
  Effect.gen(function* () {
    const heardAt = Date.parse(event.time);
    yield* schedule({ kind: sizeDue, ref: cptsId, key: event.id, at: heardAt });
    for (const date of [validFrom, validTo ?? null]) {
      const day = date === null ? null : earliest(date);
      if (day !== null && startOfDayInParis(day) > heardAt) yield* schedule({ kind: sizeDue, ref: cptsId, key: day, at: startOfDayInParis(day) });
    }
  }),
);

/** What goes on in the place of what was withdrawn is looked at as it is learned. */
const withdrawn = on(registry.events.territoryWithdrawn, ({ cptsId }, event) => schedule({ kind: sizeDue, ref: cptsId, key: event.id, at: Date.parse(event.time) }));

const both = (first: Handler | undefined, second: Handler): Handler => ({ apply: (event) => (first === undefined ? second.apply(event) : Effect.andThen(first.apply(event), second.apply(event))) });

/** The territories of the registry; one that is learned, begins or ends lets the sizes of contracts be looked at, on that day. */
export const territories: Projection = {
  ...kept,
  handlers: { ...kept.handlers, ...Object.fromEntries(Object.entries({ ...watching, ...withdrawn }).map(([type, handler]) => [type, both(kept.handlers[type], handler)])) },
};
