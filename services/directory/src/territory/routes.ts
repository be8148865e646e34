import { directory } from "@cpts/api/Directory";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { findLearnedTerritory } from "./queries.ts";

export const territoryRoutes = [
  bind(directory.endpoints.readTerritory, openData("territory"), ({ params, query }) =>
    Effect.gen(function* () {
      return { body: yield* findLearnedTerritory(params.id, query.asOf ?? (yield* today)) };
    }),
  ),
];
