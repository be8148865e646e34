import { contracts } from "@cpts/api/Contracts";
import type { ContractId } from "@cpts/domain/Contract";
import { deadlinesOf, reachedFrom, type ContractDeadline } from "@cpts/domain/ContractDeadline";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { clock } from "@cpts/service-kit/clocks/clock";
import { cancel, schedule } from "@cpts/service-kit/clocks/schedule";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";
import { today } from "@cpts/service-kit/time/today";
import { Effect, SchemaParser } from "effect";
import type { Selectable } from "kysely";
import { deploymentsOfRow, factsOfRow } from "../contracts/life.ts";
import { lockContractRow } from "../contracts/lock.ts";
import { write, type ContractsTables } from "../database/tables.ts";

type Row = Selectable<ContractsTables["deadline"]>;

const kind = "contract-deadline";
const { deadlineAnnounced, deadlineReached, deadlineWithdrawn } = contracts.events;
const decodeAnnounced = SchemaParser.decodeUnknownSync(deadlineAnnounced.payload);
const decodeReached = SchemaParser.decodeUnknownSync(deadlineReached.payload);
const decodeWithdrawn = SchemaParser.decodeUnknownSync(deadlineWithdrawn.payload);

const aboutOf = (row: Row) => ({ deadlineId: row.id, cptsId: row.cpts_id, contractId: row.contract_id });
const toldOf = (row: Row) => ({ ...aboutOf(row), kind: row.kind, on: row.due_on, missions: row.mission === "" ? [] : [row.mission] });

const announce = (row: Row) => record(deadlineAnnounced, { aggregateId: row.id, aggregateVersion: row.version, data: decodeAnnounced({ ...toldOf(row), metOn: row.met_on }) });

/** The day has come, or has passed without what was due. */
const reach = (row: Row) =>
  Effect.gen(function* () {
    const version = row.version + 1;
    yield* write((db) => db.updateTable("deadline").set({ version, reached: true }).where("id", "=", row.id).execute());
    yield* record(deadlineReached, { aggregateId: row.id, aggregateVersion: version, data: decodeReached(toldOf(row)) });
  });

// Days and kinds were written from those of the domain.
const reachDay = (row: Row): LocalDate => reachedFrom({ kind: row.kind as ContractDeadline["kind"], on: row.due_on as LocalDate });

/** Lets a deadline be reached on its day, or at once when that has passed; not at all once it is met. */
const planReach = (row: Row, now: LocalDate) =>
  Effect.gen(function* () {
    if (row.reached || row.met_on !== null) return yield* cancel({ kind, ref: row.id });
    const from = reachDay(row);
    if (from > now) return yield* schedule({ kind, ref: row.id, at: startOfDayInParis(from) });
    yield* cancel({ kind, ref: row.id });
    yield* reach(row);
  });

const columnsOf = ({ certain, metOn, on, source, status }: ContractDeadline) => ({ due_on: on, certain, met_on: metOn, source, status });

const keep = (contract: { readonly id: string; readonly cpts_id: string }, wanted: ContractDeadline, known: Row | undefined, now: LocalDate) =>
  Effect.gen(function* () {
    const columns = columnsOf(wanted);
    if (known === undefined) {
      const id = yield* (yield* Ids).next;
      const row: Row = { id, contract_id: contract.id, cpts_id: contract.cpts_id, kind: wanted.kind, mission: wanted.mission ?? "", number: wanted.number, version: 1, reached: false, withdrawn: false, ...columns };
      yield* write((db) => db.insertInto("deadline").values(row).execute());
      yield* announce(row);
      return yield* planReach(row, now);
    }
    if (!known.withdrawn && known.due_on === columns.due_on && known.met_on === columns.met_on) return;
    const row: Row = { ...known, ...columns, version: known.version + 1, reached: known.reached && known.due_on === columns.due_on, withdrawn: false };
    yield* write((db) => db.updateTable("deadline").set({ ...columns, version: row.version, reached: row.reached, withdrawn: false }).where("id", "=", row.id).execute());
    yield* announce(row);
    yield* planReach(row, now);
  });

const withdraw = (row: Row) =>
  Effect.gen(function* () {
    const version = row.version + 1;
    yield* write((db) => db.updateTable("deadline").set({ version, withdrawn: true }).where("id", "=", row.id).execute());
    yield* cancel({ kind, ref: row.id });
    yield* record(deadlineWithdrawn, { aggregateId: row.id, aggregateVersion: version, data: decodeWithdrawn(aboutOf(row)) });
  });

/** What stays as it is: withdrawn before, or a day of the whole contract that came. */
const isHistory = (row: Row): boolean => row.withdrawn || (row.reached && row.mission === "");

const same = (one: ContractDeadline, other: Row): boolean => other.kind === one.kind && other.mission === (one.mission ?? "") && other.number === one.number;

/** Brings the deadlines of a contract to what its facts say today: tells what is new, what moved, what is met, what no longer holds. */
export const planDeadlines = (id: ContractId) =>
  Effect.gen(function* () {
    const row = yield* lockContractRow(id);
    if (row === undefined || row.state === "draft") return;
    const now = yield* today;
    const known = yield* write((db) => db.selectFrom("deadline").selectAll().where("contract_id", "=", id).orderBy("id").execute());
    const wanted = deadlinesOf({ kind: row.kind, facts: factsOfRow(row), deployments: deploymentsOfRow(row) }, now);
    yield* Effect.forEach(wanted, (one) => keep(row, one, known.find((other) => same(one, other)), now), { discard: true });
    yield* Effect.forEach(known.filter((other) => !isHistory(other) && !wanted.some((one) => same(one, other))), withdraw, { discard: true });
  });

export const deadlineClock = clock(kind, ({ ref }) =>
  Effect.gen(function* () {
    const [found] = yield* write((db) => db.selectFrom("deadline").selectAll().where("id", "=", ref).execute());
    if (found === undefined) return;
    // The row holds the id of a contract.
    const contractId = found.contract_id as ContractId;
    yield* lockContractRow(contractId);
    const [row] = yield* write((db) => db.selectFrom("deadline").selectAll().where("id", "=", ref).execute());
    if (row !== undefined && !row.withdrawn && !row.reached && row.met_on === null && reachDay(row) <= (yield* today)) yield* reach(row);
    yield* planDeadlines(contractId);
  }),
);
