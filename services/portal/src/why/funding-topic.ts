import { date } from "@cpts/report/french";
import { contractLabel } from "@cpts/report/words";
import { lineAmount, lineName, totalWords } from "../cpts/funding-section.ts";
import type { Contract, Funding } from "../platform.ts";
import { valueWords } from "./explanation-words.ts";
import type { Input, Topic } from "./topic.ts";

const linePath = /^lines\.(?<index>\d+)\.amountCents$/u;

const figureOf = (funding: Funding, figure: string): { readonly title: string; readonly value: string } => {
  const line = funding.lines[Number(linePath.exec(figure)?.groups?.["index"] ?? -1)];
  if (line !== undefined) return { title: `${lineName(line)}, ${date(line.on)}`, value: lineAmount(line) };
  if (figure === "payable") return { title: "À verser dans l'année", value: totalWords(funding.payable) };
  if (figure === "earned") return { title: "Gagné par les jours de l'année", value: totalWords(funding.earned) };
  return { title: figure, value: "" };
};

const inputNames: ReadonlyMap<string, string> = new Map([
  ["contractYear", "année du contrat"],
  ["days", "jours comptés"],
  ["grid", "grille"],
  ["prorata", "prorata"],
]);

/** The service gives some inputs a French name; sums in cents stay as they are computed. */
const inputWords = (input: Input): Input => ({
  name: input.label?.fr ?? inputNames.get(input.name) ?? input.name.replace(/^cell /u, "case de la grille, taille "),
  value: input.value === "-" ? valueWords(input.value) : input.value,
});

/** What a contract is paid in a year, and why: sums are in cents, as the rule computes them. */
export const fundingTopic = (cptsName: string, { kind }: Pick<Contract, "kind">, funding: Funding, year: number): Topic => ({
  back: { path: `/cpts/${funding.cptsId}`, name: cptsName },
  path: `/cpts/${funding.cptsId}/pourquoi/financement/${funding.contractId}/${year}`,
  asOf: undefined,
  explanations: funding.explanations ?? [],
  figure: (figure) => {
    const { title, value } = figureOf(funding, figure);
    return { title, value: `${contractLabel(kind)}, ${year} · ${value}` };
  },
  input: inputWords,
  nothing: "Rien.",
});
