import { contracts } from "@cpts/api/Contracts";
import type { ContractId } from "@cpts/domain/Contract";
import { clock } from "@cpts/service-kit/clocks/clock";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, SchemaParser } from "effect";
import { lockContractRow } from "../contracts/lock.ts";
import type { ContractRow } from "../contracts/queries.ts";
import { write } from "../database/tables.ts";
import { settle } from "../discrepancies/settle.ts";
import { driftToTell } from "./drift.ts";
import { sizeDue } from "./territories.ts";

const { contractSizeDrifted } = contracts.events;
const decode = SchemaParser.decodeUnknownSync(contractSizeDrifted.payload);

/** Tells that the size of a contract would be another, or no longer would, where that is not what was told last. */
const tellSize = (row: ContractRow) =>
  Effect.gen(function* () {
    const day = yield* today;
    const found = yield* driftToTell(row, day);
    const last = yield* write((db) => db.selectFrom("size_drift").selectAll().where("contract_id", "=", row.id).executeTakeFirst());
    const now = { computed: found?.computedSizeClass ?? null, frozen: found?.frozenSizeClass ?? null, frozen_population: found?.frozenPopulation ?? null, population: found?.computedPopulation ?? null };
    if (last === undefined ? found === null : last.computed === now.computed && last.frozen === now.frozen && last.population === now.population) return;
    const told = { ...now, version: (last?.version ?? 0) + 1, told_on: day };
    yield* write((db) => db.insertInto("size_drift").values({ contract_id: row.id, ...told }).onConflict((conflict) => conflict.column("contract_id").doUpdateSet(told)).execute());
    const data = { contractId: row.id, cptsId: row.cpts_id, on: day, frozenSizeClass: now.frozen, frozenPopulation: now.frozen_population, computedSizeClass: now.computed, computedPopulation: now.population };
    yield* record(contractSizeDrifted, { aggregateId: `size/${row.id}`, aggregateVersion: told.version, data: decode(data) });
  });

/** Looks at the size of a contract after a write about it. */
export const tellSizeOf = (id: ContractId) => Effect.flatMap(lockContractRow(id), (row) => (row === undefined || row.state === "draft" ? Effect.void : tellSize(row)));

export const sizeClock = clock(sizeDue, ({ ref }) =>
  Effect.gen(function* () {
    const rows = yield* write((db) => db.selectFrom("contract").selectAll().where("cpts_id", "=", ref).where("state", "=", "signed").orderBy("id").forUpdate().execute());
    if (rows.length === 0) return;
    yield* Effect.forEach(rows, tellSize, { discard: true });
    yield* settle([ref]);
  }),
);
