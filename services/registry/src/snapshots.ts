import { registry } from "@cpts/api/Registry";
import { snapshotBinding } from "@cpts/service-kit/events/feed/snapshot";
import { openData } from "@cpts/service-kit/http/open-data";
import { listFacts } from "./cpts/list-facts.ts";
import { listCpts } from "./cpts/search.ts";
import { listAllDocuments } from "./documents/documents.ts";
import { listAllLetters } from "./formation/letters.ts";
import { listAllSteps } from "./formation/life.ts";
import { listAllProjects } from "./formation/projects.ts";
import { listAllStatements } from "./missions/queries.ts";
import { listEditions } from "./needs/queries.ts";
import { listAllEntries, listReferents } from "./referents/queries.ts";
import { listAllTerritories } from "./territory/all.ts";
import { listLayers } from "./zonings/queries.ts";

const { endpoints, name: source } = registry;
const log = openData("events");

export const snapshotRoutes = [
  snapshotBinding(endpoints.snapshotCpts, { source, log, items: openData("cpts"), page: listCpts }),
  snapshotBinding(endpoints.snapshotTerritories, { source, log, items: openData("territory"), page: listAllTerritories }),
  snapshotBinding(endpoints.snapshotFacts, { source, log, items: openData("fact"), page: listFacts }),
  snapshotBinding(endpoints.snapshotMissions, { source, log, items: openData("mission"), page: listAllStatements }),
  snapshotBinding(endpoints.snapshotDocuments, { source, log, items: openData("cpts"), page: listAllDocuments }),
  snapshotBinding(endpoints.snapshotZonings, { source, log, items: openData("territory"), page: listLayers }),
  snapshotBinding(endpoints.snapshotNeedsEditions, { source, log, items: openData("coverage"), page: listEditions }),
  snapshotBinding(endpoints.snapshotTransitions, { source, log, items: openData("cpts"), page: listAllSteps }),
  snapshotBinding(endpoints.snapshotLetters, { source, log, items: openData("cpts"), page: listAllLetters }),
  snapshotBinding(endpoints.snapshotProjects, { source, log, items: openData("cpts"), page: listAllProjects }),
  snapshotBinding(endpoints.snapshotReferents, { source, log, items: openData("cpts"), page: listReferents }),
  snapshotBinding(endpoints.snapshotPortfolios, { source, log, items: openData("cpts"), page: listAllEntries }),
];
