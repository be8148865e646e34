import type { Explanation } from "@cpts/api/Explanation";
import { detailNameOf, ruleOf, type Discrepancy } from "@cpts/domain/Discrepancy";

type Encoded = typeof Explanation.Encoded;

/** What the registry can say of its own findings beyond their details: the facts themselves, and how a figure is computed. */
export interface Why {
  readonly figure: string;
  /** The rule of the computed figure, said after that of the discrepancy. */
  readonly ruleOfFigure?: Encoded["rule"] | undefined;
  readonly inputs: Encoded["inputs"];
  readonly sources: Encoded["sources"];
}

const ruleElsewhere = (service: string): Encoded["rule"] => ({
  fr: `Règle du service « ${service} », que cette version du registre ne connaît pas.`,
  en: `A rule of the service "${service}" that this version of the registry does not know.`,
});

/** What went in, under its name and, where it has any, its name in words. */
export const namedInput = (name: string, value: string): Encoded["inputs"][number] => {
  const label = detailNameOf(name);
  return { name, ...(label === null ? {} : { label }), value };
};

/** The details by name: the database keeps them in an order of its own. */
const inputsOf = ({ details }: Discrepancy): Encoded["inputs"] =>
  Object.entries(details)
    .map(([name, value]) => namedInput(name, typeof value === "object" ? value.join(" ") : String(value)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** The documents, without what they quote, and the service that compared them. */
const sourcesOf = (service: string, { sources }: Discrepancy): Encoded["sources"] => [
  ...sources.map(({ document, locator }) => ({ name: locator === undefined ? document : `${document}, ${locator}`, status: "sourced" })),
  { name: `/cpts/${service}`, status: "computed" },
];

/** Why a discrepancy is told: one way for those found here and for those learned from another service. */
export const explanationOf = (service: string, found: Discrepancy, why?: Why): Encoded => {
  const rule = ruleOf(found) ?? ruleElsewhere(service);
  const { property } = found.details;
  return {
    figure: why?.figure ?? (typeof property === "string" ? property : found.code),
    rule: why?.ruleOfFigure === undefined ? rule : { fr: `${rule.fr} ${why.ruleOfFigure.fr}`, en: `${rule.en} ${why.ruleOfFigure.en}` },
    inputs: why?.inputs ?? inputsOf(found),
    sources: why?.sources ?? sourcesOf(service, found),
  };
};
