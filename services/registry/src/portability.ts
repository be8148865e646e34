import { byId, idsOf, ofCpts, portableClocks, portableFiles, within, type LeftOut, type Portability, type PortableTable } from "@cpts/service-kit/portability/declaration";
import { tacitValidation } from "./formation/projects.ts";

const tables: ReadonlyArray<PortableTable> = [
  { name: "cpts", of: "r.id = $1", aggregates: byId },
  { name: "cpts_identifier", of: ofCpts },
  { name: "cpts_step", of: ofCpts },
  { name: "fact", of: ofCpts },
  { name: "territory_version", of: ofCpts },
  { name: "territory_commune", of: within("territory_version", "version_id") },
  { name: "territory_part", of: within("territory_version", "version_id") },
  { name: "cog_refusal", of: within("territory_version", "version_id") },
  { name: "territory_withdrawal", of: ofCpts },
  { name: "mission_statement", of: ofCpts },
  { name: "mission_mention", of: ofCpts },
  { name: "letter_of_intent", of: ofCpts },
  { name: "health_project", of: ofCpts },
  { name: "cpts_document", of: ofCpts },
  { name: "referent", of: "r.id in (select referent_id from portfolio where cpts_id = $1)", isVersioned: true, aggregates: byId },
  { name: "portfolio", of: ofCpts },
  { name: "external_id", of: within("mission_statement", "owner") },
  portableFiles(
    `(r.owner_kind = 'letter-of-intent' and r.owner_id in (${idsOf("letter_of_intent")} union all ${idsOf("letter_of_intent", "letter_id")}))
    or (r.owner_kind = 'health-project' and r.owner_id in (${idsOf("health_project")} union all ${idsOf("health_project", "project_id")}))
    or (r.owner_kind = 'cpts-document' and r.owner_id = $1::uuid::text)`,
  ),
  portableClocks(`r.kind = '${tacitValidation}' and r.ref = $1::uuid::text`),
];

const geography: LeftOut = ["reference", "the official geographic code, which the service fills itself"];
const everywhere: LeftOut = ["reference", "data about the whole territory, imported by the platform"];
const handedIn: LeftOut = ["operational", "a table of CPTS that is being handed in: what came of it is in the CPTS"];
const told: LeftOut = ["projection", "made from the events of the contracts and the directory"];

/** What of the registry is of a CPTS. */
export const portability: Portability = {
  tables,
  leftOut: {
    cog_movement: geography,
    cog_movement_code: geography,
    commune: geography,
    commune_search: geography,
    departement: geography,
    epci: geography,
    epci_search: geography,
    former_commune: geography,
    past_commune: geography,
    reference_edition: geography,
    region: geography,
    contours: everywhere,
    needs_edition: everywhere,
    needs_value: everywhere,
    zoning_layer: everywhere,
    zoning_commune: everywhere,
    cpts_import: handedIn,
    cpts_import_content: handedIn,
    cpts_import_layout: handedIn,
    known_contract: told,
    contracts_discrepancy: told,
    directory_discrepancy: told,
  },
};
