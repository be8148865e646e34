import type { PayoutLine } from "@cpts/api/Payouts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { amountFor, rateOn, type RateUnit } from "@cpts/domain/Payout";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import type { Selectable } from "kysely";
import { read, type ContractsTables } from "../database/tables.ts";

type Line = typeof PayoutLine.Encoded;
type Row<Table extends keyof ContractsTables> = Selectable<ContractsTables[Table]>;

const attendanceOf = statement<[cptsId: string, month: string], Row<"known_attendance">>("select * from known_attendance where cpts_id = $1 and left(held_on, 7) = $2 order by held_on, meeting_id");
const entriesOf = statement<[cptsId: string, month: string], Row<"payout_entry">>("select * from payout_entry where cpts_id = $1 and left(paid_on, 7) = $2 order by paid_on, id");
const ratesStatement = statement<[cptsId: string], Row<"payout_rate">>("select * from payout_rate where cpts_id = $1 order by valid_from, id");

/** The rates of a CPTS by date. */
export const ratesOf = (cptsId: string) => read((db) => ratesStatement(db, cptsId));

interface Rate {
  readonly id: string;
  readonly unit: RateUnit;
  readonly bodyId: never;
  readonly from: LocalDate;
  readonly amountCents: number;
}

// Units, bodies and days were checked when they were written.
const rateOfRow = (row: Row<"payout_rate">): Rate => ({ id: row.id, unit: row.unit as RateUnit, bodyId: row.body_id as never, from: row.valid_from as LocalDate, amountCents: row.amount_cents });

const ofMeeting = (meeting: Row<"known_attendance">, rate: Rate): ReadonlyArray<Line> =>
  meeting.attendees
    .filter(({ presence }) => presence === "present")
    .map(({ minutes, personId }) => ({
      personId,
      kind: "indemnity",
      on: meeting.held_on,
      mission: null,
      label: null,
      meetingId: meeting.meeting_id,
      entryId: null,
      minutes,
      rateId: rate.id,
      amountCents: amountFor(rate, minutes),
    }));

const ofEntry = (entry: Row<"payout_entry">): Line => ({
  personId: entry.person_id,
  // Kinds were checked when they were written.
  kind: entry.kind as Line["kind"],
  on: entry.paid_on,
  mission: entry.mission,
  label: entry.label,
  meetingId: null,
  entryId: entry.id,
  minutes: null,
  rateId: null,
  amountCents: entry.amount_cents,
});

/** What the attendance and the entries of a month come to by the rates, and the meetings that no rate covers. */
export const computeMonth = (cptsId: string, month: string) =>
  Effect.gen(function* () {
    const meetings = yield* read((db) => attendanceOf(db, cptsId, month));
    const entries = yield* read((db) => entriesOf(db, cptsId, month));
    const rates = (yield* ratesOf(cptsId)).map(rateOfRow);
    // Days came through the contract of their event.
    const paid = meetings.map((meeting) => ({ meeting, rate: rateOn(rates, meeting.body_id, meeting.held_on as LocalDate) }));
    return {
      lines: [...paid.flatMap(({ meeting, rate }) => (rate === null ? [] : ofMeeting(meeting, rate))), ...entries.map(ofEntry)],
      withoutRate: paid.flatMap(({ meeting, rate }) => (rate === null ? [meeting.meeting_id] : [])),
    };
  });
