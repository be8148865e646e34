/**
 * What a CPTS pays people: rates by date, what attendance and work for missions come to in a month, the statement that is validated, and
 * the accountant's table. People are ids. For the board and the coordinator of the CPTS and its agencies.
 *
 * @example
 * ```ts
 * import { payoutEndpoints } from "@cpts/api/Payouts"
 *
 * payoutEndpoints.validatePayouts.path // => "/v1/payout-statements"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { LocalDate } from "@cpts/domain/LocalDate";
import { MeetingId } from "@cpts/domain/Meeting";
import { Code } from "@cpts/domain/OpenCode";
import { Month, mostPayoutCents, PayoutId, PayoutKind, PayoutRate, PayoutsValidated } from "@cpts/domain/Payout";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Source } from "@cpts/domain/Source";
import { Acknowledged } from "@cpts/domain/Acknowledgement";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained, Explanation } from "./Explanation.ts";
import { exported, exportQuery } from "./Files.ts";
import { queryInteger } from "./Page.ts";

const cents = Schema.Int.annotate({ description: "In cents" });
const label = freeText({ max: 300, title: "Label", description: "What it is for; no name of a person" });
const exampleCpts = "0198c0de-0000-7000-8000-000000000001";

/** A rate from a day on. */
export const NewPayoutRate = Schema.Struct({ cptsId: CptsId, ...PayoutRate.fields, bodyId: Schema.optionalKey(PayoutRate.fields.bodyId) }).annotate({ identifier: "NewPayoutRate" });
export type NewPayoutRate = typeof NewPayoutRate.Type;

/** A rate that is known. */
export const PayoutRateView = Schema.Struct({ id: PayoutId, cptsId: CptsId, ...PayoutRate.fields }).annotate({ identifier: "KnownPayoutRate" });
export type PayoutRateView = typeof PayoutRateView.Type;

/** Something to be paid that no attendance tells: work for a mission, or a counter-entry (an amount below 0) of what was too much. */
export const NewPayoutEntry = Schema.Struct({
  cptsId: CptsId,
  personId: ProfessionalId,
  kind: PayoutKind,
  on: LocalDate,
  mission: Schema.optionalKey(Schema.NullOr(Code)),
  amountCents: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: -mostPayoutCents, maximum: mostPayoutCents }, { message: "payout-amount.range" }))),
  label,
  source: Source,
}).annotate({ identifier: "NewPayoutEntry" });
export type NewPayoutEntry = typeof NewPayoutEntry.Type;

/** What is kept of it. */
export const PayoutEntryView = Schema.Struct({ id: PayoutId, ...NewPayoutEntry.fields, mission: Schema.NullOr(Code) }).annotate({ identifier: "PayoutEntry" });
export type PayoutEntryView = typeof PayoutEntryView.Type;

/** What someone is paid for one meeting or one piece of work. */
export const PayoutLine = Schema.Struct({
  personId: ProfessionalId,
  kind: PayoutKind,
  on: LocalDate,
  mission: Schema.NullOr(Code),
  label: Schema.NullOr(Schema.String),
  meetingId: Schema.NullOr(MeetingId),
  entryId: Schema.NullOr(PayoutId),
  minutes: Schema.NullOr(Schema.Int),
  rateId: Schema.NullOr(PayoutId),
  amountCents: cents,
}).annotate({ identifier: "PayoutLine" });
export type PayoutLine = typeof PayoutLine.Type;

/** What someone is paid in the calendar year with this month, against its ceiling. */
export const PersonPay = Schema.Struct({
  personId: ProfessionalId,
  indemnitiesCents: cents,
  remunerationsCents: cents,
  yearCents: cents.annotate({ description: "In the calendar year, this month included, by this CPTS" }),
  verdict: Schema.Literals(["within", "over", "over-across", "ceiling-unknown"]).annotate({
    description: "`over`: this CPTS alone pays more than the ceiling, an error; `over-across`: with other CPTS it is passed, a warning (what others pay is not shown)",
  }),
}).annotate({ identifier: "PersonPay" });
export type PersonPay = typeof PersonPay.Type;

