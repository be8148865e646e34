/**
 * The money of a contract: entries with their date, label and source, what they come to by mission and category, and what was received
 * against what was due. For the board and the coordinator of the CPTS and its agencies.
 *
 * @example
 * ```ts
 * import { moneyEndpoints } from "@cpts/api/Money"
 *
 * moneyEndpoints.readMoney.path // => "/v1/contracts/{id}/money"
 * ```
 *
 * @since 0.1.0
 */
import { ActionSheetId, ContractId } from "@cpts/domain/Contract";
import { CptsId } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { LocalDate } from "@cpts/domain/LocalDate";
import { EntryAmount, MoneyEntryId, MoneyKind } from "@cpts/domain/Money";
import { Code } from "@cpts/domain/OpenCode";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";
import { exported, exportQuery } from "./Files.ts";
import { page, pageQuery, queryInteger } from "./Page.ts";

const cents = Schema.Int.annotate({ description: "In cents" });
const label = freeText({ max: 300, title: "Label", description: "What it is for; no name of a person" });
const year = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 2016, maximum: 2100 }))).annotate({ description: "The year it is accounted in" });

/** An entry of the ledger. */
export const NewMoneyEntry = Schema.Struct({
  kind: MoneyKind,
  on: LocalDate,
  year,
  mission: Schema.optionalKey(Schema.NullOr(Code)),
  category: Code.annotate({ description: "Of an open list: staff, premises, tools..." }),
  actionSheetId: Schema.optionalKey(Schema.NullOr(ActionSheetId)),
  amountCents: EntryAmount,
  label,
  source: Source,
}).annotate({ identifier: "NewMoneyEntry" });
export type NewMoneyEntry = typeof NewMoneyEntry.Type;

/** Why an entry was wrong. */
export const NewCounterEntry = Schema.Struct({ on: LocalDate, label, source: Source }).annotate({ identifier: "NewCounterEntry" });
export type NewCounterEntry = typeof NewCounterEntry.Type;

/** An entry as it is kept. */
export const MoneyEntryView = Schema.Struct({
  id: MoneyEntryId,
  contractId: ContractId,
  ...NewMoneyEntry.fields,
  year: Schema.Int,
  mission: Schema.NullOr(Code),
  actionSheetId: Schema.NullOr(ActionSheetId),
  amountCents: cents,
  corrects: Schema.NullOr(MoneyEntryId).annotate({ description: "Of a counter-entry: the entry that it undoes" }),
}).annotate({ identifier: "MoneyEntry" });
export type MoneyEntryView = typeof MoneyEntryView.Type;

const sums = {
  budgetCents: cents,
  committedCents: cents,
  spentCents: cents,
  carriedOverCents: cents,
  receivedCents: cents,
  remainingCents: cents.annotate({ description: "Budget and carried over, less what is spent; below 0 where more is spent" }),
};

/** What some entries come to. */
export const MoneyLine = Schema.Struct({ mission: Schema.NullOr(Code), category: Code, ...sums }).annotate({ identifier: "MoneyLine" });
export type MoneyLine = typeof MoneyLine.Type;

/** The money of a contract in a year. */
export const MoneySummary = Schema.Struct({
  contractId: ContractId,
  cptsId: CptsId,
  year: Schema.Int,
  actionSheetId: Schema.NullOr(ActionSheetId),
  lines: Schema.Array(MoneyLine),
  total: Schema.Struct(sums).annotate({ identifier: "MoneyTotal" }),
  payments: Schema.Struct({
    dueCents: cents.annotate({ description: "Payments of the calendar year that have come due, as far as they are known" }),
    laterCents: cents.annotate({ description: "Those that come due later in the year" }),
    unknownAmounts: Schema.Int.annotate({ description: "Payments that have come due whose amount is not known" }),
    receivedCents: cents,
    differenceCents: cents.annotate({ description: "Received less due" }),
    reasons: Schema.Array(Schema.Literals(["as-due", "not-received", "received-more", "amounts-unknown"])),
  }).annotate({ identifier: "MoneyPayments" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "MoneySummary" });
export type MoneySummary = typeof MoneySummary.Type;

const params = Schema.Struct({ id: ContractId });
const path = "/v1/contracts/{id}/money";
const source = { document: "Budget prévisionnel" };

/** Entries and what they come to. */
export const moneyEndpoints = {
  addMoneyEntry: endpoint({
    id: "money-entry.add",
    method: "POST",
    path: `${path}/entries`,
    params,
    body: NewMoneyEntry,
    response: MoneyEntryView,
    status: 201,
    problems: ["invalid-request", "unknown-reference"],
    permission: "money.keep",
    summary: { fr: "Passer une écriture : budget, engagé, dépensé, reporté, reçu", en: "Make an entry: budget, committed, spent, carried over, received" },
    example: { kind: "budget", on: "2018-01-15", year: 2018, mission: "PREVENTION", category: "personnel", amountCents: 1_200_000, label: "Coordination", source },
  }),
  addCounterEntry: endpoint({
    id: "money-entry.counter",
    method: "POST",
    path: `${path}/entries/{entryId}/counter-entry`,
    params: Schema.Struct({ id: ContractId, entryId: MoneyEntryId }),
    body: NewCounterEntry,
    response: MoneyEntryView,
    status: 201,
    problems: ["invalid-request", "already-exists"],
    permission: "money.keep",
    summary: { fr: "Annuler une écriture par sa contre-écriture, une seule fois", en: "Undo an entry by its counter-entry, once" },
    example: { on: "2018-02-01", label: "Saisie deux fois", source },
  }),
  listMoneyEntries: endpoint({
    id: "money-entry.list",
    method: "GET",
    path: `${path}/entries`,
    params,
    query: Schema.Struct(pageQuery),
    response: page(MoneyEntryView).annotate({ identifier: "MoneyEntryPage" }),
    permission: "money.read",
    summary: { fr: "Les écritures d'un contrat, dans l'ordre de leur saisie", en: "The entries of a contract, in the order they were made" },
  }),
  exportMoney: exported({
    id: "money.export",
    path: `${path}/export`,
    params,
    query: Schema.Struct({ ...exportQuery, year: queryInteger({ minimum: 2016, maximum: 2100 }) }),
    permission: "money.read",
    summary: { fr: "Les écritures d'un contrat dans une année, en CSV, XLSX ou JSON", en: "The entries of a contract in a year, as CSV, XLSX or JSON" },
  }),
  readMoney: endpoint({
    id: "money.read",
    method: "GET",
    path,
    params,
    query: Schema.Struct({ year: queryInteger({ minimum: 2016, maximum: 2100 }), actionSheet: Schema.optionalKey(ActionSheetId.annotate({ description: "Only the entries of this action sheet" })), ...explained }),
    response: MoneySummary,
    permission: "money.read",
    summary: { fr: "Budget, engagé, dépensé, reste et versements d'un contrat dans une année", en: "Budget, committed, spent, what remains and payments of a contract in a year" },
  }),
};
