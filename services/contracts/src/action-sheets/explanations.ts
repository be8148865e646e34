import type { ActionSheets } from "@cpts/api/ContractViews";
import type { Explanation } from "@cpts/api/Explanation";
import type { Terms } from "../contracts/terms.ts";

/** Why so many titles are unknown. */
export const explainSheets = ({ declaredCount, items }: typeof ActionSheets.Encoded, { provenance }: Terms): ReadonlyArray<typeof Explanation.Encoded> => [
  {
    figure: "titlesUnknown",
    rule: {
      fr: "Nombre de fiches que le document déclare, moins celles dont le titre est connu ; aucune fiche n'est inventée, et un nombre inexact ne laisse pas de reste exact.",
      en: "Number of sheets that the document declares, less those whose title is known; no sheet is made up, and an inexact number leaves no exact remainder.",
    },
    inputs: [
      { name: "declared", value: declaredCount === null ? "-" : `${declaredCount.qualifier ?? "exactly"} ${declaredCount.value}` },
      { name: "known", value: String(items.length) },
    ],
    sources: [{ name: provenance.source?.document ?? "-", status: provenance.status }],
  },
];
