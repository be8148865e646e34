import { contracts } from "@cpts/api/Contracts";
import type { NewPayoutStatement, PayoutStatement } from "@cpts/api/Payouts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { unseen } from "@cpts/domain/Acknowledgement";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, SchemaParser } from "effect";
import { sql } from "kysely";
import { write } from "../database/tables.ts";
import { findStatement, yearOfMonth } from "./statement.ts";

type View = typeof PayoutStatement.Encoded;

const decodeValidated = SchemaParser.decodeUnknownSync(contracts.events.payoutsValidated.payload);

/** Holds the payouts of a CPTS until the transaction ends: two months at once would each find room under the ceiling. */
export const holdBook = (cptsId: string) =>
  write((db) =>
    db
      .insertInto("payout_book")
      .values({ cpts_id: cptsId, number: 1 })
      .onConflict((conflict) => conflict.column("cpts_id").doUpdateSet({ number: sql<number>`payout_book.number + 1` }))
      .execute(),
  );

const euros = (cents: number, comma: string): string => `${Math.trunc(cents / 100)}${comma}${String(Math.abs(cents) % 100).padStart(2, "0")}`;

const over = ({ ceiling }: View, { personId, yearCents }: View["people"][number]): FieldFault => ({
  in: "body",
  path: ["month"],
  code: "over-ceiling",
  message: {
    fr: `la personne ${personId} recevrait ${euros(yearCents, ",")} € dans l'année, plus que le plafond de ${euros(ceiling?.amountCents ?? 0, ",")} € (${ceiling?.year ?? "-"})`,
    en: `person ${personId} would be paid ${euros(yearCents, ".")} EUR in the year, more than the ceiling of ${euros(ceiling?.amountCents ?? 0, ".")} EUR (${ceiling?.year ?? "-"})`,
  },
});

const fault = (code: string, fr: string, en: string): FieldFault => ({ in: "body", path: ["month"], code, message: { fr, en } });

const notOver = fault("month-not-over", "ce mois n'est pas fini", "this month is not over");
const nothing = fault("nothing-to-pay", "rien n'est à verser pour ce mois", "nothing is to be paid for this month");
const ceilingUnknown = (year: number): FieldFault =>
  fault("ceiling-unknown", `le plafond de ${year} n'est pas connu : à valider en connaissance de cause`, `the ceiling of ${year} is not known: acknowledge it to validate`);

const already = new Problem({
  type: "already-exists",
  detail: { fr: "Ce mois est déjà validé : une correction passe par une contre-écriture d'un autre mois.", en: "This month is validated already: a correction is a counter-entry of another month." },
});

const faultsOf = (view: View, acknowledged: NewPayoutStatement["acknowledged"], day: string): ReadonlyArray<FieldFault> => {
  if (view.month >= day.slice(0, 7)) return [notOver];
  if (view.lines.length === 0) return [nothing];
  const unknown = unseen(view.people.some(({ verdict }) => verdict === "ceiling-unknown") ? ["ceiling-unknown"] : [], acknowledged);
  return [...view.people.filter(({ verdict }) => verdict === "over").map((person) => over(view, person)), ...unknown.map(() => ceilingUnknown(yearOfMonth(view.month)))];
};

/** Makes the statement of a month final. The ceiling is computed before anything is written; beyond it across CPTS is said, not refused. */
export const validatePayouts = ({ acknowledged, cptsId, month }: NewPayoutStatement) =>
  Effect.gen(function* () {
    yield* holdBook(cptsId);
    const view: View = yield* findStatement(month, { cpts: cptsId });
    if (view.statementId !== null) return yield* already;
    const day = yield* today;
    const faults = faultsOf(view, acknowledged, day);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const id = yield* (yield* Ids).next;
    yield* write((db) => db.insertInto("payout_statement").values({ id, cpts_id: cptsId, month, validated_on: day, without_rate: view.withoutRate }).execute());
    const rows = view.lines.map((line, number) => ({ statement_id: id, number, cpts_id: cptsId, person_id: line.personId, year: yearOfMonth(month), amount_cents: line.amountCents, line: JSON.stringify(line) }));
    yield* write((db) => db.insertInto("payout_line").values(rows).execute());
    const { indemnitiesCents, remunerationsCents } = view;
    yield* record(contracts.events.payoutsValidated, { aggregateId: id, aggregateVersion: 1, data: decodeValidated({ statementId: id, cptsId, month, indemnitiesCents, remunerationsCents }) });
    const validated: View = { ...view, statementId: id, validatedOn: day };
    return validated;
  });
