import type { Health } from "./health.ts";

/** The root of the platform for programs: the same fields whatever runs. */
export const indexDocument = (registry: string, issuer: string | null, health: ReadonlyArray<Health>) => ({
  nom: "Plateforme CPTS",
  name: "CPTS platform",
  services: health.map(({ name, version, url }) => ({ name, version, url, ready: `${url}/readyz`, events: `${url}/v1/events`, openapi: `${url}/openapi.json`, asyncapi: `${url}/asyncapi.json` })),
  ...(issuer === null ? {} : { issuer: `${issuer}/.well-known/openid-configuration` }),
  examples: { communes: `${registry}/v1/communes?q=amboise`, cpts: `${registry}/v1/cpts` },
});
