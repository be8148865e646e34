import { contracts } from "@cpts/api/Contracts";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { ContractId } from "@cpts/domain/Contract";
import { withdrawalFaults, withoutEntry, type Decided, type Meant, type Recorded } from "@cpts/domain/ContractWithdrawal";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { statement } from "@cpts/service-kit/database/statement";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, SchemaParser } from "effect";
import { write } from "../database/tables.ts";
import { settle } from "../discrepancies/settle.ts";
import { overlaps } from "./guards.ts";
import { deploymentsOfRow, factsOfRow, type Life } from "./life.ts";
import { lockContract } from "./lock.ts";
import { planAhead } from "./plan-ahead.ts";
import type { ContractRow } from "./queries.ts";
import { notTheLast, withdrawalRefused } from "./withdrawal-texts.ts";

type Withdrawal = NonNullable<Life["withdrawals"]>[number];

const decodeWithdrawn = SchemaParser.decodeUnknownSync(contracts.events.contractEntryWithdrawn.payload);
const frozenYears = statement<[contract: string], { readonly contract_year: number }>("select contract_year from review where contract_id = $1 and frozen is not null order by contract_year");
const standingReceipts = statement<[contract: string], { readonly entered_on: string; readonly amount_cents: number }>(`
  select entered_on, amount_cents from money_entry e where contract_id = $1 and kind = 'received' and corrects is null
    and not exists (select from money_entry c where c.corrects = e.id) order by entered_on, id`);
// A grid that no amendment names any more is not kept for the contract: one that names it later has the version of that day.
const unpinAmended = statement<[contract: string], never>(`
  delete from contract_amended_grid p where contract_id = $1
    and not exists (select from contract c cross join lateral json_array_elements(c.life -> 'amendments') as a where c.id = p.contract_id and coalesce(a -> 'changes' ->> 'grid', a -> 'changes' ->> 'fundingRegime') = p.grid_id)`);

const recordedOf = (row: ContractRow): Recorded => ({ facts: factsOfRow(row), deployments: deploymentsOfRow(row) });

const decidedOf = (id: string) =>
  Effect.gen(function* () {
    const years = yield* write((db) => frozenYears(db, id));
    const received = yield* write((db) => standingReceipts(db, id));
    // The dates were checked when they were written.
    const decided: Decided = { frozenYears: years.map((one) => one.contract_year), received: received.map((one) => ({ on: one.entered_on as LocalDate, amountCents: one.amount_cents })) };
    return decided;
  });

/** The life without the entry, and what the entry said. */
const lifeWithout = (life: Life, meant: Meant): { readonly life: Life; readonly told: Omit<Withdrawal, "by" | "on" | "reason" | "withdrawnOn"> } => {
  const nothing = { entry: meant.entry, action: null, number: null, mission: null };
  switch (meant.entry) {
    case "step": {
      const last = life.steps.at(-1);
      return { life: { ...life, steps: life.steps.slice(0, -1) }, told: { ...nothing, action: last?.action ?? null, document: last?.document ?? null } };
    }
    case "amendment":
      return { life: { ...life, amendments: life.amendments.slice(0, -1) }, told: { ...nothing, number: meant.number, document: life.amendments.at(-1)?.document ?? null } };
    case "mission-start":
    case "mission-deployment": {
      const field = meant.entry === "mission-start" ? "missionStarts" : "deployments";
      const list = life[field] ?? [];
      return { life: { ...life, [field]: list.filter(({ code }) => code !== meant.mission) }, told: { ...nothing, mission: meant.mission, document: list.find(({ code }) => code === meant.mission)?.document ?? null } };
    }
  }
};

const mayBeWithdrawn = (row: ContractRow, meant: Meant) =>
  Effect.gen(function* () {
    const before = recordedOf(row);
    const without = withoutEntry(before, meant);
    if (without._tag === "NotTheLast") return yield* notTheLast(without);
    const [fault] = withdrawalFaults(before, without, yield* decidedOf(row.id));
    return fault === undefined ? without.on : yield* withdrawalRefused(meant.entry, fault);
  });

/** Why, and who says so. */
export interface Withdrawing {
  readonly reason: string;
  readonly overlapReason?: string | undefined;
  readonly actor: Actor;
}

/** Takes back an entry that was wrong: it stays as what it was, with the reason, and counts no more; what time brings is planned anew. */
export const withdrawEntry = (id: ContractId, meant: Meant, { actor, overlapReason, reason }: Withdrawing) =>
  Effect.gen(function* () {
    const row = yield* lockContract(id);
    const on = yield* mayBeWithdrawn(row, meant);
    const { life: shorter, told } = lifeWithout(row.life, meant);
    const overlapping = yield* overlaps({ ...row, life: shorter }, overlapReason, ["overlapReason"]);
    if (overlapping.length > 0) return yield* new Problem({ type: "invalid-request", faults: overlapping });
    const withdrawnOn = yield* today;
    const withdrawal: Withdrawal = { ...told, on, reason, withdrawnOn, by: actor.role };
    const version = row.version + 1;
    const life: Life = { ...shorter, withdrawals: [...(row.life.withdrawals ?? []), withdrawal] };
    yield* write((db) => db.updateTable("contract").set({ version, life: JSON.stringify(life) }).where("id", "=", id).execute());
    if (meant.entry === "amendment") yield* write((db) => unpinAmended(db, id));
    const { action, entry, mission, number } = told;
    const data = decodeWithdrawn({ contractId: id, cptsId: row.cpts_id, entry, action, number, mission, on, withdrawnOn });
    yield* record(contracts.events.contractEntryWithdrawn, { aggregateId: id, aggregateVersion: version, data });
    yield* planAhead(id);
    yield* settle([row.cpts_id]);
  });

