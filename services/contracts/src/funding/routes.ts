import { contracts } from "@cpts/api/Contracts";
import type { NewGridSimulation } from "@cpts/api/GridSimulations";
import type { Resource } from "@cpts/domain/Access";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { resourceOfContract } from "../contracts/queries.ts";
import { placeResource } from "../portfolio/place.ts";
import { listFacts, stateFact, withdrawFact } from "./facts.ts";
import { findFunding } from "./queries.ts";
import { simulateGrid } from "./simulate.ts";

const endpoints = contracts.endpoints;

/** The money of a CPTS is for its people and the agencies. */
const fundingResource = resourceOfContract("funding", "cpts");

/** A simulation is about the place it names: the whole country is for those who may see all of it. */
const simulationResource = ({ body }: { readonly body: NewGridSimulation }): Effect.Effect<Resource> => Effect.succeed(placeResource("grid-simulation", body));

export const fundingRoutes = [
  bind(endpoints.readFunding, fundingResource, ({ params, query }) => Effect.map(findFunding(params.id, query), (body) => ({ body }))),
  bind(endpoints.stateFundingFact, fundingResource, ({ body, params }) => Effect.map(stateFact(params.id, body), (fact) => ({ body: fact }))),
  bind(endpoints.withdrawFundingFact, fundingResource, ({ body, params }) => Effect.map(withdrawFact(params.id, params.factId, body), (fact) => ({ body: fact }))),
  bind(endpoints.listFundingFacts, fundingResource, ({ params, query }) => Effect.map(listFacts(params.id, query), (body) => ({ body }))),
  bind(endpoints.simulateGrid, simulationResource, ({ body }) => Effect.map(simulateGrid(body), (answer) => ({ body: answer }))),
];
