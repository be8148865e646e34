import { count, date } from "@cpts/report/french";
import type { Commune } from "../platform.ts";
import { sinceDate } from "../words.ts";
import { valueWords } from "./explanation-words.ts";
import type { Input, Topic } from "./topic.ts";

const figureOf = (figure: string, { population, coveredBy, perhapsCoveredBy, asOf }: Commune): { readonly title: string; readonly value: string } => {
  if (figure === "population") return { title: "Population", value: population.value === null ? "inconnue" : `${count(population.value, "habitant")}, édition ${population.vintage}` };
  if (figure !== "coveredBy") return { title: figure, value: "" };
  const certain = coveredBy.length === 0 ? "aucune CPTS pour certain" : coveredBy.map(({ name }) => name).join(", ");
  const perhaps = perhapsCoveredBy.length === 0 ? "" : `, peut-être ${perhapsCoveredBy.map(({ name }) => name).join(", ")}`;
  return { title: "Qui la couvre", value: `${certain}${perhaps} · le ${date(asOf)}` };
};

const inputNames: ReadonlyMap<string, string> = new Map([
  ["commune", "commune"],
  ["series", "série et édition"],
  ["asOf", "jour de la question"],
]);

/** What is not named above is a CPTS, with the day its territory begins. */
const inputWords = ({ name, value }: Input): Input => {
  const known = inputNames.get(name);
  if (known !== undefined) return { name: known, value: valueWords(value) };
  return { name, value: value === "-" ? "territoire depuis une date inconnue" : `territoire ${sinceDate(value)}` };
};

/** The figures of a commune, and why. */
export const communeTopic = (commune: Commune, asOf: string | undefined): Topic => ({
  back: { path: `/communes/${commune.code}`, name: commune.nom },
  path: `/communes/${commune.code}/pourquoi`,
  asOf,
  explanations: commune.explanations ?? [],
  figure: (figure) => figureOf(figure, commune),
  input: inputWords,
  nothing: "Rien.",
});
