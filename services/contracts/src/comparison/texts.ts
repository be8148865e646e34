import type { Explanation } from "@cpts/api/Explanation";
import type { ComparedApart, ComparedFigure, ContractComparison } from "@cpts/api/ContractComparisons";
import type { ApartFigure } from "@cpts/domain/ContractComparison";
import { componentLabels } from "@cpts/domain/Grid";

type Bilingual = (typeof ComparedFigure.Encoded)["label"];

const moneyLabels: Readonly<Record<string, Bilingual>> = {
  due: { fr: "dû dans l'année", en: "due in the year" },
  "due-per-inhabitant": { fr: "dû dans l'année par habitant", en: "due in the year per inhabitant" },
  paid: { fr: "reçu dans l'année", en: "received in the year" },
  spent: { fr: "dépensé au titre de l'année", en: "spent of the year" },
};

/** A figure in words; indicators by the label of the catalogue. */
export const labelOf = (figure: string, indicators: ReadonlyMap<string, string>): Bilingual => {
  const [kind, code = ""] = figure.split("/");
  const component = kind === "due" ? componentLabels.find((one) => one.code === code) : undefined;
  if (component !== undefined) return { fr: `dû dans l'année : ${component.fr}`, en: `due in the year: ${component.en}` };
  const indicator = indicators.get(code) ?? code;
  return moneyLabels[figure] ?? { fr: indicator, en: indicator };
};

const reasons: Readonly<Record<ApartFigure["why"], Bilingual>> = {
  "not-measured": { fr: "Ce chiffre n'existe pas pour cette CPTS cette année-là.", en: "There is no such figure of this CPTS in that year." },
  unknown: { fr: "Ce chiffre n'est pas connu, ou pas en entier : il ne se compare pas.", en: "This figure is not known, or not whole: it is not compared." },
  "other-unit": { fr: "Ce chiffre est compté dans une autre unité.", en: "This figure is counted in another unit." },
  "other-rule": { fr: "Ce chiffre vient d'une autre règle, barème ou version d'indicateur.", en: "This figure comes from another rule, grid or version of the indicator." },
  "other-period": { fr: "Ce chiffre porte sur une autre durée.", en: "This figure is about another length of time." },
  alone: { fr: "Aucune autre CPTS n'a ce chiffre dans la même unité, par la même règle, sur la même durée.", en: "No other CPTS has this figure in the same unit, by the same rule, over the same time." },
};

/** A figure that stands apart, with its reason. */
export const apartOf = ({ cptsId, measured, why }: ApartFigure): typeof ComparedApart.Encoded => ({
  cptsId,
  why,
  reason: measured?.why === undefined || measured.why === null ? reasons[why] : { fr: `${reasons[why].fr} (${measured.why})`, en: `${reasons[why].en} (${measured.why})` },
  measured: measured === null ? null : { unit: measured.unit, rule: measured.rule, period: measured.period, value: measured.value },
});

/** Why figures stand side by side or apart. */
export const explainComparison = ({ figures, year }: Pick<typeof ContractComparison.Encoded, "figures" | "year">): ReadonlyArray<typeof Explanation.Encoded> =>
  figures.map(({ apart, figure, period, rule, unit, values }) => ({
    figure,
    rule: {
      fr: "Côte à côte : même unité, même règle, même durée ; parmi les façons de mesurer, celle que le plus de CPTS partagent. Un montant « au moins » ou une observation non validée ne se compare pas.",
      en: "Side by side: same unit, same rule, same time; of the ways to measure, the one that most CPTS share. An amount that is \"at least\", or an observation that is not validated, is not compared.",
    },
    inputs: [
      { name: "year", value: String(year) },
      { name: "unit", value: unit },
      { name: "rule", value: rule },
      { name: "period", value: period },
      { name: "compared", value: String(values.length) },
      { name: "apart", value: String(apart.length) },
    ],
    sources: [{ name: figure.startsWith("indicator/") ? "observations validated by the agencies" : rule === "ledger" ? "money.read of each contract" : "funding.read of each contract", status: "computed" }],
  }));
