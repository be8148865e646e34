import { contracts } from "@cpts/api/Contracts";
import type { ContractId } from "@cpts/domain/Contract";
import { standingAfterSteps } from "@cpts/domain/ContractStep";
import { addDays, type LocalDate } from "@cpts/domain/LocalDate";
import { clock } from "@cpts/service-kit/clocks/clock";
import { cancel, schedule } from "@cpts/service-kit/clocks/schedule";
import { record } from "@cpts/service-kit/events/log/record";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";
import { today } from "@cpts/service-kit/time/today";
import { Effect, SchemaParser } from "effect";
import { write } from "../database/tables.ts";
import { planDeadlines } from "../deadlines/plan.ts";
import { factsOfRow, lastDayOfRow } from "./life.ts";
import { lockContractRow } from "./lock.ts";
import type { ContractRow } from "./queries.ts";

const kind = "contract-expiry";
const decodeExpired = SchemaParser.decodeUnknownSync(contracts.events.contractExpired.payload);

/** The last day of a contract that nothing ended before. */
const lastDayToTell = (row: ContractRow): LocalDate | null => (standingAfterSteps(factsOfRow(row)) === "terminated" ? null : lastDayOfRow(row));

/** Tells that the last day of a contract has passed, if it has and that was not told. */
const tellExpiry = (row: ContractRow) =>
  Effect.gen(function* () {
    const lastDay = lastDayToTell(row);
    if (lastDay === null || lastDay >= (yield* today) || lastDay === "9999-12-31") return;
    const on = addDays(lastDay, 1);
    if (row.life.expiredOn === on) return;
    const version = row.version + 1;
    yield* write((db) => db.updateTable("contract").set({ version, life: JSON.stringify({ ...row.life, expiredOn: on }) }).where("id", "=", row.id).execute());
    yield* record(contracts.events.contractExpired, { aggregateId: row.id, aggregateVersion: version, data: decodeExpired({ contractId: row.id, cptsId: row.cpts_id, lastDay, on }) });
  });

/** Lets a contract expire on its day, whatever that day has become; one that is past is told at once, with the write. */
export const planExpiry = (id: ContractId) =>
  Effect.gen(function* () {
    const row = yield* lockContractRow(id);
    if (row === undefined) return;
    const lastDay = lastDayToTell(row);
    if (lastDay === null || lastDay === "9999-12-31") return yield* cancel({ kind, ref: id });
    if (lastDay < (yield* today)) return yield* Effect.andThen(cancel({ kind, ref: id }), tellExpiry(row));
    yield* schedule({ kind, ref: id, at: startOfDayInParis(addDays(lastDay, 1)) });
  });

export const expiryClock = clock(kind, ({ ref }) =>
  // The entry was written with the id of a contract.
  Effect.flatMap(lockContractRow(ref as ContractId), (row) => (row === undefined ? Effect.void : Effect.andThen(tellExpiry(row), planDeadlines(ref as ContractId)))),
);
