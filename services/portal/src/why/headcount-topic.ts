import { counted } from "../document-words.ts";
import type { Explanation, Headcount } from "../platform.ts";
import type { Input, Topic } from "./topic.ts";

const titles: ReadonlyMap<string, string> = new Map([
  ["counted", "Total des lignes"],
  ["remainder.people", "Reste, en personnes"],
  ["remainder.structures", "Reste, en structures"],
  ["remainder.mixed", "Reste, personnes et structures mêlées"],
]);

const valueOf = ({ remainders, counted: sums }: Headcount, part: string): string => {
  if (part === "counted") return sums.map(counted).join(", ") || "aucune ligne";
  const remainder = remainders.find(({ unit }) => part === `remainder.${unit}`);
  if (remainder === undefined) return "";
  return remainder.value === null ? "inconnu" : counted({ value: remainder.value, unit: remainder.unit });
};

const written = /^(?:(?<qualifier>[a-z-]+) )?(?<value>\d+) (?<unit>people|structures)$/u;

/** "about 200 people" -> "environ 200 personnes". */
const inputWords = ({ name, value }: Input): Input => {
  const { qualifier, value: digits, unit } = written.exec(value)?.groups ?? {};
  return { name: name === "total" ? "total déclaré" : name, value: digits === undefined || unit === undefined ? value : counted({ value: Number(digits), unit, qualifier }) };
};

/** What documents count in a CPTS, and why so much is left of a total. */
export const headcountTopic = (cptsName: string, cptsId: string, headcounts: ReadonlyArray<Headcount>, explanations: ReadonlyArray<Explanation>): Topic => ({
  back: { path: `/cpts/${cptsId}`, name: cptsName },
  path: `/cpts/${cptsId}/pourquoi/effectifs`,
  asOf: undefined,
  explanations,
  figure: (figure) => {
    const headcount = headcounts.find(({ id }) => figure.startsWith(`${id}.`));
    const part = figure.slice(figure.indexOf(".") + 1);
    const scope = headcount?.scope == null ? "" : ` (${headcount.scope})`;
    return { title: `${titles.get(part) ?? part}${scope}`, value: headcount === undefined ? "" : valueOf(headcount, part) };
  },
  input: inputWords,
  nothing: "Rien : le document ne compte pas par profession.",
});
