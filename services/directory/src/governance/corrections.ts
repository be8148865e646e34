import { directory } from "@cpts/api/Directory";
import type { OfficeVersion } from "@cpts/api/OfficeCorrections";
import { Problem } from "@cpts/api/Problem";
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
import { requirePlausible } from "../database/plausible-dates.ts";
import { read, write } from "../database/tables.ts";
import { withDiscrepancies } from "../discrepancies/record.ts";
import { statedOf } from "./office-versions.ts";
import { peopleOf } from "./people.ts";

type Version = typeof OfficeVersion.Encoded;

const notFound = new Problem({ type: "not-found", detail: { fr: "Cet énoncé n'est pas connu ici.", en: "This statement is not known here." } });
const withdrawn = new Problem({ type: "illegal-transition", detail: { fr: "Cet énoncé a été retiré.", en: "This statement was taken back." } });
const periodEmpty = new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["validTo"], code: "period.empty", message: { fr: "la fin doit suivre le début", en: "the end must follow the start" } }] });

/** Keeps how a statement is written now; of one that was never corrected, first how it was declared. */
const keep = (id: StatementId, why: string | null, on: string) =>
  write((db) =>
    sql`insert into office_version (statement_id, version, why, recorded_on, stated)
      select id, version, ${why ?? "declared"}, ${why === null ? sql`to_char(recorded_on, 'YYYY-MM-DD')` : on}, ${statedOf} from office_statement where id = ${id} on conflict do nothing`.execute(db),
  );

/** Ends a mandate, corrects what was written of it, or takes it back. Statements that contradict it stay beside it. */
export const correctOffice = (cptsId: CptsId, id: StatementId, { label, missions, validFrom, validTo, why }: OfficeCorrection) =>
  withDiscrepancies(
    cptsId,
    Effect.gen(function* () {
      const row = yield* write((db) => db.selectFrom("office_statement").selectAll().where("id", "=", id).where("cpts_id", "=", cptsId).forUpdate().executeTakeFirst());
      if (row === undefined) return yield* notFound;
      if (row.withdrawn) return yield* withdrawn;
      yield* requirePlausible({ validFrom, validTo });
      // Dates of a row are as the schema took them.
      const [from, to] = [validFrom === undefined ? row.valid_from : validFrom, validTo === undefined ? row.valid_to : validTo] as readonly [PartialDate | null, PartialDate | null];
      if (isEmptyPeriod(from, to)) return yield* periodEmpty;
      const now = yield* today;
      yield* keep(id, null, now);
      const stated = missions ?? row.missions;
      const [version, isWithdrawn] = [row.version + 1, isWithdrawal(why)];
      yield* write((db) => db.updateTable("office_statement").set({ version, withdrawn: isWithdrawn, valid_from: from, valid_to: to, label: label === undefined ? row.label : label, missions: stated }).where("id", "=", id).execute());
      yield* keep(id, codeOf(why), now);
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
    if (now === undefined) return yield* notFound;
    const rows = yield* read((db) => db.selectFrom("office_version").selectAll().where("statement_id", "=", id).orderBy("version").execute());
    const { withoutNames } = yield* peopleOf(cptsId, actor);
    // As `keep` wrote them.
    const kept = rows.map((row) => ({ version: row.version, why: row.why, recordedOn: row.recorded_on, missions: [], ...(row.stated as Pick<Version, "label" | "validFrom" | "validTo" | "withdrawn">) }));
    const declared = { version: now.version, why: "declared", recordedOn: now.recorded_on, label: now.label, missions: now.missions, validFrom: now.valid_from, validTo: now.valid_to, withdrawn: now.withdrawn };
    const versions: ReadonlyArray<Version> = kept.length === 0 ? [declared] : kept;
    return { items: versions.map((one): Version => ({ ...one, label: one.label === null ? null : withoutNames(one.label) })) };
  });
