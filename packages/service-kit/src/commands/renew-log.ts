import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { heldLeases, renewLog } from "../events/log/origin.ts";
import { migrateDatabase, ownerUrlOf } from "../service.ts";
import { print, type Command, type Run } from "./command.ts";

/** After a restore: whoever follows the log learns that its past has changed. False when a running process would go on as before. */
const renew =
  (isForced: boolean): Run =>
  async (service, config) => {
    const renewed = await migrateDatabase(service, config);
    const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: ownerUrlOf(config), max: 1 }) }) });
    try {
      const held = renewed !== null || isForced ? [] : await heldLeases(owner);
      if (held.length > 0) {
        print(`a running process holds the lease ${held.join(", ")}: stop the service first, or add --force`);
        return false;
      }
      const { newLogId, oldLogId } = renewed ?? (await renewLog(owner));
      print(`the log ${oldLogId} is now ${newLogId}`);
      return true;
    } finally {
      await owner.destroy();
    }
  };

export const renewLogCommand: Command = {
  name: "renew-log",
  usage: [["[--force]", "after a restore: gives the log a new id, so that subscribers begin anew"]],
  read: (words) => {
    if (words.length === 0) return renew(false);
    return words.length === 1 && words[0] === "--force" ? renew(true) : null;
  },
};
