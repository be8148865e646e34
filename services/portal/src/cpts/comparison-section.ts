import { sizeLabel } from "@cpts/report/words";
import { html } from "hono/html";
import { factValue, namesIn, propertyLabel } from "../fact-words.ts";
import type { Html } from "../html/page.ts";
import { sourceOf } from "../html/sources.ts";
import { table } from "../html/table.ts";
import { why } from "../html/why.ts";
import type { Territory } from "../platform.ts";
import { computedValue } from "./computed-value.ts";
import type { Section } from "./section.ts";

type Comparison = Territory["comparisons"][number];

/** "Compatible" is not "confirmed": a list made to fit a document proves nothing of it. */
const verdictOf = ({ verdict, confirms }: Comparison, { computed }: Territory): Html => {
  switch (verdict) {
    case "agrees":
      return confirms ? html`<span class="good">concorde</span>` : html`compatible <span class="note">sans rien confirmer : ${computed.status === "computed" ? "le fait est déduit" : "liste reconstituée"}</span>`;
    case "differs":
      return html`<span class="bad">diffère</span>`;
    case "cannot-tell":
      return html`<span class="doubt">on ne peut pas trancher</span>`;
  }
};

const range = ({ atLeast, atMost }: { readonly atLeast: string | null; readonly atMost: string | null }): string => {
  if (atLeast !== null && atLeast === atMost) return sizeLabel(atLeast);
  const words = [...(atLeast === null ? [] : [`au moins ${sizeLabel(atLeast)}`]), ...(atMost === null ? [] : [`au plus ${sizeLabel(atMost)}`])];
  return words.length === 0 ? "inconnue" : words.join(" et ");
};

const sizes = ({ cptsId, declaredSizeClasses }: Territory, asOf: string | undefined): Html | "" =>
  declaredSizeClasses.length === 0
    ? ""
    : html`<p>Taille au sens de l'ACI d'après ${declaredSizeClasses.length === 1 ? "la population déclarée" : "chacune des populations déclarées"} : ${declaredSizeClasses.map(range).join(" ; ")} ${why(cptsId, "declaredSizeClasses", "cette taille déclarée", asOf)}</p>`;

export const comparisonSection: Section = {
  id: "comparaison",
  title: "Déclaré et calculé",
  content: ({ territory, asOf }) => {
    if (territory === null || territory.comparisons.length === 0) return null;
    const names = namesIn(territory);
    const rows = territory.comparisons.flatMap((comparison) => {
      const fact = territory.declared.find(({ id }) => id === comparison.factId)?.fact;
      return fact === undefined ? [] : [{ comparison, fact, computed: computedValue(fact.property, territory) }];
    });
    return html`${table({
      caption: "Ce que dit un document, à côté de ce que calculent les données",
      rows,
      columns: [
        { title: "Chiffre", cell: ({ fact }) => propertyLabel(fact.property) },
        { title: "Déclaré", cell: ({ fact }) => html`${factValue(fact, names)} <span class="note">${sourceOf(fact.source)}</span>` },
        { title: "Calculé", cell: ({ fact, computed }) => (computed === null ? "" : html`${computed.words} ${why(territory.cptsId, computed.figure, `${propertyLabel(fact.property)}, valeur calculée`, asOf)}`) },
        { title: "Verdict", cell: ({ comparison }) => verdictOf(comparison, territory) },
      ],
    })}
${sizes(territory, asOf)}`;
  },
};
