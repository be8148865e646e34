import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { cptsResource } from "../cpts/queries.ts";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { alsoWrongInTerritory } from "./accept.ts";
import { answered, shown } from "./answered.ts";
import { changeTerritory } from "./commands.ts";
import { listTerritories } from "./list.ts";
import { findTerritory } from "./queries.ts";

const { changeTerritory: change, listTerritories: list, readTerritory } = registry.endpoints;

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
