import { portabilityEndpoints } from "@cpts/api/Portability";
import type { CptsId } from "@cpts/domain/Cpts";
import { Clock, Effect, Semaphore } from "effect";
import { attempt, Database } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import { openSnapshot } from "../events/feed/snapshot.ts";
import { bind, type Input } from "../http/bind.ts";
import { StreamLimits } from "../http/streams.ts";
import { Ids } from "../ids.ts";
import { platform } from "../operations/platform.ts";
import { archiveOf } from "./export.ts";
import { importArchive, type Imported } from "./import.ts";

type Transfer = [id: string, kind: "export" | "import", cptsId: string, at: string, by: string, role: string, hash: string | null];
interface ToldTransfer {
  readonly id: string;
  readonly kind: "export" | "import";
  readonly cptsId: string;
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly hash: string | null;
}

const noteTransfer = statement<Transfer, never>("insert into cpts_transfer (id, kind, cpts_id, at, by, role, hash) values ($1, $2, $3, $4, $5, $6, $7)");
const noteHash = statement<[id: string, hash: string], never>("update cpts_transfer set hash = $2 where id = $1");
const listTransfers = statement<[], ToldTransfer>(`select id, kind, cpts_id as "cptsId", at, by, role, hash from cpts_transfer order by id desc limit 200`);

type Asker = Pick<Input<typeof portabilityEndpoints.exportCptsArchive>, "actor" | "callerName">;

/** Notes who takes what, before anything is given. */
const note = (kind: "export" | "import", cptsId: CptsId, { actor, callerName }: Asker, hash: string | null) =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const id = yield* (yield* Ids).next;
    const at = new Date(yield* Clock.currentTimeMillis).toISOString();
    yield* attempt(() => noteTransfer(kysely, id, kind, cptsId, at, callerName, actor.role, hash));
    return id;
  });

const takeOut = <R>({ name, portability }: Imported<R>, cptsId: CptsId, asker: Asker) =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const id = yield* note("export", cptsId, asker, null);
    const { snapshotMs: longestMs } = yield* StreamLimits;
    const trx = yield* openSnapshot(kysely, longestMs);
    const pieces = {
      make: () => archiveOf(trx, name, portability, cptsId, async (hash) => void (await noteHash(kysely, id, hash))),
      release: async (): Promise<void> => void (await trx.rollback().execute()),
      endsAnywhere: false,
      longestMs,
    };
    return { pieces, headers: { "content-type": "application/x-ndjson", "content-disposition": `attachment; filename="${name}-${cptsId}.ndjson"` } };
  });

/** Everything of one CPTS, out and in. One import at a time: each holds a connection as long as its sender takes. */
export const portabilityBindings = <R>(service: Imported<R>) => {
  const oneAtATime = Semaphore.makeUnsafe(1);
  return [
    bind(
      portabilityEndpoints.exportCptsArchive,
      ({ params: { cptsId } }) => Effect.succeed({ kind: "cpts-archive", cptsId, visibility: "board" as const }),
      ({ params: { cptsId }, ...asker }) => takeOut(service, cptsId, asker),
    ),
    bind(
      portabilityEndpoints.importCptsArchive,
      platform,
      ({ incoming, ...asker }) =>
        oneAtATime.withPermit(
          Effect.gen(function* () {
            const { clashes: _, ids: __, ...taken } = yield* importArchive(service, incoming);
            yield* note("import", taken.cptsId, asker, taken.hash);
            return { body: taken };
          }),
        ),
      { ownTransactions: true },
    ),
    bind(portabilityEndpoints.listCptsTransfers, platform, () => Effect.flatMap(Database, ({ kysely }) => Effect.map(attempt(() => listTransfers(kysely)), (items) => ({ body: { items } })))),
  ];
};
