/**
 * The two series of inhabitants and how to count a territory in either. They disagree for 32,246 of the 34,871 communes
 * that belong to an EPCI, so a figure without the name of its series means nothing.
 *
 * @example
 * ```ts
 * import { populationSeries, populationSeriesForSizeClasses, sumPopulation } from "@cpts/reference-data";
 *
 * populationSeriesForSizeClasses; // => "communes"
 * populationSeries.communes.referenceYear; // => null
 * sumPopulation(["18279", "37003"], (code) => (code === "18279" ? 25068 : null)); // => { inhabitants: 25068, missing: ["37003"] }
 * ```
 */
import type { CommuneCode, DepartementCode } from "./Commune.ts";
import type { Communes } from "./Communes.ts";
import type { Epcis } from "./Epcis.ts";

/** `communes`: the legal population of each commune; `epci`: the one the list of EPCI carries. */
export type PopulationSeriesId = "communes" | "epci";

/** Where a series comes from and what is known of its date. */
export interface PopulationSeries {
  readonly id: PopulationSeriesId;
  readonly labelFr: string;
  readonly labelEn: string;
  /** The edition of the file, which is not the year the inhabitants were counted. */
  readonly edition: string;
  /** The year counted, or null when the source does not state it. */
  readonly referenceYear: number | null;
  readonly referenceYearNote: string;
  /** Departements whose year the source states apart. */
  readonly exceptions: readonly { readonly departement: DepartementCode; readonly referenceYear: number; readonly note: string }[];
  readonly publisher: string;
  readonly sourceUrl: string;
  readonly coverage: string;
}

const packageDocs = "@etalab/decoupage-administratif@6.0.0, README.md";
const notStated = `not stated by the source (${packageDocs})`;

/** Both series, by identifier. */
export const populationSeries: Readonly<Record<PopulationSeriesId, PopulationSeries>> = {
  communes: {
    id: "communes",
    labelFr: "Population légale des communes",
    labelEn: "Legal population of communes",
    edition: "2026",
    referenceYear: null,
    referenceYearNote: notStated,
    exceptions: [{ departement: "976", referenceYear: 2017, note: `"population Mayotte INSEE 2017" (${packageDocs})` }],
    publisher: "INSEE",
    sourceUrl: "https://www.insee.fr/fr/statistiques/8680726?sommaire=8681011",
    coverage: "34,963 current communes and the 45 municipal arrondissements; none for six uninhabited communes overseas",
  },
  epci: {
    id: "epci",
    labelFr: "Population municipale de la liste des EPCI",
    labelEn: "Municipal population in the list of EPCI",
    edition: "2026",
    referenceYear: null,
    referenceYearNote: notStated,
    exceptions: [],
    publisher: "DGCL",
    sourceUrl: "https://www.collectivites-locales.gouv.fr/files/files/Etudes-et-statistiques/DESL/2026/EPCI/epcicom2026.xlsx",
    coverage: "the 34,871 communes that belong to an EPCI; no municipal arrondissement",
  },
};

/**
 * The series that gives a CPTS its size class: a territory is a list of communes, some in no EPCI, some being municipal
 * arrondissements, and only this series counts them all.
 */
export const populationSeriesForSizeClasses: PopulationSeriesId = "communes";

/** A count, with the codes that had no figure instead of a silent zero. */
export interface PopulationCount {
  readonly inhabitants: number;
  readonly missing: readonly CommuneCode[];
}

/** Inhabitants of one commune or municipal arrondissement in a series, or null. */
export const populationIn = (series: PopulationSeriesId, data: { readonly communes: Communes; readonly epcis: Epcis }) => {
  if (series === "communes") return (code: CommuneCode): number | null => data.communes.territorial(code)?.population ?? null;
  return (code: CommuneCode): number | null =>
    data.epcis.ofCommune(code)?.membres.find((membre) => membre.code === code)?.populationMunicipale ?? null;
};

/** Adds the inhabitants of distinct codes. A repeated code counts once; what has no figure is listed, never guessed. */
export const sumPopulation = (codes: Iterable<CommuneCode>, populationOf: (code: CommuneCode) => number | null): PopulationCount => {
  let inhabitants = 0;
  const missing: CommuneCode[] = [];
  for (const code of new Set(codes)) {
    const population = populationOf(code);
    if (population === null) missing.push(code);
    else inhabitants += population;
  }
  return { inhabitants, missing };
};
