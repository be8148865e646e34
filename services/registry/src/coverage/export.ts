import type { LocalDate } from "@cpts/domain/LocalDate";
import type { Column, Sheet, Value, Workbook } from "@cpts/documents/spreadsheets/sheet";
import { coveredPlaces, reportOn, type EncodedReport, type NamedScope } from "./report.ts";
import type { Territories } from "./territories.ts";

const placeColumns: ReadonlyArray<Column> = [
  { key: "code", title: "Code commune", type: "identifier" },
  { key: "nom", title: "Commune", type: "text" },
  { key: "departement", title: "Département", type: "identifier" },
  { key: "epci", title: "EPCI (SIREN)", type: "identifier" },
  { key: "population", title: "Population", type: "number" },
];
const coveredColumns: ReadonlyArray<Column> = [
  { key: "covered", title: "Habitants couverts", type: "number" },
  { key: "uncovered", title: "Habitants non couverts", type: "number" },
  { key: "isLeast", title: "Couverts : au moins", type: "text" },
];
const cptsColumns: ReadonlyArray<Column> = [
  { key: "cpts", title: "CPTS", type: "text" },
  { key: "cptsIds", title: "Identifiants CPTS", type: "text" },
];

const extents = { whole: "entière", partly: "en partie", none: "non couverte" } as const;
const yes = (is: boolean): Value => (is ? "oui" : null);
const listed = (texts: ReadonlyArray<string>): Value => (texts.length === 0 ? null : texts.join(" | "));

interface Place {
  readonly code: string;
  readonly nom: string;
  readonly departement: string;
  readonly epci: string | null;
  readonly population: number | null;
}
const placeValues = ({ code, departement, epci, nom, population }: Place): ReadonlyArray<Value> => [code, nom, departement, epci, population];
const cptsValues = ({ cpts }: Territories, ids: ReadonlyArray<string>): ReadonlyArray<Value> => [listed(ids.map((id) => cpts.get(id)?.name ?? id)), listed(ids)];

const communeSheet = (territories: Territories, scope: NamedScope, day: LocalDate): Sheet => ({
  key: "communes",
  name: "Communes",
  columns: [...placeColumns, { key: "extent", title: "Couverture", type: "text" }, ...coveredColumns, { key: "perhaps", title: "Peut-être davantage", type: "text" }, ...cptsColumns],
  rows: [...coveredPlaces(territories, scope, day)].map(({ claimed, commune, cover }) => [
    ...placeValues(commune),
    extents[cover.extent],
    cover.covered,
    cover.uncovered,
    yes(cover.isLeast),
    yes(claimed.perhaps.length > 0 && cover.extent !== "whole"),
    ...cptsValues(territories, claimed.sure.map(({ by }) => by)),
  ]),
});

/** Figures by name, with what they rest on: a table of two columns is read by everyone. */
const summarySheet = ({ asOf, code, cog, communes, counts, nom, population, scope }: EncodedReport): Sheet => ({
  key: "summary",
  name: "Synthèse",
  columns: [
    { key: "figure", title: "Donnée", type: "text" },
    { key: "value", title: "Valeur", type: "number" },
    { key: "text", title: "Précision", type: "text" },
  ],
  rows: [
    ["Périmètre", null, [scope, code, nom].filter((part) => part !== null).join(" ")],
    ["Date", null, asOf],
    ["Code officiel géographique", null, cog],
    ["Communes", communes.total, null],
    ["Communes couvertes entières", communes.whole, null],
    ["Communes couvertes en partie", communes.partly, null],
    ["Communes non couvertes", communes.uncovered, null],
    ["Communes peut-être couvertes davantage", communes.perhaps, null],
    ["Habitants", population.total, `${population.series} ${population.vintage}`],
    ["Habitants couverts", population.covered, population.isLeast ? "au moins : une partie n'a pas de population connue" : null],
    ["Habitants non couverts", population.uncovered, null],
    ["Communes sans population connue", population.unknownFor.length, listed(population.unknownFor)],
    ["Zones blanches", counts.whiteZones, null],
    ["Recouvrements", counts.overlaps, null],
    ["Recouvrements sans raison écrite", counts.overlapsWithoutReason, null],
  ],
});

const partSheet = (territories: Territories, { partlyCovered }: EncodedReport): Sheet => ({
  key: "partlyCovered",
  name: "Couvertes en partie",
  columns: [...placeColumns, ...coveredColumns, ...cptsColumns],
  rows: partlyCovered.map((place) => [...placeValues(place), place.covered, place.uncovered, yes(place.isLeast), ...cptsValues(territories, place.by)]),
});

const whiteZoneSheet = ({ whiteZones }: EncodedReport): Sheet => ({
  key: "whiteZones",
  name: "Zones blanches",
  columns: [...placeColumns, { key: "perhaps", title: "Peut-être couverte", type: "text" }],
  rows: whiteZones.map((place) => [...placeValues(place), yes(place.perhaps)]),
});

const overlapSheet = (territories: Territories, { overlaps }: EncodedReport): Sheet => ({
  key: "overlaps",
  name: "Recouvrements",
  columns: [...placeColumns, { key: "certainty", title: "Certitude", type: "text" }, ...cptsColumns, { key: "reasons", title: "Raisons écrites", type: "text" }],
  rows: overlaps.map((place) => [
    ...placeValues(place),
    place.certainty === "yes" ? "certain" : "possible",
    ...cptsValues(territories, place.by.map(({ cptsId }) => cptsId)),
    listed(place.by.flatMap(({ name, reason }) => (reason === null ? [] : [`${name} : ${reason}`]))),
  ]),
});

/** The coverage of a scope on a day as tables: commune by commune first, which alone is the list of values. */
export const coverageWorkbook = (territories: Territories, scope: NamedScope, day: LocalDate): Workbook => {
  const report = reportOn(territories, scope, day);
  return {
    name: ["couverture", scope.scope, scope.code, day].filter((part) => part !== null).join("-"),
    sheets: [communeSheet(territories, scope, day), summarySheet(report), partSheet(territories, report), whiteZoneSheet(report), overlapSheet(territories, report)],
  };
};
