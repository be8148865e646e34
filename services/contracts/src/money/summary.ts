import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { Explanation } from "@cpts/api/Explanation";
import type { MoneySummary } from "@cpts/api/Money";
import type { ContractId } from "@cpts/domain/Contract";
import { compareReceipts, sumEntries, type MoneyKind } from "@cpts/domain/Money";
import { statement } from "@cpts/service-kit/database/statement";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { findContractRow } from "../contracts/queries.ts";
import { read } from "../database/tables.ts";
import { findFunding } from "../funding/queries.ts";

type View = typeof MoneySummary.Encoded;

interface Summed {
  readonly kind: MoneyKind;
  readonly mission: string | null;
  readonly category: string;
  readonly cents: string;
}

const sumsOf = statement<[contractId: string, year: number, sheet: string | null], Summed>(
  "select kind, mission, category, sum(amount_cents) as cents from money_entry where contract_id = $1 and year = $2 and ($3::uuid is null or action_sheet_id = $3) group by kind, mission, category order by mission nulls first, category",
);
const receivedIn = statement<[contractId: string, from: string, to: string], { readonly cents: string }>(
  "select coalesce(sum(amount_cents), 0) as cents from money_entry where contract_id = $1 and kind = 'received' and entered_on >= $2 and entered_on < $3",
);

const linesOf = (rows: ReadonlyArray<Summed>): View["lines"] => {
  const groups = Map.groupBy(rows, ({ category, mission }) => JSON.stringify([mission, category]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ mission: first.mission, category: first.category, ...sumEntries(group.map(({ cents, kind }) => ({ kind, amountCents: Number(cents) }))) }];
  });
};

/** What was received in a calendar year against what had come due by now, by the schedule of the contract. */
const paymentsOf = (id: ContractId, year: number) =>
  Effect.gen(function* () {
    const [day, funding] = [yield* today, yield* findFunding(id, { year })];
    const [row] = yield* read((db) => receivedIn(db, id, `${year}-01-01`, `${year + 1}-01-01`));
    const receivedCents = Number(row?.cents ?? 0);
    const due = funding.lines.filter(({ on }) => on <= day);
    const sum = (lines: ReadonlyArray<(typeof due)[number]>): number => lines.reduce((all, { amountCents }) => all + (amountCents ?? 0), 0);
    const dueCents = sum(due);
    const unknownAmounts = due.filter(({ amountCents }) => amountCents === null).length;
    const unknown = unknownAmounts + funding.notices.filter(({ code }) => code !== "term-unknown").length;
    return { dueCents, laterCents: sum(funding.lines) - dueCents, unknownAmounts, receivedCents, ...compareReceipts({ dueCents, receivedCents, unknown }) };
  });

const explain = ({ payments, total, year }: View): ReadonlyArray<typeof Explanation.Encoded> => [
  {
    figure: "total.remainingCents",
    rule: { fr: "Budget et reports, moins ce qui est dépensé ; ce qui est engagé n'est pas encore dépensé. Les contre-écritures comptent.", en: "Budget and what is carried over, less what is spent; what is committed is not spent yet. Counter-entries count." },
    inputs: [
      { name: "budgetCents", value: String(total.budgetCents) },
      { name: "carriedOverCents", value: String(total.carriedOverCents) },
      { name: "spentCents", value: String(total.spentCents) },
    ],
    sources: [{ name: `entries of ${year}`, status: "declared" }],
  },
  {
    figure: "payments.differenceCents",
    rule: {
      fr: "Reçu dans l'année civile moins ce que l'échéancier du contrat rend exigible à ce jour ; un montant inconnu ne compte pas pour zéro : il est dit.",
      en: "Received in the calendar year less what the schedule of the contract makes due by today; an amount that is not known does not count as zero: it is said.",
    },
    inputs: [
      { name: "receivedCents", value: String(payments.receivedCents) },
      { name: "dueCents", value: String(payments.dueCents) },
      { name: "unknownAmounts", value: String(payments.unknownAmounts) },
      { name: "reasons", value: payments.reasons.join(", ") },
    ],
    sources: [{ name: "schedule: funding.read of the contract", status: "computed" }],
  },
];

/** The money of a contract in a year. */
export const findMoney = (id: ContractId, query: QueryOf<typeof contracts.endpoints.readMoney>) =>
  Effect.gen(function* () {
    const row = yield* findContractRow(id);
    const rows = yield* read((db) => sumsOf(db, id, query.year, query.actionSheet ?? null));
    const view: View = {
      contractId: id,
      cptsId: row.cpts_id,
      year: query.year,
      actionSheetId: query.actionSheet ?? null,
      lines: linesOf(rows),
      total: sumEntries(rows.map(({ cents, kind }) => ({ kind, amountCents: Number(cents) }))),
      payments: yield* paymentsOf(id, query.year),
    };
    return query.explain === "true" ? { ...view, explanations: explain(view) } : view;
  });
