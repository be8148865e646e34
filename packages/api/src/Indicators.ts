/**
 * The catalogue of indicators: rows that are added and corrected without a release. A contract keeps the versions its indicators were set with.
 *
 * @example
 * ```ts
 * import { indicatorEndpoints } from "@cpts/api/Indicators"
 *
 * indicatorEndpoints.changeIndicator.path // => "/v1/indicators/{id}"
 * ```
 *
 * @since 0.1.0
 */
import { freeText } from "@cpts/domain/FreeText";
import { Indicator } from "@cpts/domain/Indicator";
import { IndicatorPublished } from "@cpts/domain/IndicatorEvents";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { page, pageQuery, queryInteger } from "./Page.ts";

const { code: _, ...content } = Indicator.fields;

/** A version of a row of the catalogue. */
export const IndicatorView = Schema.Struct({
  ...Indicator.fields,
  version: Schema.Int,
  isCurrent: Schema.Boolean.annotate({ description: "Whether it is the newest version" }),
  versionReason: Schema.NullOr(Schema.String).annotate({ description: "Why this version was made" }),
}).annotate({ identifier: "StoredIndicator" });
export type IndicatorView = typeof IndicatorView.Type;

/** A new version of a row: all of it, with the reason. */
export const IndicatorChange = Schema.Struct({ ...content, versionReason: freeText({ max: 1000, title: "Reason", description: "Why the indicator is what it is from this version on" }) }).annotate({ identifier: "IndicatorChange" });
export type IndicatorChange = typeof IndicatorChange.Type;

const id = Schema.Struct({ id: Code });
const example = {
  label: "Accueil de stagiaires",
  mission: "ACCOMPAGNEMENT_PS",
  kind: "moyen",
  measure: "value",
  unit: "students",
  direction: "up",
  numerator: null,
  denominator: null,
  achievement: { method: "linear" },
  countsPeople: false,
  proofRequired: false,
  source: { document: "Contrat type" },
  status: "provisional",
};

/** Reading, adding and correcting indicators. */
export const indicatorEndpoints = {
  listIndicators: endpoint({
    id: "indicator.list",
    method: "GET",
    path: "/v1/indicators",
    query: Schema.Struct({ ...pageQuery, mission: Schema.optionalKey(Code) }),
    response: page(IndicatorView),
    permission: "indicator.read",
    summary: { fr: "Le catalogue des indicateurs, dans leur version courante", en: "The catalogue of indicators, in their current version" },
  }),
  addIndicator: endpoint({
    id: "indicator.add",
    method: "POST",
    path: "/v1/indicators",
    body: Indicator,
    response: IndicatorView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "already-exists"],
    permission: "platform.configure",
    summary: { fr: "Ajouter un indicateur au catalogue, sans nouvelle version du logiciel", en: "Add an indicator to the catalogue, without a release of the software" },
    example: { code: "ACC-09", ...example },
  }),
  readIndicator: endpoint({
    id: "indicator.read",
    method: "GET",
    path: "/v1/indicators/{id}",
    params: id,
    query: Schema.Struct({ atVersion: Schema.optionalKey(queryInteger({ minimum: 1, maximum: 1_000_000 })) }),
    response: IndicatorView,
    versioned: true,
    permission: "indicator.read",
    summary: { fr: "Un indicateur, avec sa source et son statut", en: "An indicator, with its source and status" },
  }),
  changeIndicator: endpoint({
    id: "indicator.change",
    method: "PUT",
    path: "/v1/indicators/{id}",
    params: id,
    body: IndicatorChange,
    response: IndicatorView,
    versioned: true,
    problems: ["invalid-request", "version-conflict", "precondition-required"],
    permission: "platform.configure",
    summary: { fr: "Corriger un indicateur : les contrats qui l'emploient gardent la version précédente", en: "Correct an indicator: contracts that use it keep the version before" },
    example: { ...example, versionReason: "Formule relue dans le contrat type" },
  }),
};

/** What the contracts service tells of the catalogue. */
export const indicatorEvents = {
  indicatorPublished: eventType({
    service: "contracts",
    aggregate: "indicator",
    event: "published",
    version: 1,
    payload: IndicatorPublished,
    summary: { fr: "Une version d'un indicateur peut être employée", en: "A version of an indicator can be used" },
    example: { indicator: "ACC-09", indicatorVersion: 1, mission: "ACCOMPAGNEMENT_PS", kind: "moyen", status: "provisional" },
  }),
};
