/**
 * What a change of territory would make of the CPTS it touches, and which uncovered neighbours a CPTS could take in.
 *
 * @example
 * ```ts
 * import { simulationEndpoints } from "@cpts/api/SimulationViews"
 *
 * simulationEndpoints.simulateTerritory.path // => "/v1/territory-simulations"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { SizeClassCode } from "@cpts/domain/SizeClass";
import { TerritorySimulation } from "@cpts/domain/TerritorySimulation";
import { Schema } from "effect";
import { EpciName, NamedCode, PopulationFigure } from "./CommuneViews.ts";
import { CoverageOverlap, WhiteZone } from "./CoverageViews.ts";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";
import { ContoursNote } from "./GeoJson.ts";
import { queryInteger } from "./Page.ts";

/** What a territory holds of an EPCI: n of its m communes, x of its y inhabitants. */
export const EpciShare = Schema.Struct({
  ...EpciName.fields,
  communes: Schema.Int,
  ofCommunes: Schema.Int,
  population: Schema.NullOr(Schema.Int),
  ofPopulation: Schema.NullOr(Schema.Int),
}).annotate({ identifier: "EpciShare" });

/** What the commune data says of a territory that is tried. */
export const SimulatedFigures = Schema.Struct({
  communeCount: Schema.Int,
  population: PopulationFigure,
  populationUnknownFor: Schema.Array(Schema.String),
  sizeClass: Schema.NullOr(SizeClassCode),
  departements: Schema.Array(NamedCode),
  regions: Schema.Array(NamedCode),
  epci: Schema.Array(EpciShare),
}).annotate({ identifier: "SimulatedFigures" });
export type SimulatedFigures = typeof SimulatedFigures.Type;

/** A CPTS before and after; null where it does not exist, or has nothing left. */
export const SimulatedCpts = Schema.Struct({
  cptsId: Schema.String,
  name: Schema.NullOr(Schema.String),
  before: Schema.NullOr(SimulatedFigures),
  after: Schema.NullOr(SimulatedFigures),
}).annotate({ identifier: "SimulatedCpts" });

/** Parts that count more inhabitants together than their commune has: accepted with a reason, or held by several CPTS. */
export const SimulationNotice = Schema.Struct({
  code: Schema.Literals(["parts-exceed-commune"]),
  place: NamedCode,
  by: Schema.Array(Schema.Struct({ cptsId: Schema.String, name: Schema.String })),
  declared: Schema.Int.annotate({ description: "Inhabitants of the parts as their documents count them, a part that two CPTS name once" }),
  population: Schema.Int.annotate({ description: "Inhabitants of the commune or arrondissement: no more of it is covered" }),
  message: Schema.Struct({ fr: Schema.String, en: Schema.String }),
}).annotate({ identifier: "SimulationNotice" });
export type SimulationNotice = typeof SimulationNotice.Type;

/** What changes would do: to each CPTS they touch, and to the coverage. Nothing is kept. */
export const SimulationResult = Schema.Struct({
  asOf: LocalDate,
  cog: Schema.String,
  cpts: Schema.Array(SimulatedCpts),
  covered: Schema.Struct({
    before: Schema.Int,
    after: Schema.Int,
  }).annotate({ description: "Inhabitants covered in the communes touched, by any CPTS" }),
  overlapsMade: Schema.Array(CoverageOverlap),
  overlapsEnded: Schema.Array(CoverageOverlap),
  whiteZonesClosed: Schema.Array(WhiteZone),
  whiteZonesOpened: Schema.Array(WhiteZone),
  notices: Schema.Array(SimulationNotice).annotate({ description: "What does not add up in the communes touched, and is tried all the same" }),
  explanations: Schema.Array(Explanation),
}).annotate({ identifier: "SimulationResult" });
export type SimulationResult = typeof SimulationResult.Type;

/** Why a neighbour is proposed. */
export const SuggestionReason = Schema.Struct({
  code: Schema.String.annotate({ description: "`same-epci`, `completes-epci`, `partly-covered`, `changes-size`" }),
  fr: Schema.String,
  en: Schema.String,
}).annotate({ identifier: "SuggestionReason" });

/** An uncovered neighbour of a territory, with what taking it in would change. */
export const TerritorySuggestion = Schema.Struct({
  ...NamedCode.fields,
  departement: Schema.String,
  epci: NamedCode,
  uncovered: Schema.NullOr(Schema.Int).annotate({ description: "Inhabitants that nobody covers" }),
  populationAfter: Schema.NullOr(Schema.Int),
  sizeClassAfter: Schema.NullOr(SizeClassCode),
  reasons: Schema.Array(SuggestionReason),
}).annotate({ identifier: "TerritorySuggestion" });
export type TerritorySuggestion = typeof TerritorySuggestion.Type;

/** Why no neighbour is suggested. */
export const SuggestionNotice = Schema.Struct({
  code: Schema.Literals(["has-ended", "no-territory", "no-communes", "no-neighbour", "all-covered"]),
  message: Schema.Struct({ fr: Schema.String, en: Schema.String }),
}).annotate({ identifier: "SuggestionNotice" });
export type SuggestionNotice = typeof SuggestionNotice.Type;

/** Uncovered neighbours, the best first. */
export const TerritorySuggestions = Schema.Struct({
  cptsId: CptsId,
  asOf: LocalDate,
  neighbourhood: Schema.Literals(["border", "epci"]).annotate({ description: "What a neighbour is: `border`, a commune that shares a border with one of the territory; `epci`, where no contours are loaded, one of an EPCI that it holds a part of" }),
  contours: ContoursNote,
  items: Schema.Array(TerritorySuggestion),
  notices: Schema.Array(SuggestionNotice).annotate({ description: "Why there are no suggestions; empty where there are some" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "TerritorySuggestions" });
export type TerritorySuggestions = typeof TerritorySuggestions.Type;

/** What would be, and what could be. */
export const simulationEndpoints = {
  simulateTerritory: endpoint({
    id: "territory.simulate",
    method: "POST",
    path: "/v1/territory-simulations",
    body: TerritorySimulation,
    response: SimulationResult,
    problems: ["invalid-request", "invalid-territory", "unknown-reference"],
    permission: "territory.simulate",
    summary: { fr: "Essayer des changements de territoire, sans rien enregistrer", en: "Try changes of territory, keeping nothing" },
    example: { changes: [{ kind: "create", cpts: "new-cpts", name: "CPTS Exemple", communes: ["37003", "37027"] }] },
  }),
  suggestTerritory: endpoint({
    id: "territory.suggest",
    method: "GET",
    path: "/v1/cpts/{id}/territory/suggestions",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate), limit: Schema.optionalKey(queryInteger({ minimum: 1, maximum: 200 })), ...explained }),
    response: TerritorySuggestions,
    permission: "coverage.read",
    summary: { fr: "Communes voisines que personne ne couvre, les meilleures d'abord, avec les raisons", en: "Neighbouring communes that nobody covers, the best first, with reasons" },
  }),
};
