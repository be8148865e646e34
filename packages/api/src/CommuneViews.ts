/**
 * Communes as the registry shows them, with the CPTS that cover them.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { PopulationFigure } from "@cpts/api/CommuneViews"
 *
 * Schema.decodeUnknownSync(PopulationFigure)({ value: null, series: "insee-municipale", vintage: "2023" }).value // => null
 * ```
 *
 * @since 0.1.0
 */
import { CogMovement } from "@cpts/domain/CogMovement";
import { LocalDate } from "@cpts/domain/LocalDate";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Schema } from "effect";
import { Explanation } from "./Explanation.ts";

/** A number of inhabitants with the series it comes from: two series of one year do not agree, so none goes unnamed. */
export const PopulationFigure = Schema.Struct({
  value: Schema.NullOr(Schema.Int).annotate({ description: "Inhabitants; null where the source gives none" }),
  series: Schema.String,
  vintage: Schema.String,
}).annotate({ identifier: "PopulationFigure" });

/** A commune, arrondissement, departement, region or EPCI by code and name. */
export const NamedCode = Schema.Struct({ code: Schema.String, nom: Schema.String }).annotate({ identifier: "NamedCode" });

/** An EPCI by SIREN and name, with its legal nature (CC, CA, CU, METRO, MET69). */
export const EpciName = Schema.Struct({ code: Schema.String, nom: Schema.String, type: Schema.String }).annotate({ identifier: "EpciName" });

/** A CPTS that covers a commune: all of it, some of its arrondissements, or named parts. */
export const Coverage = Schema.Struct({
  cptsId: Schema.String,
  name: Schema.String,
  extent: Schema.Literals(["whole", "arrondissements", "parts"]),
  places: Schema.Array(Schema.String).annotate({ description: "Names of the covered arrondissements or parts" }),
  validFrom: Schema.NullOr(PartialDate),
  provenance: Schema.String.annotate({ description: "Where the territory comes from; `reconstructed` never confirms a declared figure" }),
}).annotate({ identifier: "Coverage" });
export type Coverage = typeof Coverage.Type;

const communeFields = {
  code: Schema.String,
  nom: Schema.String,
  type: Schema.Literals(["commune-actuelle", "arrondissement-municipal"]),
  departement: Schema.NullOr(NamedCode),
  region: Schema.NullOr(NamedCode),
  epci: Schema.NullOr(EpciName),
  population: PopulationFigure,
  codesPostaux: Schema.Array(Schema.String),
};

/** A commune on a date, with the CPTS that cover it and those that perhaps do because a date is only partly known. */
export const CommuneView = Schema.Struct({
  ...communeFields,
  asOf: LocalDate,
  cog: Schema.String.annotate({ description: "Edition of the official geographic code that answers" }),
  cogNote: Schema.NullOr(Schema.String.annotate({ description: "Said where the date asked lies outside that edition" })),
  resolvedFrom: Schema.NullOr(NamedCode).annotate({ description: "The former commune that was asked for" }),
  today: Schema.optionalKey(Schema.Array(NamedCode)).annotate({ description: "Of a date in the past: the communes of today that have come of the place, where it is not the same commune under the same name" }),
  movements: Schema.optionalKey(Schema.Array(CogMovement)).annotate({ description: "Of a date in the past: what has happened to the place since, the oldest first" }),
  coveredBy: Schema.Array(Coverage),
  perhapsCoveredBy: Schema.Array(Coverage),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "Commune" });
export type CommuneView = typeof CommuneView.Type;

/** A commune found by a search, and by what it was found. */
export const CommuneHit = Schema.Struct({
  ...communeFields,
  matched: Schema.Struct({
    by: Schema.Literals(["name", "former-name", "epci", "postal-code", "code", "former-code"]),
    text: Schema.String.annotate({ description: "The name or number that was found, whole" }),
    reason: Schema.optionalKey(
      Schema.Struct({ fr: Schema.String, en: Schema.String }).annotate({ description: "Why it leads to this commune: a former code or name, a delegated or merged commune, a leading zero that a spreadsheet dropped" }),
    ),
  }),
}).annotate({ identifier: "CommuneHit" });
export type CommuneHit = typeof CommuneHit.Type;
