import type { Explanation } from "@cpts/api/Explanation";
import type { ContractPortfolio, PortfolioTotals } from "@cpts/api/Portfolio";
import type { Figured } from "./figures.ts";

type Encoded = typeof Explanation.Encoded;
type Totals = typeof PortfolioTotals.Encoded;

const text = (value: number | null): string => (value === null ? "-" : String(value));

const scheduleOf = { name: "schedule: funding.read of each contract", status: "computed" };
const ledgerOf = { name: "ledger: money.read of each contract", status: "declared" };

const sums: ReadonlyArray<readonly [name: "due" | "earned" | "paid" | "spent" | "remaining", fr: string, en: string, source: { readonly name: string; readonly status: string }]> = [
  ["due", "Somme des versements que l'échéancier de chaque contrat place dans l'année", "Sum of the payments that the schedule of each contract puts in the year", scheduleOf],
  ["earned", "Somme de ce que les jours de l'année font gagner à chaque contrat", "Sum of what the days of the year earn each contract", scheduleOf],
  ["paid", "Somme de ce que chaque compte dit reçu dans l'année civile", "Sum of what each ledger says was received in the calendar year", ledgerOf],
  ["spent", "Somme de ce que chaque compte dit dépensé au titre de l'année", "Sum of what each ledger says was spent of the year", ledgerOf],
  ["remaining", "Somme de ce qui est dû, pour autant qu'on le sache, moins ce qui est dépensé, des contrats dont les deux sont connus", "Sum of what is due, as far as it is known, less what is spent, of contracts of which both are known", ledgerOf],
];

/** Why the totals are what they are: an amount that is not known never counts for nothing. */
export const explainTotals = (totals: Totals, asOf: string): ReadonlyArray<Encoded> => [
  ...sums.map(([name, fr, en, source]): Encoded => {
    const { atLeast, contracts, unknown } = totals[name];
    return {
      figure: `totals.${name}.knownCents`,
      rule: { fr: `${fr} ; un montant inconnu ne compte pas pour zéro : il est dénombré à part.`, en: `${en}; an amount that is not known does not count as zero: it is counted apart.` },
      inputs: [
        { name: "contracts", value: String(contracts) },
        { name: "atLeast", label: { fr: "contrats connus en partie", en: "contracts known in part" }, value: String(atLeast) },
        { name: "unknown", label: { fr: "contrats dont rien n'est connu", en: "contracts of which nothing is known" }, value: String(unknown) },
      ],
      sources: [source],
    };
  }),
  {
    figure: "totals.deadlinesLate",
    rule: { fr: "Échéances de démarrage ou de déploiement de missions passées ce jour-là sans que ce soit fait.", en: "Deadlines of missions to be started or deployed that had passed on that day without it." },
    inputs: [{ name: "asOf", value: asOf }],
    sources: [{ name: "deadlines: deadline.list?late=true", status: "computed" }],
  },
];

/** Why the figures of a contract of the page are what they are. */
export const explainItem = ({ item, lines, linesUnknown }: Figured, { year }: Pick<typeof ContractPortfolio.Encoded, "year">): ReadonlyArray<Encoded> => {
  const grid = item.grid === null ? "-" : `${item.grid.id} v${item.grid.version} (${item.grid.status})`;
  return [
    {
      figure: `${item.contractId}.due.knownCents`,
      rule: { fr: "Versements de l'échéancier du contrat ; chaque ligne s'explique par son financement.", en: "Payments of the schedule of the contract; its funding explains each line." },
      inputs: [
        { name: "grid", value: grid },
        { name: "year", value: year === null ? "-" : String(year) },
        { name: "lines", value: String(lines) },
        { name: "linesUnknown", label: { fr: "lignes dont le montant est inconnu", en: "lines whose amount is not known" }, value: String(linesUnknown) },
        { name: "notices", value: item.notices.map(({ code }) => code).join(", ") || "-" },
      ],
      sources: [{ name: `/v1/contracts/${item.contractId}/funding?explain=true`, status: item.grid?.status ?? "unknown" }],
    },
    {
      figure: `${item.contractId}.remainingCents`,
      rule: { fr: "Dû, pour autant qu'on le sache, moins dépensé ; inconnu si l'un des deux l'est.", en: "Due, as far as it is known, less spent; not known where either is not." },
      inputs: [
        { name: "dueKnownCents", value: text(item.due?.knownCents ?? null) },
        { name: "spentCents", value: text(item.spentCents) },
        { name: "paidCents", value: text(item.paidCents) },
      ],
      sources: [{ name: `/v1/contracts/${item.contractId}/money`, status: "declared" }],
    },
  ];
};
