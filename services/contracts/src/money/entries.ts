import { NewPayoutEntry, NewPayoutRate, type PayoutEntryView, type PayoutRateView } from "@cpts/api/Payouts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import type { Selectable } from "kysely";
import { write, type ContractsTables } from "../database/tables.ts";
import { requireParties } from "../parties/known.ts";
import { ratesOf } from "./computed.ts";
import { holdBook } from "./validate.ts";

const encodeRate = Schema.encodeSync(NewPayoutRate);
const encodeEntry = Schema.encodeSync(NewPayoutEntry);

type RateView = typeof PayoutRateView.Encoded;

const rateView = (row: Selectable<ContractsTables["payout_rate"]>): RateView => ({
  id: row.id,
  cptsId: row.cpts_id,
  // Units were checked when they were written.
  unit: row.unit as RateView["unit"],
  bodyId: row.body_id,
  amountCents: row.amount_cents,
  from: row.valid_from,
  source: row.source,
});

const sameDay = new Problem({
  type: "already-exists",
  faults: [{ in: "body", path: ["from"], code: "rate-known", message: { fr: "un tarif de cette instance commence déjà ce jour-là", en: "a rate of this body begins on that day already" } }],
});

/** Sets a rate from a day on. What was validated by the one before stays. */
export const setRate = (given: NewPayoutRate) =>
  Effect.gen(function* () {
    const { amountCents, bodyId = null, cptsId, from, source, unit } = encodeRate(given);
    yield* holdBook(cptsId);
    if ((yield* ratesOf(cptsId)).some((one) => one.body_id === bodyId && one.valid_from === from)) return yield* sameDay;
    const id = yield* (yield* Ids).next;
    yield* write((db) => db.insertInto("payout_rate").values({ id, cpts_id: cptsId, unit, body_id: bodyId, amount_cents: amountCents, valid_from: from, source: JSON.stringify(source) }).execute());
    const view: RateView = { id, cptsId, unit, bodyId, amountCents, from, source };
    return view;
  });

/** The rates of a CPTS. */
export const listRates = (cptsId: string) => Effect.map(ratesOf(cptsId), (rows) => ({ items: rows.map(rateView) }));

const fault = (path: string, code: string, fr: string, en: string): FieldFault => ({ in: "body", path: [path], code, message: { fr, en } });

const faultsOf = ({ amountCents, on }: NewPayoutEntry, day: string): ReadonlyArray<FieldFault> => [
  ...(amountCents === 0 ? [fault("amountCents", "no-amount", "une écriture a un montant", "an entry has an amount")] : []),
  ...(on > day ? [fault("on", "in-the-future", "cette date n'est pas encore venue", "this date has not come yet")] : []),
  ...(on < "2016-01-26" ? [fault("on", "before-cpts", "les CPTS existent depuis la loi du 26 janvier 2016", "CPTS exist since the law of 26 January 2016")] : []),
];

const validated = new Problem({
  type: "illegal-transition",
  detail: { fr: "Le mois de cette date est validé : datez l'écriture d'un mois qui ne l'est pas.", en: "The month of this date is validated: date the entry in one that is not." },
});

/** Enters what no attendance tells. Nothing is changed afterwards: a mistake has its counter-entry. */
export const addEntry = (given: NewPayoutEntry) =>
  Effect.gen(function* () {
    const { amountCents, cptsId, kind, label, mission = null, on, personId, source } = encodeEntry(given);
    const faults = faultsOf(given, yield* today);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    yield* requireParties([{ id: personId, party: "professional", path: ["personId"] }]);
    yield* holdBook(cptsId);
    const [closed] = yield* write((db) => db.selectFrom("payout_statement").select("id").where("cpts_id", "=", cptsId).where("month", "=", on.slice(0, 7)).execute());
    if (closed !== undefined) return yield* validated;
    const id = yield* (yield* Ids).next;
    yield* write((db) => db.insertInto("payout_entry").values({ id, cpts_id: cptsId, person_id: personId, kind, paid_on: on, mission, amount_cents: amountCents, label, source: JSON.stringify(source) }).execute());
    const view: typeof PayoutEntryView.Encoded = { id, cptsId, personId, kind, on, mission, amountCents, label, source };
    return view;
  });
