import { NewCounterEntry, NewMoneyEntry, type MoneyEntryView } from "@cpts/api/Money";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import { entryFaults, type EntryFault, type MoneyEntryId } from "@cpts/domain/Money";
import { earliest } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import type { Selectable } from "kysely";
import { dateOfSignature } from "../contracts/dates.ts";
import { lastDayOfRow } from "../contracts/life.ts";
import { lockContract } from "../contracts/lock.ts";
import type { ContractRow } from "../contracts/queries.ts";
import { read, write, type ContractsTables } from "../database/tables.ts";

export type EntryRow = Selectable<ContractsTables["money_entry"]>;
type View = typeof MoneyEntryView.Encoded;

const encode = Schema.encodeSync(NewMoneyEntry);
const encodeCounter = Schema.encodeSync(NewCounterEntry);

const viewOf = (row: EntryRow): View => ({
  id: row.id,
  contractId: row.contract_id,
  // Kinds were checked when they were written.
  kind: row.kind as View["kind"],
  on: row.entered_on,
  year: row.year,
  mission: row.mission,
  category: row.category,
  actionSheetId: row.action_sheet_id,
  amountCents: row.amount_cents,
  label: row.label,
  source: row.source,
  corrects: row.corrects,
});

const places: Readonly<Record<EntryFault, readonly [path: string, fr: string, en: string]>> = {
  "in-the-future": ["on", "cette date n'est pas encore venue", "this date has not come yet"],
  "before-signature": ["on", "cette date précède la signature du contrat", "this date is before the signature of the contract"],
  "year-before-contract": ["year", "cette année précède celle de la signature du contrat", "this year is before that of the signature of the contract"],
  "year-after-contract": ["year", "cette année suit la dernière du contrat", "this year is after the last one of the contract"],
};

const faultOf = (code: EntryFault): FieldFault => ({ in: "body", path: [places[code][0]], code, message: { fr: places[code][1], en: places[code][2] } });

const unknownMission: FieldFault = { in: "body", path: ["mission"], code: "not-a-mission", message: { fr: "cette mission n'est ni du contrat ni de ses avenants", en: "this mission is neither of the contract nor of its amendments" } };
const unknownSheet = new Problem({
  type: "unknown-reference",
  faults: [{ in: "body", path: ["actionSheetId"], code: "unknown-action-sheet", message: { fr: "cette fiche action n'est pas de ce contrat", en: "this action sheet is not of this contract" } }],
});

const missionsOf = ({ life, terms }: ContractRow): ReadonlyArray<string> => [...terms.missions, ...life.amendments.flatMap(({ changes }) => changes.missions ?? [])].map(({ code }) => code);

const daysOf = (row: ContractRow) => {
  const { on, orderedBy } = dateOfSignature(row.signature);
  return { signedOn: on === null || orderedBy !== "declared" ? null : earliest(on), lastDay: lastDayOfRow(row) };
};

const insert = (row: EntryRow) => write((db) => db.insertInto("money_entry").values({ ...row, source: JSON.stringify(row.source) }).execute());

/** Makes an entry of the ledger of a contract. */
export const addMoneyEntry = (id: ContractId, given: NewMoneyEntry) =>
  Effect.gen(function* () {
    const contract = yield* lockContract(id);
    const { actionSheetId = null, amountCents, category, kind, label, mission = null, on, source, year } = encode(given);
    const faults = [...entryFaults(given, daysOf(contract), yield* today).map(faultOf), ...(mission === null || missionsOf(contract).includes(mission) ? [] : [unknownMission])];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    if (actionSheetId !== null) {
      const [sheet] = yield* write((db) => db.selectFrom("action_sheet").select("id").where("id", "=", actionSheetId).where("contract_id", "=", id).execute());
      if (sheet === undefined) return yield* unknownSheet;
    }
    const row: EntryRow = { id: yield* (yield* Ids).next, contract_id: id, kind, entered_on: on, year, mission, category, action_sheet_id: actionSheetId, amount_cents: amountCents, label, source, corrects: null };
    yield* insert(row);
    return viewOf(row);
  });

const entryNotFound = new Problem({ type: "not-found", detail: { fr: "Cette écriture n'est pas connue dans ce contrat.", en: "This entry is not known in this contract." } });
const corrected = new Problem({ type: "already-exists", detail: { fr: "Cette écriture est une contre-écriture, ou en a déjà une.", en: "This entry is a counter-entry, or has one already." } });
const future = new Problem({ type: "invalid-request", faults: [faultOf("in-the-future")] });

/** Undoes an entry: the same amount below 0, once. Both stay. */
export const counterEntry = (id: ContractId, entryId: MoneyEntryId, given: NewCounterEntry) =>
  Effect.gen(function* () {
    yield* lockContract(id);
    const rows = yield* write((db) => db.selectFrom("money_entry").selectAll().where("contract_id", "=", id).where((where) => where.or([where("id", "=", entryId), where("corrects", "=", entryId)])).execute());
    const entry = rows.find((one) => one.id === entryId);
    if (entry === undefined) return yield* entryNotFound;
    if (entry.corrects !== null || rows.length > 1) return yield* corrected;
    const { label, on, source } = encodeCounter(given);
    if (on > (yield* today)) return yield* future;
    const row: EntryRow = { ...entry, id: yield* (yield* Ids).next, entered_on: on, label, source, amount_cents: -entry.amount_cents, corrects: entryId };
    yield* insert(row);
    return viewOf(row);
  });

const pageOfEntries = statement<[contractId: string, after: string, limit: number], EntryRow>("select * from money_entry where contract_id = $1 and id > $2 order by id limit $3");
const pages = idCursor("money-entries");

/** The entries of a contract in the order they were made. */
export const listMoneyEntries = (id: ContractId, query: { readonly limit?: number; readonly cursor?: string }) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const after = (yield* pages.read(query.cursor)) ?? "00000000-0000-0000-0000-000000000000";
    const page = pages.pageOf<EntryRow>(yield* read((db) => pageOfEntries(db, id, after, limit + 1)), limit, (row) => row.id);
    return { items: page.items.map(viewOf), nextCursor: page.nextCursor };
  });
