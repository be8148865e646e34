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
import { alsoWrongInTerritory } from "./accept.ts";
import { changeTerritory } from "./commands.ts";
import { findTerritory } from "./queries.ts";

const { changeTerritory: change, readTerritory } = registry.endpoints;

/** Computed figures change with the date and with the edition of the commune data, though the CPTS does not. */
export const variantOf = (asOf: string): string => `${asOf}-cog${cog}`;

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
      const { body, version } = yield* findTerritory(params.id, asOf, query.explain === "true");
      return { body, version, variant: variantOf(asOf) };
    }),
  ),
  bind(
    change,
    ({ params }) => cptsResource(params.id),
    ({ body, ifMatch, params }) =>
      Effect.gen(function* () {
        yield* changeTerritory(params.id, body, ifMatch);
        const answer = yield* shown(params.id, body.validFrom, yield* today);
        return { body: answer.body, version: answer.version, variant: variantOf(answer.body.asOf) };
      }),
    { alsoWrong: alsoWrongInTerritory(["territory"]) },
  ),
];
