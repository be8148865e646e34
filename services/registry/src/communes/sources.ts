import { edition, populationSeries, populationSeriesForSizeClasses } from "@cpts/reference-data";

const series = populationSeries[populationSeriesForSizeClasses];

/** The official geographic code, as an explanation names it. */
export const cogSource = { name: `${edition.sourcePackage} ${edition.sourceVersion}: ${edition.attributionFr}`, status: "sourced" };

/** The series of populations, as an explanation names it. */
export const populationSource = { name: `${series.labelFr}, ${series.publisher}, édition ${series.edition} (${series.sourceUrl})`, status: "sourced" };
