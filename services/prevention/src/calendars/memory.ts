import { Redactions } from "@cpts/service-kit/privacy/redactions";
import { Effect, Layer } from "effect";
import { forgetTexts } from "./texts.ts";
import { forgetViews } from "./views.ts";

/** Calendars are kept by the versions of what they hold: words that are cut out raise none. */
export const calendarMemory = Layer.effectDiscard(
  Effect.map(Redactions, ({ onChange }) =>
    onChange(() => {
      forgetTexts();
      forgetViews();
    }),
  ),
);
