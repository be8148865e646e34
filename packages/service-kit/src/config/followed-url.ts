import { urlOf } from "./service-variables.ts";

/** Where each service listens when nothing else is said. */
export const ports = { registry: 8081, directory: 8082, contracts: 8083, prevention: 8084 } as const;

/** The variable with the address of a service whose log is followed. */
export const followedUrl = (service: keyof typeof ports) => ({
  schema: urlOf("http", "https"),
  fallback: `http://127.0.0.1:${ports[service]}`,
  description: `address of the service "${service}", whose events are followed`,
  example: `https://cpts.example.org/${service}`,
});
