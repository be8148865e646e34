import { directory } from "@cpts/api/Directory";
import type { OfficeVersion } from "@cpts/api/OfficeCorrections";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { isEmptyPeriod, type StatementId } from "@cpts/domain/Governance";
import { isWithdrawal, type OfficeCorrection } from "@cpts/domain/OfficeCorrection";
import { codeOf } from "@cpts/domain/OpenCode";
import type { PartialDate } from "@cpts/domain/PartialDate";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql } from "kysely";
import { orKept } from "../corrections/columns.ts";
import { keepFirst, keepVersion, type History } from "../corrections/history.ts";
import { periodEmpty } from "../corrections/refusals.ts";
import { requirePlausible } from "../database/plausible-dates.ts";
import { read, write } from "../database/tables.ts";
import { withDiscrepancies } from "../discrepancies/record.ts";
import { statedOf } from "./office-versions.ts";
import { peopleOf } from "./people.ts";
import { statementNotFound, statementWithdrawn } from "./refusals.ts";

type Version = typeof OfficeVersion.Encoded;


const history: History = { row: "office_statement", versions: "office_version", of: "statement_id", stated: statedOf };

/** Ends a mandate, corrects what was written of it, or takes it back. Statements that contradict it stay beside it. */
export const correctOffice = (cptsId: CptsId, id: StatementId, { label, missions, validFrom, validTo, why }: OfficeCorrection) =>
  withDiscrepancies(
    cptsId,
    Effect.gen(function* () {
      const row = yield* write((db) => db.selectFrom("office_statement").selectAll().where("id", "=", id).where("cpts_id", "=", cptsId).forUpdate().executeTakeFirst());
      if (row === undefined) return yield* statementNotFound;
      if (row.withdrawn) return yield* statementWithdrawn;
      yield* requirePlausible({ validFrom, validTo });
      // Dates of a row are as the schema took them.
      const [from, to] = [orKept<string | null>(validFrom, row.valid_from), orKept<string | null>(validTo, row.valid_to)] as readonly [PartialDate | null, PartialDate | null];
      if (isEmptyPeriod(from, to)) return yield* periodEmpty;
      const now = yield* today;
      yield* keepFirst(history, id, "declared", sql`to_char(recorded_on, 'YYYY-MM-DD')`);
      const stated = missions ?? row.missions;
      const [version, isWithdrawn] = [row.version + 1, isWithdrawal(why)];
      yield* write((db) => db.updateTable("office_statement").set({ version, withdrawn: isWithdrawn, valid_from: from, valid_to: to, label: orKept<string | null>(label, row.label), missions: stated }).where("id", "=", id).execute());
      yield* keepVersion(history, id, codeOf(why), now);
      const holders = yield* write((db) => db.selectFrom("office_holder").select("professional_id").where("statement_id", "=", id).orderBy("number").execute());
      yield* record(directory.events.officeChanged, {
        aggregateId: id,
        aggregateVersion: version,
        data: { statementId: id, cptsId, office: row.office, missions: stated, holderIds: holders.map(({ professional_id: holder }) => holder as ProfessionalId), validFrom: from, validTo: to, withdrawn: isWithdrawn, why },
      });
    }),
  );

/** What was written of a statement, the oldest first, without the words that name someone whom the reader may not see. */
export const officeHistory = (cptsId: CptsId, id: StatementId, actor: Actor) =>
  Effect.gen(function* () {
    const now = yield* read((db) =>
      db.selectFrom("office_statement").select(["version", "label", "missions", "valid_from", "valid_to", "withdrawn", sql<string>`to_char(recorded_on, 'YYYY-MM-DD')`.as("recorded_on")]).where("id", "=", id).where("cpts_id", "=", cptsId).executeTakeFirst(),
    );
    if (now === undefined) return yield* statementNotFound;
    const rows = yield* read((db) => db.selectFrom("office_version").selectAll().where("statement_id", "=", id).orderBy("version").execute());
    const { withoutNames } = yield* peopleOf(cptsId, actor);
    // As `keepVersion` wrote them.
    const kept = rows.map((row) => ({ version: row.version, why: row.why, recordedOn: row.recorded_on, missions: [], ...(row.stated as Pick<Version, "label" | "validFrom" | "validTo" | "withdrawn">) }));
    const declared = { version: now.version, why: "declared", recordedOn: now.recorded_on, label: now.label, missions: now.missions, validFrom: now.valid_from, validTo: now.valid_to, withdrawn: now.withdrawn };
    const versions: ReadonlyArray<Version> = kept.length === 0 ? [declared] : kept;
    return { items: versions.map((one): Version => ({ ...one, label: one.label === null ? null : withoutNames(one.label) })) };
  });
