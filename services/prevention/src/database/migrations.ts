import type { Migrations } from "@cpts/service-kit/database/migrate";
import { knownFigures, knownTerritories } from "@cpts/service-kit/known/tables";

export const migrations: Migrations = {
  "0001-registry-projection": { up: knownTerritories },
  "0002-registry-figures": { up: knownFigures },
};
