import type { Endpoint } from "@cpts/api/Endpoint";
import { registry } from "@cpts/api/Registry";
import type { TestRequest } from "@cpts/service-kit/testing/test-service";
import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import type { Scene } from "./scene.ts";

const { submitLetter, submitProject } = registry.endpoints;

/** A day on which the examples of the contract are neither to come nor answered by silence. */
export const dayOfExamples = () => ({ clock: settableClock("2026-11-22T10:00:00Z").clock });

const fresh = async ({ rows }: Scene, id: string, status: string): Promise<void> => {
  await rows("delete from letter_of_intent where cpts_id = $1", [id]);
  await rows("delete from health_project where cpts_id = $1", [id]);
  await rows("delete from cpts_step where cpts_id = $1 and number > 1", [id]);
  await rows("update cpts_step set status = $2, valid_to = null, to_earliest = 'infinity', to_latest = 'infinity' where cpts_id = $1", [id, status]);
  await rows("update cpts set status = $2, merged_into = null where id = $1", [id, status]);
  // An end has ended its territory.
  await rows("delete from territory_version v where cpts_id = $1 and prose is null and not exists (select from territory_commune where version_id = v.id)", [id]);
  await rows("update territory_version set valid_to = null, to_earliest = 'infinity', to_latest = 'infinity' where cpts_id = $1 and number = (select max(number) from territory_version where cpts_id = $1)", [id]);
};

/** Its first territory as if an earlier edition had it, and a commune of it that has another name since. */
const proposedTo = async ({ rows }: Scene, id: string): Promise<void> => {
  const version = "(select id from territory_version where cpts_id = $1 and number = 1)";
  await rows("delete from territory_version where cpts_id = $1 and number > 1", [id]);
  await rows("delete from cog_refusal where version_id = any(select id from territory_version where cpts_id = $1)", [id]);
  await rows("update territory_version set cog = 2021, valid_to = null, to_earliest = 'infinity', to_latest = 'infinity' where cpts_id = $1", [id]);
  await rows(
    `with told as (
      insert into cog_movement (source, happened_on, movement)
      select 'editions', '2022-01-01', json_build_object('kind', 'renamed', 'on', '2022-01-01', 'from', json_build_array(place), 'to', json_build_array(place))
      from (select json_build_object('code', commune, 'nom', 'Exemple') as place from territory_commune where version_id = ${version} limit 1) held
      returning id, movement
    ) insert into cog_movement_code (movement_id, code) select id, movement->'from'->0->>'code' from told`,
    [id],
  );
};

/** A CPTS goes through its life once: puts it where an endpoint's example is possible, whatever happened to it before. */
export const standsFor = async (world: Scene, endpoint: Endpoint, id: string): Promise<void> => {
  const [about, what = ""] = endpoint.id.split(".");
  if (endpoint.id === "territory.withdraw") {
    await fresh(world, id, "emergence");
    accepted(await world.setTerritory(id, { territory: { prose: "Autour" }, validFrom: "2031-01-01" }));
    return;
  }
  if (about === "cog-proposal") return proposedTo(world, id);
  if (about === "transition") return fresh(world, id, what === "take" ? "project-validated" : "emergence");
  if (about !== "letter-of-intent" && about !== "health-project") return;
  await fresh(world, id, about === "health-project" ? "project-drafting" : "emergence");
  if (what === "submit") return;
  const first = about === "health-project" ? submitProject : submitLetter;
  accepted(await world.send("POST", first.path.replace("{id}", id), first.example));
};

/** The body of a request: the example of the contract, or a file. */
export const bodyOf = (endpoint: Endpoint, body: unknown): Pick<TestRequest, "json" | "raw" | "headers"> =>
  endpoint.transfer === "upload" ? { raw: endpoint.id === "cpts-import.start" ? "CPTS;Communes\nCPTS Une;37003\n" : "un fichier", headers: { "content-type": "text/plain" } } : { json: body };

/** The region is that of a file, for those who may register CPTS of one only. */
export const queryOf = (endpoint: Endpoint, region?: string): string => (endpoint.transfer === "upload" ? `?name=fichier.txt${endpoint.id === "cpts-document.add" ? "&kind=statutes" : ""}${endpoint.id === "cpts-import.start" && region !== undefined ? `&region=${region}` : ""}` : "");
