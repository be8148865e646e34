import { Effect } from "effect";
import { sql } from "kysely";
import { clock, type Due } from "../clocks/clock.ts";
import { tables, type Transaction } from "../database/database.ts";
import type { Ids } from "../ids.ts";
import { record } from "../events/log/record.ts";
import type { Service } from "../service.ts";
import { sample, thingChanged } from "./sample.fixture.ts";

const { write } = tables<unknown>();

/** Titles whose time comes in vain, for as long as they are in here. */
export const faulty = new Set<string>();

const retitle = ({ at, key, ref }: Due) =>
  Effect.gen(function* () {
    const title = `${key} ${at}`;
    const { rows } = yield* write((db) => sql<{ version: number }>`update thing set title = ${title}, version = version + 1 where id = ${ref} returning version`.execute(db));
    for (const { version } of rows) yield* record(thingChanged, { aggregateId: ref, aggregateVersion: version, data: { thingId: ref, title } });
    if (faulty.has(key)) return yield* Effect.die(new Error("this handler cannot"));
  });

/** A thing takes the key of the entry as its title, with the instant that was meant. */
export const retitles = clock<Transaction | Ids>("retitle", retitle);

/** The sample, whose things change their titles at set times. */
export const timed: Service<Record<never, never>, never> = { ...sample, clocks: () => [retitles] };
