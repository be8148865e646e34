import { ActionSheetPatch, type NewSheetProgress } from "@cpts/api/ActionSheets";
import { contracts } from "@cpts/api/Contracts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { planFaults, type PlanFault } from "@cpts/domain/ActionSheet";
import type { ActionSheetId, ContractId } from "@cpts/domain/Contract";
import { formatEn, formatFr, type PartialDate } from "@cpts/domain/PartialDate";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema, SchemaParser } from "effect";
import { dateOfSignature } from "../contracts/dates.ts";
import { lastDayOfRow } from "../contracts/life.ts";
import { lockContract, versionConflict } from "../contracts/lock.ts";
import type { ContractRow } from "../contracts/queries.ts";
import { write } from "../database/tables.ts";
import { referencesIn, requireParties } from "../parties/known.ts";
import { requireFreeNumber } from "./commands.ts";
import { contentOf, viewOf, type SheetContent, type SheetRow } from "./content.ts";
import { sheetNotFound } from "./queries.ts";

const encode = Schema.encodeSync(ActionSheetPatch);
const decodeChanged = SchemaParser.decodeUnknownSync(contracts.events.actionSheetChanged.payload);

const sentences: Readonly<Record<PlanFault["code"], (on: string, than: string) => { readonly fr: string; readonly en: string }>> = {
  "ends-before-start": (on, than) => ({ fr: `cette fin (${on}) précède le début (${than})`, en: `this end (${on}) is before the start (${than})` }),
  "before-signature": (on, than) => ({ fr: `cette date (${on}) précède la signature du contrat (${than})`, en: `this date (${on}) is before the signature of the contract (${than})` }),
  "after-last-day": (on, than) => ({ fr: `cette date (${on}) est après le dernier jour du contrat (${than})`, en: `this date (${on}) is after the last day of the contract (${than})` }),
  "outside-sheet": (on, than) => ({ fr: `cette étape (${on}) sort du calendrier de la fiche (${than})`, en: `this step (${on}) is outside the calendar of the sheet (${than})` }),
};

const faultOf = ({ code, on, path, than }: PlanFault): FieldFault => ({
  in: "body",
  path,
  code,
  message: { fr: sentences[code](formatFr(on), formatFr(than)).fr, en: sentences[code](formatEn(on), formatEn(than)).en },
});

// Dates were checked by the contract of the request.
const dated = (text: string | null): PartialDate | null => text as PartialDate | null;

/** Fails unless the dates of the sheet hold within the contract. */
const requirePlan = (contract: ContractRow, { from, steps, to }: SheetContent) => {
  const plan = { from: dated(from), to: dated(to), steps: steps.map((step) => ({ from: dated(step.from), to: dated(step.to) })) };
  const { on, orderedBy } = dateOfSignature(contract.signature);
  const faults = planFaults(plan, { signedOn: orderedBy === "declared" ? on : null, lastDay: lastDayOfRow(contract) }).map(faultOf);
  return faults.length === 0 ? Effect.void : Effect.fail(new Problem({ type: "invalid-request", faults }));
};

/** A sheet of a contract that this transaction holds, and with it its sheets. */
const sheetOfHeld = (contractId: ContractId, id: ActionSheetId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("action_sheet").selectAll().where("id", "=", id).where("contract_id", "=", contractId).executeTakeFirst()),
    (row): Effect.Effect<SheetRow, Problem> => (row === undefined ? Effect.fail(sheetNotFound) : Effect.succeed(row)),
  );

/** Keeps a sheet as it now is, and tells it. */
const keep = (contract: ContractRow, row: SheetRow) =>
  Effect.gen(function* () {
    const version = contract.version + 1;
    const { content, contract_id: contractId, history, id, missions, number, title } = row;
    yield* write((db) =>
      db.updateTable("action_sheet").set({ version, number, title, missions, content: JSON.stringify(content), history: JSON.stringify(history) }).where("id", "=", id).execute(),
    );
    yield* write((db) => db.updateTable("contract").set({ version }).where("id", "=", contractId).execute());
    const { from, indicators, leadId, progress, to } = viewOf(row, []);
    const partnerIds = contentOf(row).partners.flatMap(({ organizationId }) => (organizationId === null ? [] : [organizationId]));
    const data = decodeChanged({ contractId, cptsId: contract.cpts_id, actionSheetId: id, number, title, missions, leadId, partnerIds, from, to, indicators, progress });
    yield* record(contracts.events.actionSheetChanged, { aggregateId: contractId, aggregateVersion: version, data });
  });

const changed = (row: SheetRow, patch: ActionSheetPatch): SheetRow => {
  const { missions = row.missions, number = row.number, partners, steps, title = row.title, ...content } = encode(patch);
  return {
    ...row,
    missions,
    number,
    title,
    content: {
      ...contentOf(row),
      ...content,
      ...(partners === undefined ? {} : { partners: partners.map(({ name = null, organizationId = null }) => ({ organizationId, name })) }),
      ...(steps === undefined ? {} : { steps: steps.map(({ from = null, label, to = null }) => ({ label, from, to })) }),
    },
  };
};

const same = (one: SheetRow, other: SheetRow): boolean => JSON.stringify([one.missions, one.number, one.title, contentOf(one)]) === JSON.stringify([other.missions, other.number, other.title, contentOf(other)]);

/** Changes a sheet from the version that the caller has read, also of a signed contract: how it is carried out is no text of it. */
export const changeActionSheet = (contractId: ContractId, id: ActionSheetId, patch: ActionSheetPatch, ifMatch: number) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(contractId);
    const row = yield* sheetOfHeld(contractId, id);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    const next = changed(row, patch);
    if (same(row, next)) return;
    const { leadId, partners } = contentOf(next);
    if (next.number !== row.number) yield* requireFreeNumber(contractId, next.number);
    yield* requirePlan(contract, contentOf(next));
    yield* requireParties([...(leadId === null ? [] : [{ id: leadId, party: "professional" as const, path: ["leadId"] }]), ...referencesIn(partners, "partners")]);
    yield* keep(contract, next);
  });

const inTheFuture = new Problem({
  type: "invalid-request",
  faults: [{ in: "body", path: ["on"], code: "in-the-future", message: { fr: "l'avancement se note le jour même ou après", en: "progress is noted on its day or after" } }],
});

/** Notes how far a sheet was on a day. What was noted before stays. */
export const noteProgress = (contractId: ContractId, id: ActionSheetId, { note = null, on, percent = null, state }: NewSheetProgress) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(contractId);
    const row = yield* sheetOfHeld(contractId, id);
    if (on > (yield* today)) return yield* inTheFuture;
    yield* keep(contract, { ...row, history: [...row.history, { on, state, percent, note }] });
  });
