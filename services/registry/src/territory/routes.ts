import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { earliest, latest, type PartialDate } from "@cpts/domain/PartialDate";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { cptsResource } from "../cpts/queries.ts";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { cog } from "../communes/queries.ts";
import { ContourStore } from "../contours/contour-store.ts";
import { explainSurface, surfaceOf } from "../contours/surface.ts";
import { alsoWrongInTerritory } from "./accept.ts";
import { changeTerritory } from "./commands.ts";
import { wholePopulation } from "./computed.ts";
import { listTerritories } from "./list.ts";
import { findTerritory } from "./queries.ts";

const { changeTerritory: change, listTerritories: list, readTerritory } = registry.endpoints;

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

export const territoryRoutes = [
  bind(readTerritory, openData("territory"), ({ params, query }) =>
    Effect.gen(function* () {
      const asOf = query.asOf ?? (yield* today);
      return yield* answered(yield* findTerritory(params.id, asOf, query.explain === "true"));
    }),
  ),
  bind(list, openData("territory"), ({ params, query }) => Effect.map(listTerritories(params.id, { ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
  bind(
    change,
    ({ params }) => cptsResource(params.id),
    ({ body, ifMatch, params }) =>
      Effect.gen(function* () {
        yield* changeTerritory(params.id, body, ifMatch);
        return yield* answered(yield* shown(params.id, body.validFrom, yield* today));
      }),
    { alsoWrong: alsoWrongInTerritory(["territory"]) },
  ),
];
