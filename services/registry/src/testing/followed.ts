import type { Endpoint } from "@cpts/api/Endpoint";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { standsFor } from "./formed.ts";
import type { Scene } from "./scene.ts";

/** What an endpoint is asked about. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly etag: string;
}

interface Places {
  readonly regions: ReadonlyArray<string>;
  readonly departements: ReadonlyArray<string>;
}

/** A referent of these places, with a CPTS in the portfolio where the endpoint is about one. */
const referentFor = async ({ send }: Scene, endpoint: Endpoint, cptsId: string, places: Places): Promise<Asked> => {
  const { id } = accepted(await send("POST", "/v1/referents", { personId: crypto.randomUUID(), institution: "ars", ...places })).json;
  const isAboutEntry = endpoint.path.includes("{assignment}") || endpoint.method === "GET";
  const assignment = isAboutEntry ? accepted(await send("POST", `/v1/referents/${id}/portfolio`, { cptsId, validFrom: "2020" })).json.assignmentId : "";
  return { params: { id, assignment }, etag: accepted(await send("GET", `/v1/referents/${id}`)).headers.get("etag") ?? "" };
};

/** A table of CPTS as its sender saves it. */
export const tableOfCpts = (commune = "37003"): string => `CPTS;Communes\r\nCPTS ${crypto.randomUUID()};${commune}\r\n`;

/** A table of CPTS of a region, handed in. */
const importOf = async ({ send }: Scene, { regions }: Places): Promise<Asked> => {
  const { headers, json } = accepted(await send("POST", `/v1/cpts-imports?name=cpts.csv&region=${regions[0]}`, undefined, { raw: tableOfCpts(), headers: { "content-type": "text/csv" } }));
  return { params: { id: json.id }, etag: headers.get("etag") ?? `"v${json.version}"` };
};

/** Puts what an endpoint is about where its example is possible, and says how to ask for it. */
export const askedOf = async (world: Scene, endpoint: Endpoint, cptsId: string, places: Places = { regions: ["24"], departements: [] }): Promise<Asked> => {
  if (endpoint.path.startsWith("/v1/referents/{id}")) return referentFor(world, endpoint, cptsId, places);
  if (endpoint.path.startsWith("/v1/cpts-imports/{id}")) return importOf(world, places);
  await standsFor(world, endpoint, cptsId);
  return { params: { id: cptsId, version: "1", code: "31555" }, etag: await world.etag(cptsId) };
};
