import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { platform } from "@cpts/service-kit/operations/platform";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { scopeOf } from "../coverage/scopes.ts";
import { isSureOn, possibleOn } from "../coverage/territories.ts";
import { TerritoryIndex } from "../coverage/territory-index.ts";
import { placesOfCpts, placesOfScope } from "./area.ts";
import { importNeeds } from "./import.ts";
import { listEditions, needsOfCommune, needsOver } from "./queries.ts";

const { importNeeds: importing, listNeedsEditions, readCommuneNeeds, readCptsNeeds, readNeeds } = registry.endpoints;

const noSuchCommune = (code: string) => new Problem({ type: "not-found", detail: { fr: `Aucune commune d'aujourd'hui n'a le code ${code}.`, en: `No commune of today has the code ${code}.` } });
const noSuchCpts = new Problem({ type: "not-found" });

const territories = Effect.flatMap(TerritoryIndex, ({ current }) => current);

export const needsRoutes = [
  // In a transaction of its own, after the file is read; the same file again changes nothing.
  bind(importing, platform, ({ incoming, query }) => Effect.map(importNeeds(incoming, query), (body) => ({ body, location: "needs-editions" })), { ownTransactions: true }),
  bind(listNeedsEditions, openData("coverage"), ({ query }) => Effect.map(listEditions({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
  bind(readCommuneNeeds, openData("commune"), ({ params, query }) =>
    Effect.gen(function* () {
      const { former, places } = (yield* territories).geography;
      const place = places.get(params.code) ?? places.get(former.get(params.code)?.commune ?? "");
      if (place === undefined) return yield* noSuchCommune(params.code);
      return { body: yield* needsOfCommune(place, query) };
    }),
  ),
  bind(readNeeds, openData("coverage"), ({ query: { asOf, code, scope, ...asked } }) =>
    Effect.gen(function* () {
      const { geography } = yield* territories;
      const named = yield* scopeOf(geography, { ...(scope === undefined ? {} : { scope }), ...(code === undefined ? {} : { code }) });
      const day = asOf ?? (yield* today);
      const name = named.code === null ? named.scope : `${named.scope} ${named.code}`;
      return { body: { scope: named.scope, code: named.code, nom: named.nom, asOf: day, ...(yield* needsOver(geography, placesOfScope(geography, named), asked, name, day)) } };
    }),
  ),
  bind(readCptsNeeds, openData("territory"), ({ params, query: { asOf, ...asked } }) =>
    Effect.gen(function* () {
      const { cpts, geography } = yield* territories;
      const held = cpts.get(params.id);
      if (held === undefined) return yield* noSuchCpts;
      const day = asOf ?? (yield* today);
      const certainty = possibleOn(held, day).length === 0 ? "no-territory" : isSureOn(held, day) ? "yes" : "unknown";
      return { body: { cptsId: params.id, certainty, asOf: day, ...(yield* needsOver(geography, placesOfCpts(geography, held, day), asked, held.name, day)) } } as const;
    }),
  ),
];
