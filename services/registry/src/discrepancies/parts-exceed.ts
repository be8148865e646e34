import { discrepancy } from "@cpts/domain/Discrepancy";
import type { Source } from "@cpts/domain/Source";
import { countedIn, type TerritoryPart } from "../territory/computed.ts";
import { basisOf, type Finding, type Known } from "./known.ts";

const exceeding = (parts: ReadonlyArray<TerritoryPart>, basis: string): ReadonlyArray<Finding> => {
  const [first] = parts;
  const population = first?.commune.population ?? null;
  const declared = parts.reduce((sum, { part }) => sum + (countedIn(part) ?? 0), 0);
  if (first === undefined || population === null || declared <= population) return [];
  const { code, nom } = first.commune;
  // A part was stored through its schema.
  const sources = parts.flatMap(({ part }) => (part.population === undefined ? [] : [part.population.source as Source]));
  return [
    {
      found: discrepancy("parts-exceed-commune", "differs", { commune: code, communeName: nom, declared, population, difference: declared - population, basis }, sources),
      why: {
        figure: "parts-exceed-commune",
        inputs: [...parts.map(({ part }) => ({ name: part.name, value: String(countedIn(part) ?? "-") })), { name: `${code} ${nom}`, value: String(population) }],
        sources: [...sources.map(({ document }) => ({ name: document, status: "declared" })), { name: basis, status: "sourced" }],
      },
    },
  ];
};

/** Communes of which the parts of a territory have more inhabitants than the whole: accepted with a reason, told all the same. */
export const partsExceeding = ({ computed, parts }: Known): ReadonlyArray<Finding> =>
  computed === null ? [] : [...Map.groupBy(parts, ({ commune }) => commune.code).values()].flatMap((ofCommune) => exceeding(ofCommune, basisOf("population", computed)));
