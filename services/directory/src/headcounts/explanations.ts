import type { Explanation } from "@cpts/api/Explanation";
import type { HeadcountView } from "@cpts/api/HeadcountViews";
import type { RemainderUnit } from "@cpts/domain/Headcount";
import { citationOf } from "../citation.ts";

type Encoded = typeof Explanation.Encoded;
type EncodedHeadcount = typeof HeadcountView.Encoded;
type Figure = EncodedHeadcount["lines"][number] | NonNullable<EncodedHeadcount["total"]>;

const written = ({ qualifier, unit, value }: Figure): string => `${qualifier === undefined || qualifier === "exactly" ? "" : `${qualifier} `}${value} ${unit}`;

const inexact = {
  fr: "un chiffre qui n'est pas exact ne permet pas de le dire",
  en: "a figure that is not exact leaves it untold",
};

const rules: Readonly<Record<RemainderUnit, { readonly fr: string; readonly en: string }>> = {
  people: {
    fr: `Total déclaré moins les lignes qui comptent des personnes ; les structures n'y entrent pas ; ${inexact.fr}.`,
    en: `The declared total minus the lines that count people; structures do not enter; ${inexact.en}.`,
  },
  structures: {
    fr: `Total déclaré moins les lignes qui comptent des structures ; les personnes n'y entrent pas ; ${inexact.fr}.`,
    en: `The declared total minus the lines that count structures; people do not enter; ${inexact.en}.`,
  },
  mixed: {
    fr: `Total déclaré moins toutes les lignes : c'est additionner des personnes et des structures, comme le document y invite, et ce n'est pas un nombre de personnes ; ${inexact.fr}.`,
    en: `The declared total minus all lines: it adds people and structures up, as the document invites to, and is no number of people; ${inexact.en}.`,
  },
};

const counted = {
  fr: "Somme des lignes de chaque unité, telles que le document les écrit.",
  en: "Sum of the lines of each unit, as the document writes them.",
};

/** Why each figure computed from a headcount is what it is; figures are named after its id. */
export const explainHeadcount = ({ id, lines, provenance, remainders, total }: EncodedHeadcount): ReadonlyArray<Encoded> => {
  const sources = [{ name: citationOf(provenance.source), status: provenance.status }];
  const inputsOf = (some: ReadonlyArray<EncodedHeadcount["lines"][number]>) => some.map((line) => ({ name: line.label, value: written(line) }));
  return [
    { figure: `${id}.counted`, rule: counted, inputs: inputsOf(lines), sources },
    ...remainders.map(({ unit }) => ({
      figure: `${id}.remainder.${unit}`,
      rule: rules[unit],
      inputs: [
        ...(total === null ? [] : [{ name: "total", value: written(total) }]),
        ...inputsOf(lines.filter((line) => unit === "mixed" || line.unit === unit)),
      ],
      sources,
    })),
  ];
};
