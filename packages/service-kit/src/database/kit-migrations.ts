import { dueTable } from "../clocks/due-table.ts";
import { erasureMark } from "../files/erasure-mark.ts";
import { fileTables, madeWords } from "../files/file-tables.ts";
import { transferTable } from "../portability/transfer-table.ts";
import { redactionTable } from "../privacy/redaction-table.ts";
import type { Migrations } from "./migrate.ts";
import { eventInstant, eventLog } from "./migrations/event-log.ts";
import { idempotency } from "./migrations/idempotency.ts";
import { lease, republication } from "./migrations/leases.ts";
import { logOrigin } from "./migrations/log-origin.ts";
import { advanceCursor, deadLetters, subscription } from "./migrations/subscriptions.ts";

/** Tables that every service has. */
export const kitMigrations: Migrations = {
  "0001-event-log": { up: eventLog },
  "0002-lease": { up: async (db) => void (await lease(db)) },
  "0003-idempotency": { up: idempotency },
  "0004-subscription": { up: subscription },
  "0005-dead-letters": { up: deadLetters },
  "0006-republication": { up: async (db) => void (await republication(db)) },
  "0007-event-instant": { up: eventInstant },
  "0008-clock": { up: dueTable },
  "0009-file": { up: fileTables },
  "0010-log-origin": { up: logOrigin },
  "0011-advance-cursor": { up: advanceCursor },
  "0012-erasure-mark": { up: erasureMark },
  "0013-text-redaction": { up: redactionTable },
  "0014-made-words": { up: async (db) => void (await madeWords(db)) },
  "0017-cpts-transfer": { up: transferTable },
};