/** The statement of a month: as it would be validated now, or as it was. */
export const PayoutStatement = Schema.Struct({
  cptsId: CptsId,
  month: Month,
  statementId: Schema.NullOr(PayoutId).annotate({ description: "null until it is validated" }),
  validatedOn: Schema.NullOr(LocalDate),
  lines: Schema.Array(PayoutLine),
  people: Schema.Array(PersonPay),
  indemnitiesCents: cents,
  remunerationsCents: cents,
  ceiling: Schema.NullOr(Schema.Struct({ year: Schema.Int, amountCents: cents, status: Schema.String, source: Schema.String }).annotate({ identifier: "PassCeiling" })),
  withoutRate: Schema.Array(MeetingId).annotate({ description: "Meetings of the month that no rate covers: nothing is paid for them" }),
  differs: Schema.Boolean.annotate({ description: "Validated, and attendance or rates say something else since: to be made up by counter-entries of a later month" }),
  keptUntil: LocalDate.annotate({ description: "Kept as accounts until then, for an erased person too, under the id alone (art. L. 123-22 code de commerce)" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "PayoutStatement" });
export type PayoutStatement = typeof PayoutStatement.Type;

/** Which month is final, and the warnings that were seen. */
export const NewPayoutStatement = Schema.Struct({
  cptsId: CptsId,
  month: Month,
  acknowledged: Schema.optionalKey(Acknowledged).annotate({ description: "`ceiling-unknown` to validate a month of a year whose ceiling is not known" }),
}).annotate({ identifier: "NewPayoutStatement" });
export type NewPayoutStatement = typeof NewPayoutStatement.Type;

const ofCpts = { cpts: CptsId };

/** Rates, entries, statements and the accountant's table. */
export const payoutEndpoints = {
  setPayoutRate: endpoint({
    id: "payout-rate.set",
    method: "POST",
    path: "/v1/payout-rates",
    body: NewPayoutRate,
    response: PayoutRateView,
    status: 201,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "money.keep",
    summary: { fr: "Fixer un tarif d'indemnisation à partir d'un jour", en: "Set a rate of indemnity from a day on" },
    example: { cptsId: exampleCpts, unit: "hour", amountCents: 7500, from: "2026-01-01", source: { document: "Règlement intérieur", locator: "art. 12" } },
  }),
  listPayoutRates: endpoint({
    id: "payout-rate.list",
    method: "GET",
    path: "/v1/payout-rates",
    query: Schema.Struct(ofCpts),
    response: Schema.Struct({ items: Schema.Array(PayoutRateView) }).annotate({ identifier: "PayoutRates" }),
    problems: ["unknown-reference"],
    permission: "money.read",
    summary: { fr: "Les tarifs d'indemnisation d'une CPTS, par date", en: "The rates of indemnity of a CPTS, by date" },
  }),
  addPayoutEntry: endpoint({
    id: "payout-entry.add",
    method: "POST",
    path: "/v1/payout-entries",
    body: NewPayoutEntry,
    response: PayoutEntryView,
    status: 201,
    problems: ["invalid-request", "unknown-reference", "illegal-transition"],
    permission: "money.keep",
    summary: { fr: "Noter une rémunération ou une indemnité, ou sa contre-écriture", en: "Enter a remuneration or an indemnity, or its counter-entry" },
    example: { cptsId: exampleCpts, personId: "0198c0de-0000-7000-8000-000000000020", kind: "remuneration", on: "2026-10-15", mission: "PREVENTION", amountCents: 24000, label: "Dépistage, deux demi-journées", source: { document: "Feuille d'émargement" } },
  }),
  readPayoutStatement: endpoint({
    id: "payout-statement.read",
    method: "GET",
    path: "/v1/payout-statements/{month}",
    params: Schema.Struct({ month: Month }),
    query: Schema.Struct({ ...ofCpts, ...explained }),
    response: PayoutStatement,
    problems: ["unknown-reference"],
    permission: "money.read",
    summary: { fr: "L'état mensuel des indemnités et rémunérations, à valider ou validé", en: "The monthly statement of indemnities and remunerations, to validate or validated" },
  }),
  validatePayouts: endpoint({
    id: "payout-statement.validate",
    method: "POST",
    path: "/v1/payout-statements",
    body: NewPayoutStatement,
    response: PayoutStatement,
    status: 201,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "money.keep",
    summary: { fr: "Valider un mois, dans la limite du plafond annuel", en: "Validate a month, within the yearly ceiling" },
    example: { cptsId: exampleCpts, month: "2026-10" },
  }),
  exportPayouts: exported({
    id: "payout.export",
    path: "/v1/payouts/export",
    query: Schema.Struct({ ...exportQuery, ...ofCpts, year: queryInteger({ minimum: 2000, maximum: 2200 }) }),
    permission: "money.read",
    summary: { fr: "Les écritures validées d'une année, pour le comptable", en: "The validated entries of a year, for the accountant" },
  }),
};

/** What is told of the pay of people: totals only. */
export const payoutEvents = {
  payoutsValidated: eventType({
    service: "contracts",
    aggregate: "payouts",
    event: "validated",
    version: 1,
    payload: PayoutsValidated,
    summary: { fr: "Ce qu'une CPTS verse aux personnes pour un mois est définitif", en: "What a CPTS pays people for a month is final" },
    example: { statementId: "0198c0de-0000-7000-8000-000000000013", cptsId: exampleCpts, month: "2026-10", indemnitiesCents: 45000, remunerationsCents: 24000 },
  }),
};
