import type { Kysely } from "kysely";
import { beginTransaction } from "../../database/pipelined-transaction.ts";
import { failpoint } from "../../failpoint.ts";
import { advanceStatement, type StoredCursor } from "../cursor-store.ts";
import { standsAside } from "../parked/events.ts";
import { beyondOf, type EncodedEvent, type Projection } from "../projection.ts";
import type { BatchResult } from "./batch.ts";
import { statementsOf } from "./statements.ts";

/**
 * Applies the batch that most come in, of handlers that only write, where the cursor is and nothing was put aside: the move of the
 * cursor, what the events write and the commit are one packet to the database, and one answer is waited for. Null when it is
 * another batch, or when a statement failed: nothing is done then, and `applyBatch` looks at it with care.
 */
export const applyInOnePacket = async (kysely: Kysely<unknown>, projection: Projection, events: ReadonlyArray<EncodedEvent>, after: StoredCursor): Promise<BatchResult | null> => {
  const [first] = events;
  const { logId, position } = after;
  if (first === undefined || logId === null || standsAside(projection)) return null;
  const statements = statementsOf(projection, events);
  if (statements === null) return null;
  const trx = await beginTransaction(kysely);
  try {
    await failpoint("before-apply");
    const sent = [advanceStatement(projection.name, projection.source, first.position - 1, { logId, position }), ...statements].map((statement) => trx.kysely.executeQuery(statement));
    // A failure comes back as that of the commit.
    for (const answer of sent) answer.catch(() => {});
    await (failpoint("after-apply-before-commit") ?? trx.commit());
  } catch {
    // Behind a statement that failed the server ends the session: whether the database is away, the next attempt tells.
    await trx.rollback();
    return null;
  }
  projection.afterCommit?.(events);
  await failpoint("after-apply-commit");
  return { applied: events.length, ignored: beyondOf(projection, events), parked: 0, cursor: { logId, position }, isCut: false };
};
