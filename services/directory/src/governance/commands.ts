import { directory } from "@cpts/api/Directory";
import { NewOfficeStatement, type OfficeStatementView } from "@cpts/api/GovernanceViews";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import { withoutWords } from "@cpts/domain/GovernanceEvents";
import type { StatementId } from "@cpts/domain/Governance";
import { statement } from "@cpts/service-kit/database/statement";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import { saidColumns } from "../database/dated.ts";
import { requirePlausible } from "../database/plausible-dates.ts";
import { write } from "../database/tables.ts";
import { hiding } from "../professionals/named-words.ts";
import { withDiscrepancies } from "../discrepancies/record.ts";
import { requireOfficeFrame } from "./frame.ts";

const encodeStatement = Schema.encodeSync(NewOfficeStatement);

const namesOf = statement<[ids: ReadonlyArray<string>], { readonly id: string; readonly name: string }>(`
  select p.id, coalesce(i.given_name || ' ' || i.family_name, '') as name
  from professional p left join professional_identity i on i.professional_id = p.id where p.id in (select unnest($1::uuid[]))`);

const unknownHolder = (path: ReadonlyArray<string | number>): FieldFault => ({
  in: "body",
  path,
  code: "unknown-professional",
  message: { fr: "cette personne n'est pas connue ici, ou pas encore", en: "this person is not known here, or not yet" },
});

/** The names of the holders; fails with `unknown-reference` at each who is not known. */
export const requireHolders = (ids: ReadonlyArray<string>, placeOf: (index: number) => ReadonlyArray<string | number> = (index) => ["holders", index, "professionalId"]) =>
  Effect.gen(function* () {
    const rows = yield* write((db) => namesOf(db, ids));
    const known = new Set(rows.map(({ id }) => id));
    const faults = ids.flatMap((id, index) => (known.has(id) ? [] : [unknownHolder(placeOf(index))]));
    if (faults.length > 0) return yield* new Problem({ type: "unknown-reference", retryAfterSeconds: 1, faults });
    return rows.map(({ name }) => name);
  });

/** Keeps what a document says of an office. Statements that contradict each other stand side by side. */
export const declareOffice = (cptsId: CptsId, input: NewOfficeStatement) =>
  withDiscrepancies(
    cptsId,
    Effect.gen(function* () {
      yield* requirePlausible({ validFrom: input.validFrom, validTo: input.validTo });
      const holderIds = input.holders.map(({ professionalId }) => professionalId);
      const recordedOn = yield* today;
      yield* requireOfficeFrame(cptsId, { office: input.office, body: null }, saidColumns(input.validFrom, input.validTo, recordedOn, input.provenance.source), holderIds, (index) => ["holders", index, "professionalId"]);
      const { shownSource } = hiding(yield* requireHolders(holderIds));
      // The platform's ids are UUIDs.
      const id = (yield* (yield* Ids).next) as StatementId;
      const { externalIds = [], holders, label = null, missions = [], office, provenance, validFrom = null, validTo = null } = encodeStatement(input);
      yield* write(async (db) => {
        await db
          .insertInto("office_statement")
          .values({ id, cpts_id: cptsId, office, label, missions, valid_from: validFrom, valid_to: validTo, recorded_on: recordedOn, provenance: JSON.stringify(provenance) })
          .execute();
        await db.insertInto("office_holder").values(holders.map(({ professionalId }, number) => ({ statement_id: id, number, professional_id: professionalId }))).execute();
      });
      yield* claimExternalIds("office", id, externalIds);
      yield* record(directory.events.officeDeclared, {
        aggregateId: id,
        aggregateVersion: 1,
        data: { statementId: id, cptsId, office: input.office, missions: input.missions ?? [], holderIds, validFrom: input.validFrom ?? null, validTo: input.validTo ?? null, provenance: withoutWords({ ...input.provenance, source: shownSource(input.provenance.source) }) },
      });
      const view: typeof OfficeStatementView.Encoded = { id, cptsId, office, label, missions, holders, validFrom, validTo, provenance, externalIds };
      return view;
    }),
  );
