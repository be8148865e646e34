import type { Kysely } from "kysely";
import { soleRow, statement } from "../../database/statement.ts";
import type { Log } from "../../telemetry/log.ts";

/** A log that has got a new id: whoever follows it begins anew. */
export interface Renewal {
  readonly oldLogId: string;
  readonly newLogId: string;
}

interface Answered {
  readonly oldLogId: string | null;
  readonly newLogId: string | null;
}

/** To be run as the owner. */
export const noteLogOriginText = `select old_log as "oldLogId", new_log as "newLogId" from note_log_origin()`;
const note = statement<[], Answered>(noteLogOriginText);
const renew = statement<[], Renewal>(`select old_log as "oldLogId", new_log as "newLogId" from renew_log()`);
const holders = statement<[], { readonly name: string }>(`select name from lease where expires_at > clock_timestamp() order by name`);

/** What was answered, null when the log is where it was. */
export const renewalOf = ({ newLogId, oldLogId }: Answered): Renewal | null => (newLogId === null || oldLogId === null ? null : { newLogId, oldLogId });

/** Compares where the log is with where it was; renews its id when that is another place. */
export const noteLogOrigin = async (owner: Kysely<unknown>): Promise<Renewal | null> => renewalOf(soleRow(await note(owner)));

/** Gives the log a new id. */
export const renewLog = async (owner: Kysely<unknown>): Promise<Renewal> => soleRow(await renew(owner));

/** The leases that a running process of the service holds. */
export const heldLeases = async (owner: Kysely<unknown>): Promise<ReadonlyArray<string>> => (await holders(owner)).map(({ name }) => name);

export const sayRenewal = (log: Log, renewal: Renewal | null): void => {
  if (renewal !== null) log.warn("the database was restored, promoted or copied: its log has a new id, and whoever follows it begins anew", { ...renewal });
};
