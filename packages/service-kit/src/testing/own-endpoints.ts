import { isWrite, type Endpoint } from "@cpts/api/Endpoint";

/** What a service answers that the others do not: operations are tested once, in the kit. */
export const ownEndpoints = (endpoints: Readonly<Record<string, Endpoint>>): ReadonlyArray<Endpoint> => Object.values(endpoints).filter(({ permission }) => permission !== "platform.operate");

/** Those that change something. */
export const ownWrites = (endpoints: Readonly<Record<string, Endpoint>>): ReadonlyArray<Endpoint> => ownEndpoints(endpoints).filter(isWrite);

/** Endpoints with their names, for the titles of tests. */
export const named = (endpoints: ReadonlyArray<Endpoint>) => endpoints.map((endpoint) => [endpoint.id, endpoint] as const);
