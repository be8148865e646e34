import type { ContractCountView } from "@cpts/api/ContractCounts";
import type { Explanation } from "@cpts/api/Explanation";

type Encoded = typeof Explanation.Encoded;
type View = typeof ContractCountView.Encoded;

const documentOf = ({ provenance }: View): Encoded["sources"] => [{ name: provenance.source?.document ?? "-", status: provenance.status }];

const sum = (view: View): Encoded => ({
  figure: `${view.id}.sum`,
  rule: {
    fr: "Somme de ce que le document compte dans chaque département, à comparer au total qu'il donne.",
    en: "Sum of what the document counts in each departement, to be compared with the total it gives.",
  },
  inputs: [...view.counts.map(({ declared, departement, nom }) => ({ name: `${departement} ${nom}`, value: String(declared) })), { name: "total", value: view.total === null ? "-" : String(view.total) }],
  sources: documentOf(view),
});

const withoutName = (view: View): Encoded => ({
  figure: `${view.id}.withoutName`,
  rule: {
    fr: "Contrats comptés moins les contrats signés du même type tenus ici, rattachés au département et signés avant ; aucune CPTS n'est inventée pour atteindre le compte, et une date déduite ne confirme rien.",
    en: "Contracts counted less the signed contracts of the kind held here, attached to the departement and signed before; no CPTS is made up to reach the count, and an inferred date confirms nothing.",
  },
  inputs: [
    { name: "before", value: view.before ?? "-" },
    { name: "on", value: view.on ?? "-" },
    ...view.counts.map(({ certainty, departement, known }) => ({ name: `known ${departement}`, value: `${known} (${certainty})` })),
  ],
  sources: [...documentOf(view), { name: "contracts held here", status: view.counts.some(({ certainty }) => certainty === "inferred") ? "inferred" : "declared" }],
});

/** Why the figures of some counts are what they are. */
export const explainCounts = (views: ReadonlyArray<View>): ReadonlyArray<Encoded> => views.flatMap((view) => [sum(view), withoutName(view)]);
