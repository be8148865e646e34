/**
 * What the directory answers. Its first slice is a projection: the territories, learned from the registry's events.
 *
 * @example
 * ```ts
 * import { directory } from "@cpts/api/Directory"
 *
 * directory.endpoints.readTerritory.method // => "GET"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { LearnedTerritory } from "./CptsViews.ts";
import { endpoint } from "./Endpoint.ts";
import { feedEndpoint } from "./Feed.ts";
import { operationsEndpoints } from "./Operations.ts";

const endpoints = {
  readTerritory: endpoint({
    id: "territory.read",
    method: "GET",
    path: "/v1/cpts/{id}/territory",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate) }),
    response: LearnedTerritory,
    permission: "territory.read",
    summary: { fr: "Le territoire d'une CPTS, appris du registre", en: "The territory of a CPTS, learned from the registry" },
  }),
  readEvents: feedEndpoint("directory.events.read"),
  ...operationsEndpoints,
};

/** The directory: professionals, organizations, memberships; first the territories they belong to. */
export const directory = { name: "directory", endpoints, events: {} } as const;
