import { directory as contract } from "@cpts/api/Directory";
import { urlOf } from "@cpts/service-kit/config/service-variables";
import { territories } from "@cpts/service-kit/known/projection";
import type { Service } from "@cpts/service-kit/service";
import { Layer } from "effect";
import { migrations } from "./database/migrations.ts";
import { routes } from "./routes.ts";

const variables = {
  REGISTRY_URL: {
    schema: urlOf("http", "https"),
    fallback: "http://127.0.0.1:8081",
    description: "the registry, whose events are followed",
    example: "https://cpts.example.org/registry",
  },
} as const;

/** The directory: professionals, organizations, memberships. Its first slice knows the territories. */
export const directory: Service<typeof variables, never> = {
  name: contract.name,
  version: "0.1.0",
  port: 8082,
  variables,
  migrations,
  endpoints: contract.endpoints,
  bindings: () => routes,
  follows: (config) => [{ projection: territories, url: config.REGISTRY_URL }],
  layer: () => Layer.empty,
};
