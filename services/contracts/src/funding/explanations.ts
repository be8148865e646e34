import type { Explanation } from "@cpts/api/Explanation";
import type { FundingLine } from "@cpts/domain/Funding";
import { ruleOf } from "@cpts/domain/FundingRules";
import type { Evidence } from "@cpts/domain/FundingEvidence";
import type { Grid } from "@cpts/domain/Grid";
import { advancePercentOf, exactDue, roundingOf } from "./rounding.ts";

type Encoded = typeof Explanation.Encoded;
type Input = Encoded["inputs"][number];

const text = (value: number | string | null): string => (value === null ? "-" : String(value));

const exactText = ({ due }: FundingLine): string => exactDue(due) ?? "-";

const cellInputs = ({ due }: FundingLine, grid: Grid): ReadonlyArray<Input> =>
  due.parts.map(({ from, line, perYear, size, to, under, units }) => ({ name: `cell ${under?.grid.id ?? grid.id} ${text(size)} [${from}, ${to})`, value: line === null ? "unknown" : `${line.amountCents} x ${units}/${perYear} (${line.status})` }));

const evidenceInputs = ({ due, on }: FundingLine, counted: ReadonlyArray<Evidence>): ReadonlyArray<Input> => {
  if (due.from !== due.to) return [];
  return counted.filter((one) => one.on === on).map(({ document, fact, on: day, origin }) => ({ name: `evidence ${fact}`, label: { fr: "preuve", en: "evidence" }, value: `${day}: ${document} (${origin})` }));
};

/** What a balance or a repayment is the rest of, and what rounding the advance left to it. */
const differenceInputs = (line: FundingLine, grid: Grid): ReadonlyArray<Input> => {
  const { amountCents, kind, paid } = line;
  if (kind === "advance" || paid === null) return [];
  const { exact, residue } = roundingOf(line, grid);
  const difference = `${text(exact)} = ${text(amountCents)}`;
  return [
    { name: "paid", label: { fr: "déjà versé", en: "paid before" }, value: text(paid.amountCents) },
    residue === null
      ? { name: "difference", label: { fr: "dû - versé ; en dessous de 0 : à rendre", en: "due - paid; below 0: to be given back" }, value: difference }
      : { name: "residue", label: { fr: "solde = dû - versé ; il porte le reste d'arrondi de l'avance, en centimes", en: "balance = due - paid; it carries what rounding left of the advance, in cents" }, value: `${difference}; ${residue}` },
  ];
};

const shareInputs = (line: FundingLine, grid: Grid): ReadonlyArray<Input> => {
  const { amountCents, expectedCents, kind } = line;
  if (kind !== "advance") return [];
  const exact = expectedCents === null ? "-" : `${expectedCents * advancePercentOf(line, grid)}/100`;
  return [
    { name: "expected", label: { fr: "dû, tel qu'il est connu ce jour", en: "due, as known on that day" }, value: text(expectedCents) },
    { name: "advancePercent", label: { fr: "part avancée", en: "part in advance" }, value: `${advancePercentOf(line, grid)} %` },
    { name: "rounding", label: { fr: "arrondi", en: "rounding" }, value: `${grid.rounding}: ${exact} -> ${text(amountCents)}` },
  ];
};

/** Why a payment is what it is: the rule, the cells with their source and status, and how it was rounded. */
export const explainLine = (line: FundingLine, index: number, grid: Grid, counted: ReadonlyArray<Evidence>): Encoded => {
  const { due } = line;
  const rule = ruleOf(line.rule);
  return {
    figure: `lines.${index}.amountCents`,
    rule: { fr: rule.fr, en: rule.en },
    inputs: [
      { name: "contractYear", value: `${due.year.number} [${due.year.from}, ${due.year.to})` },
      { name: "days", value: `[${due.from}, ${due.to})` },
      ...cellInputs(line, grid),
      ...evidenceInputs(line, counted),
      { name: "due", label: { fr: "dû, arrondi au centime d'abord", en: "due, rounded to the cent first" }, value: `${grid.prorata}, ${grid.rounding}: ${exactText(line)} -> ${text(due.dueCents)}` },
      ...(due.group.component === "variable" ? [{ name: "ratePpm", label: { fr: "taux d'atteinte, en millionièmes", en: "rate of achievement, in millionths" }, value: due.ratePpm === null ? "-" : `${due.ratePpm} (${due.isAgreed ? "agreed" : "provisional"})` }] : []),
      ...shareInputs(line, grid),
      ...differenceInputs(line, grid),
    ],
    sources: [
      { name: rule.source, status: rule.status },
      ...due.parts.flatMap(({ line: cell }) => (cell === null ? [] : [{ name: [cell.source.document, cell.source.locator].filter((one) => one !== undefined).join(", "), status: cell.status }])),
      ...due.parts.flatMap(({ line: cell }) => (cell?.reason === undefined ? [] : [{ name: cell.reason, status: "overridden" }])),
    ],
  };
};

/** Why the sums are what they are. */
export const explainSums = (grid: Grid): ReadonlyArray<Encoded> => [
  {
    figure: "payable",
    rule: {
      fr: "Somme des versements à faire dans l'année ; ce qui n'est pas connu ne compte pas pour zéro : la somme est alors « au moins ».",
      en: "Sum of the payments to be made in the year; what is not known does not count as zero: the sum is then \"at least\".",
    },
    inputs: [{ name: "grid", value: grid.id }],
    sources: [{ name: grid.source.document, status: grid.status }],
  },
  {
    figure: "earned",
    rule: {
      fr: "Ce que les jours de l'année font gagner, quel que soit le jour du versement ; les parts d'un montant s'ajoutent toujours au montant, au centime près.",
      en: "What the days of the year earn, whatever the day of payment; the parts of an amount always add up to it, to the cent.",
    },
    inputs: [{ name: "prorata", value: grid.prorata }],
    sources: [{ name: grid.source.document, status: grid.status }],
  },
];
