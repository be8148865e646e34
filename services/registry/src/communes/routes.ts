import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { explainCommune } from "./explanations.ts";
import { findCommune } from "./queries.ts";
import { SearchIndex } from "./search-index.ts";

const { readCommune, searchCommunes: search } = registry.endpoints;

const unknownCommune = (code: string): Problem =>
  new Problem({
    type: "not-found",
    detail: { fr: `Aucune édition du code officiel géographique chargée ici ne connaît ${code}.`, en: `No edition of the official geographic code loaded here knows ${code}.` },
  });

export const communeRoutes = [
  bind(search, openData("commune"), ({ query }) => Effect.map(SearchIndex.use(({ search: find }) => find(query.q, query.limit ?? 20)), (items) => ({ body: { items } }))),
  bind(readCommune, openData("commune"), ({ params, query }) =>
    Effect.flatMap(query.asOf === undefined ? today : Effect.succeed(query.asOf), (asOf) =>
      Effect.flatMap(findCommune(params.code, asOf), (commune) =>
        commune === null ? Effect.fail(unknownCommune(params.code)) : Effect.succeed({ body: query.explain === "true" ? { ...commune, explanations: explainCommune(commune) } : commune }),
      ),
    ),
  ),
];
