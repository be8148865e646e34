import type { services } from "@cpts/api/Services";

export type ServiceName = keyof typeof services;

// By their keys, so that a service that is added is not forgotten here; as a type, so that no contract is loaded for its name.
const all: Readonly<Record<ServiceName, true>> = { registry: true, directory: true, contracts: true, prevention: true };

/** Every service of the platform. */
// The keys of a record of exactly these.
export const serviceNames = Object.keys(all) as ReadonlyArray<ServiceName>;

/** Every right of a service account, on every service. */
export const everyScope = serviceNames.flatMap((service) => [`${service}:read`, `${service}:write`, `${service}:events`]).join(" ");
