import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { placeResource } from "../portfolio/place.ts";
import { findComparison } from "./queries.ts";

export const comparisonRoutes = [bind(contracts.endpoints.compareContracts, ({ query }) => Effect.succeed(placeResource("comparison", query)), ({ query }) => Effect.map(findComparison(query), (body) => ({ body })))];
