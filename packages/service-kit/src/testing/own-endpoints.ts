import { isWrite, onlyStreams, type Endpoint } from "@cpts/api/Endpoint";
import { operationsEndpoints } from "@cpts/api/Operations";

const ofEveryService: ReadonlySet<string> = new Set(Object.values<Endpoint>(operationsEndpoints).map(({ id }) => id));

/** What a service answers as one document that the others do not: operations are tested once, in the kit, imports of whole registers beside them; snapshots have a proof of their own. */
export const ownEndpoints = (endpoints: Readonly<Record<string, Endpoint>>): ReadonlyArray<Endpoint> =>
  Object.values(endpoints).filter((endpoint) => !ofEveryService.has(endpoint.id) && endpoint.permission !== "platform.operate" && !onlyStreams(endpoint));

/** Those that change something. */
export const ownWrites = (endpoints: Readonly<Record<string, Endpoint>>): ReadonlyArray<Endpoint> => ownEndpoints(endpoints).filter(isWrite);

/** Endpoints with their names, for the titles of tests. */
export const named = (endpoints: ReadonlyArray<Endpoint>) => endpoints.map((endpoint) => [endpoint.id, endpoint] as const);
