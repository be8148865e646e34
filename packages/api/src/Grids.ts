/**
 * Funding grids: amounts as data, entered and corrected without a release. A contract keeps the version it was signed under.
 *
 * @example
 * ```ts
 * import { gridEndpoints } from "@cpts/api/Grids"
 *
 * gridEndpoints.changeGrid.method // => "PUT"
 * gridEndpoints.changeGrid.path // => "/v1/grids/{id}"
 * ```
 *
 * @since 0.1.0
 */
import { freeText } from "@cpts/domain/FreeText";
import { Grid, GridId } from "@cpts/domain/Grid";
import { GridPublished } from "@cpts/domain/GridEvents";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { page, pageQuery, queryInteger } from "./Page.ts";

const { id: _, ...content } = Grid.fields;
const reason = freeText({ max: 1000, title: "Reason", description: "Why the grid is what it is from this version on" });

/** A version of a grid. */
export const GridView = Schema.Struct({
  ...Grid.fields,
  version: Schema.Int,
  isCurrent: Schema.Boolean.annotate({ description: "Whether it is the newest version of the grid" }),
  reason: Schema.NullOr(Schema.String).annotate({ description: "Why this version was made" }),
}).annotate({ identifier: "StoredGrid" });
export type GridView = typeof GridView.Type;

/** A new version of a grid: all of it, with the reason. A verified amount changes by the status `overridden` and a reason of its own only. */
export const GridChange = Schema.Struct({ ...content, versionReason: reason }).annotate({ identifier: "GridChange" });
export type GridChange = typeof GridChange.Type;

const gridId = Schema.Struct({ id: GridId });
const source = { document: "Avenant 3" };
const example = {
  family: "exemple",
  label: "Barème d'exemple",
  source,
  effectiveFrom: "2030-01-01",
  effectiveTo: null,
  status: "provisional",
  sizes: [
    { code: "T1", min: null, max: 40_000, minInclusive: false, maxInclusive: false },
    { code: "T2", min: 40_000, max: null, minInclusive: true, maxInclusive: false },
  ],
  prorata: "ACTUAL_365",
  rounding: "HALF_UP",
  advancePercent: 75,
  lines: ["T1", "T2"].map((size) => ({ mission: null, component: "functioning", part: null, size, amountCents: 5_000_000, status: "provisional", source })),
  unknown: [],
  totals: [],
};

/** Reading, adding and correcting grids. */
export const gridEndpoints = {
  listGrids: endpoint({
    id: "grid.list",
    method: "GET",
    path: "/v1/grids",
    query: Schema.Struct({
      ...pageQuery,
      family: Schema.optionalKey(Code.annotate({ description: "Kind of the contracts it funds" })),
      asOf: Schema.optionalKey(LocalDate.annotate({ description: "Only grids in force on that day" })),
    }),
    response: page(GridView),
    permission: "grid.read",
    summary: { fr: "Les barèmes de financement, dans leur version courante", en: "The funding grids, in their current version" },
  }),
  addGrid: endpoint({
    id: "grid.add",
    method: "POST",
    path: "/v1/grids",
    body: Grid,
    response: GridView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "already-exists"],
    permission: "platform.configure",
    summary: { fr: "Ajouter un barème, sans nouvelle version du logiciel", en: "Add a grid, without a release of the software" },
    example: { id: "exemple-2030", ...example },
  }),
  readGrid: endpoint({
    id: "grid.read",
    method: "GET",
    path: "/v1/grids/{id}",
    params: gridId,
    query: Schema.Struct({ atVersion: Schema.optionalKey(queryInteger({ minimum: 1, maximum: 1_000_000 })) }),
    response: GridView,
    versioned: true,
    permission: "grid.read",
    summary: { fr: "Un barème, chaque montant avec sa source et son statut", en: "A grid, each amount with its source and status" },
  }),
  changeGrid: endpoint({
    id: "grid.change",
    method: "PUT",
    path: "/v1/grids/{id}",
    params: gridId,
    body: GridChange,
    response: GridView,
    versioned: true,
    problems: ["invalid-request", "already-exists", "version-conflict", "precondition-required"],
    permission: "platform.configure",
    summary: { fr: "Corriger un barème : les contrats déjà signés gardent la version précédente", en: "Correct a grid: contracts already signed keep the version before" },
    example: { ...example, versionReason: "Montant relu dans le texte publié" },
  }),
};

/** What the contracts service tells of grids. */
export const gridEvents = {
  gridPublished: eventType({
    service: "contracts",
    aggregate: "grid",
    event: "published",
    version: 1,
    payload: GridPublished,
    summary: { fr: "Une version d'un barème peut être employée", en: "A version of a funding grid can be used" },
    example: { gridId: "exemple-2030", gridVersion: 1, family: "exemple", effectiveFrom: "2030-01-01", effectiveTo: null },
  }),
};
