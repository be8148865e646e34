import { sayRenewal } from "../events/log/origin.ts";
import { migrateDatabase } from "../service.ts";
import type { Command } from "./command.ts";

export const migrateCommand: Command = {
  name: "migrate",
  usage: [["", "brings the tables up to date"]],
  read: (words) =>
    words.length > 0
      ? null
      : async (service, config, log) => {
          sayRenewal(log, await migrateDatabase(service, config));
          return true;
        },
};
