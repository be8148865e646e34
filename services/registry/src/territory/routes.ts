import { registry } from "@cpts/api/Registry";
import { earliest } from "@cpts/domain/PartialDate";
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
const variantOf = (asOf: string): string => `${asOf}-cog${cog}`;

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
        // The answer shows the territory that was just given, on the first day it can be in force.
        const now = yield* today;
        const from = body.validFrom === undefined ? null : earliest(body.validFrom);
        const answer = yield* findTerritory(params.id, from !== null && from > now ? from : now);
        return { body: answer.body, version: answer.version, variant: variantOf(answer.body.asOf) };
      }),
    { alsoWrong: alsoWrongInTerritory(["territory"]) },
  ),
];
