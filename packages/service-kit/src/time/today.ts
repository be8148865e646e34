import { parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";
import { Clock, Effect } from "effect";

/** The day it is in Paris, by the clock of the service. */
export const today: Effect.Effect<LocalDate> = Effect.map(Clock.currentTimeMillis, parisDateFromInstant);
