import { prevention as contract } from "@cpts/api/Prevention";
import { urlOf } from "@cpts/service-kit/config/service-variables";
import { territories } from "@cpts/service-kit/known/projection";
import type { Service } from "@cpts/service-kit/service";
import { loadCommunes } from "@cpts/reference-data";
import { Effect, Layer } from "effect";
import { actionRoutes } from "./actions/routes.ts";
import { knownContracts } from "./contracts/projection.ts";
import { migrations } from "./database/migrations.ts";
import { eventRoutes } from "./events.ts";
import { missionRoutes } from "./missions/routes.ts";

const variables = {
  REGISTRY_URL: {
    schema: urlOf("http", "https"),
    fallback: "http://127.0.0.1:8081",
    description: "the registry, whose events are followed",
    example: "https://cpts.example.org/registry",
  },
  CONTRACTS_URL: {
    schema: urlOf("http", "https"),
    fallback: "http://127.0.0.1:8083",
    description: "the contracts service, whose events are followed",
    example: "https://cpts.example.org/contracts",
  },
} as const;

/** Actions of prevention on a territory. */
export const prevention: Service<typeof variables, never> = {
  name: contract.name,
  version: "0.1.0",
  port: 8084,
  variables,
  migrations,
  endpoints: contract.endpoints,
  bindings: () => [...actionRoutes, ...missionRoutes, ...eventRoutes],
  follows: (config) => [
    { projection: territories, url: config.REGISTRY_URL },
    { projection: knownContracts, url: config.CONTRACTS_URL },
  ],
  // The names of the communes, before the first request needs them.
  layer: () => Layer.effectDiscard(Effect.promise(loadCommunes)),
};
