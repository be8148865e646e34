import { count } from "@cpts/report/french";
import { sizeLabel } from "@cpts/report/words";
import type { Territory } from "../platform.ts";

const named = (rows: ReadonlyArray<{ readonly code: string; readonly nom: string }>): string => (rows.length === 0 ? "aucun" : rows.map(({ code, nom }) => `${nom} (${code})`).join(", "));

/** What the data say of what a document may declare, and the figure that explains it. Null: the data say nothing of it. */
export const computedValue = (property: string, { computed }: Territory): { readonly words: string; readonly figure: string } | null => {
  const { population, communeCount, departements, regions, epci, sizeClass } = computed;
  switch (property) {
    case "population":
      return { words: population.value === null ? "inconnue" : count(population.value, "habitant"), figure: "population" };
    case "commune-count":
      return { words: count(communeCount, "commune"), figure: "communeCount" };
    case "departements":
      return { words: named(departements), figure: "departements" };
    case "departement-count":
      return { words: count(departements.length, "département"), figure: "departements" };
    case "regions":
      return { words: named(regions), figure: "regions" };
    case "epci":
      return { words: named(epci), figure: "epci" };
    case "epci-count":
      return { words: count(epci.length, "intercommunalité"), figure: "epci" };
    case "size-class":
      return { words: sizeClass === null ? "inconnue" : sizeLabel(sizeClass), figure: "sizeClass" };
    default:
      return null;
  }
};
