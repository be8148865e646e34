import type { Explanation } from "@cpts/api/Explanation";
import type { ZoningOfTerritory } from "@cpts/api/Zonings";
import { cogSource, populationSource } from "../communes/sources.ts";

/** Why a territory has the share of each zone that it has, layer by layer. */
export const explainZonings = (layers: ReadonlyArray<typeof ZoningOfTerritory.Encoded>): ReadonlyArray<typeof Explanation.Encoded> =>
  layers.map(({ layer, outside, zones }) => ({
    figure: `zones ${layer.kind}`,
    rule: {
      fr: "Communes de la zone que le territoire tient, sur toutes celles de la zone ; leurs habitants, sur tous ceux de la zone. Une commune tenue en partie compte pour les habitants que son document lui donne ; un arrondissement est dans la zone de sa ville.",
      en: "Communes of the zone that the territory holds, of all those of the zone; their inhabitants, of all those of the zone. A commune held in part counts for the inhabitants that its document gives it; an arrondissement lies in the zone of its city.",
    },
    inputs: [...zones.map(({ code, communes, nom, of, ofPopulation, population }) => ({ name: code, label: { fr: nom, en: nom }, value: `${communes}/${of}, ${population ?? "?"}/${ofPopulation ?? "?"}` })), { name: "outside", value: outside.join(" ") || "-" }],
    sources: [{ name: `${layer.source}, ${layer.edition} (${layer.licence})`, status: "sourced" }, cogSource, populationSource],
  }));
