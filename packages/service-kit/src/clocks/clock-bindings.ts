import { clockEndpoints, maxDueShown } from "@cpts/api/Clocks";
import { Problem } from "@cpts/api/Problem";
import { Clock, Effect } from "effect";
import { attempt, Database, tables } from "../database/database.ts";
import { soleRow, statement } from "../database/statement.ts";
import { bind } from "../http/bind.ts";

interface EntryRow {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  readonly key: string;
  readonly at: string;
  readonly attempts: number;
  readonly reason: string | null;
}

const { write } = tables<unknown>();
const entries = statement<[state: string], EntryRow>(`select id, kind, ref, key, at, attempts, reason from due where state = $1 order by next_at, id limit ${maxDueShown}`);
const counts = statement<[], { readonly waiting: number; readonly parked: number }>(
  `select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'parked') as parked from due where state <> 'done'`,
);
const retry = statement<[id: string, now: string], { readonly id: string }>(`update due set state = 'waiting', attempts = 0, next_at = $2 where id = $1 and state = 'parked' returning id`);

const platform = () => Effect.succeed({ kind: "platform" });

/** What those who run a service see of its clocks. */
export const clockBindings = [
  bind(clockEndpoints.listClocks, platform, () =>
    Database.use(({ kysely }) =>
      attempt(async () => {
        const [waiting, parked, count] = [await entries(kysely, "waiting"), await entries(kysely, "parked"), soleRow(await counts(kysely))];
        return { body: { waiting, parked, waitingCount: count.waiting, parkedCount: count.parked } };
      }),
    ),
  ),
  bind(clockEndpoints.retryClock, platform, ({ params: { id } }) =>
    Effect.gen(function* () {
      const now = new Date(yield* Clock.currentTimeMillis).toISOString();
      const found = yield* write((db) => retry(db, id, now));
      if (found.length === 0) return yield* new Problem({ type: "not-found" });
      return { body: { id } };
    }),
  ),
];
