import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { earliest, latest, type PartialDate } from "@cpts/domain/PartialDate";
import { Effect } from "effect";
import { cog } from "../communes/queries.ts";
import { ContourStore } from "../contours/contour-store.ts";
import { explainSurface, surfaceOf } from "../contours/surface.ts";
import { wholePopulation } from "./computed.ts";
import { findTerritory } from "./queries.ts";

/** A territory with what contours tell of it, as it is answered. Computed figures change with the date, with the edition of the commune data and with the contours, though the CPTS does not. */
export const answered = ({ body, version }: Effect.Success<ReturnType<typeof findTerritory>>) =>
  Effect.gen(function* () {
    const contours = yield* (yield* ContourStore).current;
    const surface = surfaceOf(contours, body.communes.map(({ code }) => code), body.parts.map(({ commune }) => commune), wholePopulation(body.computed));
    const explanations = body.explanations === undefined || surface === null ? {} : { explanations: [...body.explanations, ...explainSurface(surface)] };
    return { body: { ...body, surface, ...explanations }, version, variant: `${body.asOf}-cog${cog}${contours === null ? "" : `-${contours.hash.slice(0, 8)}`}` };
  });

/** The territory that was just given: today's where it is in force, else on the first day that it can be, or certainly is. */
export const shown = (id: CptsId, validFrom: PartialDate | undefined, now: LocalDate) =>
  Effect.gen(function* () {
    const from = validFrom === undefined ? null : earliest(validFrom);
    if (validFrom === undefined || from === null) return yield* findTerritory(id, now);
    if (from > now) return yield* findTerritory(id, from);
    const current = yield* Effect.option(findTerritory(id, now));
    return current._tag === "Some" && current.value.body.validFrom === validFrom ? current.value : yield* findTerritory(id, latest(validFrom) ?? now);
  });
