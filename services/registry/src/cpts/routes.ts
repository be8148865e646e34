import type { CptsView } from "@cpts/api/CptsViews";
import type { NewCpts } from "@cpts/api/CptsEndpoints";
import { registry } from "@cpts/api/Registry";
import type { Resource } from "@cpts/domain/Access";
import { DepartementCode, departementOfCommune } from "@cpts/domain/Cog";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { regionsOf } from "@cpts/service-kit/known/places";
import { Effect, Schema } from "effect";
import { variantOfContracts } from "../contracts/queries.ts";
import { alsoWrongInTerritory } from "../territory/accept.ts";
import { changeCpts, registerCpts } from "./commands.ts";
import { addFact } from "./facts.ts";
import { listFacts } from "./list-facts.ts";
import { attachment, cptsResource, findCpts } from "./queries.ts";
import { listCpts } from "./search.ts";

const endpoints = registry.endpoints;
const isDepartement = Schema.is(DepartementCode);

/** Where a CPTS about to be registered is: its communes, or the departement that a fact attaches it to. */
const futureResource = ({ body }: { readonly body: typeof NewCpts.Type }): Effect.Effect<Resource> => {
  const { communes = [], parts = [] } = body.territory?.territory ?? {};
  const attached = (body.facts ?? []).flatMap(({ property, value }) => (property === attachment && typeof value === "object" ? value : []));
  const departements = [...new Set([...[...communes, ...parts.map(({ commune }) => commune)].map(departementOfCommune), ...attached.filter(isDepartement), ...(body.attachment === undefined ? [] : [body.attachment.departement])])];
  const regions = regionsOf(departements);
  return Effect.succeed({ kind: "cpts", visibility: "public", departements, regions });
};

const answerOf = (cpts: typeof CptsView.Encoded) => ({ body: cpts, version: cpts.version, ...variantOfContracts(cpts.contracts) });

export const cptsRoutes = [
  bind(
    endpoints.registerCpts,
    futureResource,
    // The location is relative to the address of the request, whatever stands before it (RFC 9110 §10.2.2).
    ({ body }) => Effect.map(registerCpts(body), (cpts) => ({ body: cpts, version: cpts.version, location: `cpts/${cpts.id}` })),
    { alsoWrong: alsoWrongInTerritory(["territory", "territory"]) },
  ),
  bind(endpoints.listCpts, openData("cpts"), ({ query }) => Effect.map(listCpts({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
  bind(endpoints.readCpts, openData("cpts"), ({ params }) => Effect.map(findCpts(params.id), answerOf)),
  bind(
    endpoints.changeCpts,
    ({ params }) => cptsResource(params.id),
    ({ body, ifMatch, params }) =>
      Effect.gen(function* () {
        yield* changeCpts(params.id, body, ifMatch);
        return answerOf(yield* findCpts(params.id));
      }),
  ),
  bind(endpoints.listFacts, openData("fact"), ({ query }) => Effect.map(listFacts({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
  bind(
    endpoints.declareFact,
    ({ params }) => cptsResource(params.id),
    ({ body, params }) => Effect.map(addFact(params.id, body), (fact) => ({ body: fact })),
  ),
];
