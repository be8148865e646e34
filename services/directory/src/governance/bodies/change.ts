import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import { BodyChange, isBodyWithdrawal } from "@cpts/domain/BodyChange";
import type { DeclaredCount } from "@cpts/domain/DeclaredCount";
import type { CptsId } from "@cpts/domain/Cpts";
import { isEmptyPeriod } from "@cpts/domain/Governance";
import type { BodyId } from "@cpts/domain/GovernanceBody";
import { codeOf } from "@cpts/domain/OpenCode";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import { sql, type Selectable } from "kysely";
import { orKept } from "../../corrections/columns.ts";
import { keepFirst, keepVersion, type History } from "../../corrections/history.ts";
import { illegalTransition, periodEmpty } from "../../corrections/refusals.ts";
import { requirePlausible } from "../../database/plausible-dates.ts";
import { write, type DirectoryTables } from "../../database/tables.ts";
import { withDiscrepancies } from "../../discrepancies/record.ts";
import { bodyNotFound, rewriteSeat } from "../seats/commands.ts";
import { jsonOrNull, namelessGroup, periodOfBody } from "./declare.ts";
import { statedOf } from "./tables.ts";

type Row = Selectable<DirectoryTables["governance_body"]>;

const encodeChange = Schema.encodeSync(BodyChange);
const withdrawn = illegalTransition("Cette instance a été retirée.", "This body was taken back.");
const inUse = illegalTransition(
  "Cette instance a des sièges, des élections ou des réunions : elle a donc existé. Retirez-les d'abord, ou donnez sa fin.",
  "This body has seats, elections or meetings, so it was there. Take those back first, or give its end.",
);
const seatBeginsLater = new Problem({
  type: "illegal-transition",
  faults: [{ in: "body", path: ["validTo"], code: "body.seat-begins-later", message: { fr: "un siège commence à cette date ou plus tard : corrigez-le d'abord", en: "a seat begins on this date or later: correct it first" } }],
});

const history: History = { row: "governance_body", versions: "body_version", of: "body_id", stated: statedOf };

const refuseInUse = (id: BodyId) =>
  Effect.flatMap(
    write((db) =>
      sql<{ readonly used: boolean }>`select exists (select from body_seat where body_id = ${id} and not withdrawn) or exists (select from election where body_id = ${id}) or exists (select from convened_meeting where body_id = ${id}) as used`.execute(db),
    ),
    ({ rows: [row] }) => (row?.used === true ? Effect.fail(inUse) : Effect.void),
  );

/** Whoever may still sit when a body ends sits no longer; each is told. */
const endSeats = (id: BodyId, validTo: PartialDate, last: string) =>
  Effect.gen(function* () {
    const seats = yield* write((db) => db.selectFrom("body_seat").selectAll().where("body_id", "=", id).where("withdrawn", "=", false).where("to_latest", ">", last).orderBy("id").forUpdate().execute());
    for (const seat of seats) {
      // Dates of a row are as the schema took them.
      if (isEmptyPeriod(seat.valid_from as PartialDate | null, validTo)) return yield* seatBeginsLater;
      yield* rewriteSeat(seat, { why: "body-closed", validTo });
    }
  });

/** What the row says once the change is made. */
const columnsOf = (row: Row, { composition, declaredProfessionCount, declaredSize, missions, name, purpose, rules }: typeof BodyChange.Encoded) => ({
  composition: orKept(composition, row.composition),
  missions: orKept(missions, row.missions),
  name: orKept(name, row.name),
  purpose: orKept(purpose, row.purpose),
  declared_size: jsonOrNull(orKept<unknown>(declaredSize, row.declared_size)),
  declared_profession_count: jsonOrNull(orKept<unknown>(declaredProfessionCount, row.declared_profession_count)),
  rules: jsonOrNull(orKept<unknown>(rules, row.rules)),
});

const tell = (row: Row, change: BodyChange, columns: ReturnType<typeof columnsOf>, period: { readonly valid_from: string | null; readonly valid_to: string | null }) =>
  record(directory.events.bodyChanged, {
    aggregateId: row.id,
    aggregateVersion: row.version + 1,
    // Ids, codes, counts and dates are as their schemas took them.
    data: {
      bodyId: row.id,
      cptsId: row.cpts_id,
      kind: row.kind,
      missions: columns.missions,
      declaredSize: orKept(change.declaredSize, row.declared_size as DeclaredCount | null),
      declaredProfessionCount: orKept(change.declaredProfessionCount, row.declared_profession_count as DeclaredCount | null),
      validFrom: period.valid_from,
      validTo: period.valid_to,
      withdrawn: isBodyWithdrawal(change.why),
      why: change.why,
    } as typeof directory.events.bodyChanged.payload.Type,
  });

/** Renames a body, gives it another purpose, closes or opens it again, or takes it back. Closing ends its seats. */
export const changeBody = (cptsId: CptsId, id: BodyId, change: BodyChange) =>
  withDiscrepancies(
    cptsId,
    Effect.gen(function* () {
      const row = yield* write((db) => db.selectFrom("governance_body").selectAll().where("id", "=", id).where("cpts_id", "=", cptsId).forUpdate().executeTakeFirst());
      if (row === undefined) return yield* bodyNotFound;
      if (row.withdrawn) return yield* withdrawn;
      yield* requirePlausible({ validFrom: change.validFrom, validTo: change.validTo });
      const columns = columnsOf(row, encodeChange(change));
      if (row.kind === "working-group" && columns.name === null) return yield* namelessGroup;
      // Dates of a row are as the schema took them.
      const [from, to] = [orKept(change.validFrom, row.valid_from as PartialDate | null), orKept(change.validTo, row.valid_to as PartialDate | null)];
      if (isEmptyPeriod(from, to)) return yield* periodEmpty;
      const period = yield* periodOfBody(from, to);
      const isWithdrawn = isBodyWithdrawal(change.why);
      if (isWithdrawn) yield* refuseInUse(id);
      const now = yield* today;
      yield* keepFirst(history, id, "declared", sql`recorded_on`);
      yield* write((db) => db.updateTable("governance_body").set({ ...columns, ...period, ...(isWithdrawn ? { end_day: "-infinity" } : {}), version: row.version + 1, withdrawn: isWithdrawn }).where("id", "=", id).execute());
      yield* keepVersion(history, id, codeOf(change.why), now);
      if (to !== null && !isWithdrawn) yield* endSeats(id, to, period.end_day);
      yield* tell(row, change, columns, period);
    }),
  );
