import { externalIdTable } from "@cpts/service-kit/database/external-ids";
import type { Migrations } from "@cpts/service-kit/database/migrate";
import { knownFigures, knownTerritories } from "@cpts/service-kit/known/tables";
import { people } from "./people.ts";

export const migrations: Migrations = {
  "0001-registry-projection": { up: knownTerritories },
  "0002-registry-figures": { up: knownFigures },
  "0003-people": { up: people },
  "0003-people-external-ids": { up: externalIdTable },
};
