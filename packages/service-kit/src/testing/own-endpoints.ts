import { isWrite, onlyStreams, type Endpoint } from "@cpts/api/Endpoint";

/** What a service answers as one document that the others do not: operations are tested once, in the kit; snapshots have a proof of their own. */
export const ownEndpoints = (endpoints: Readonly<Record<string, Endpoint>>): ReadonlyArray<Endpoint> =>
  Object.values(endpoints).filter((endpoint) => endpoint.permission !== "platform.operate" && endpoint.permission !== "text.erase" && endpoint.permission !== "cpts.export" && !onlyStreams(endpoint));

/** Those that change something. */
export const ownWrites = (endpoints: Readonly<Record<string, Endpoint>>): ReadonlyArray<Endpoint> => ownEndpoints(endpoints).filter(isWrite);

/** Endpoints with their names, for the titles of tests. */
export const named = (endpoints: ReadonlyArray<Endpoint>) => endpoints.map((endpoint) => [endpoint.id, endpoint] as const);
