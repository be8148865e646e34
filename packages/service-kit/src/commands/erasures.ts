import { readFileSync } from "node:fs";
import { Effect } from "effect";
import * as DatabaseModule from "../database/database.ts";
import { exportErasures, replayErasures } from "../files/erasures.ts";
import { print, type Command, type Run } from "./command.ts";

const inDatabase =
  (work: () => Effect.Effect<void, unknown, DatabaseModule.Database>): Run =>
  async (service, config) => {
    const database = DatabaseModule.layer({ url: config.DATABASE_URL, poolSize: 2, applicationName: `cpts-${service.name}-erasures` });
    await Effect.runPromise(Effect.provide(work(), database));
    return true;
  };

const exporting = inDatabase(() => Effect.map(exportErasures, (lines) => void process.stdout.write(lines)));
const replaying = (file: string): Run =>
  inDatabase(() => Effect.map(replayErasures(readFileSync(file, "utf8")), ({ files, subjects }) => print(`${subjects} erased again, ${files} files gone`)));

export const erasuresCommand: Command = {
  name: "erasures",
  usage: [
    ["export", "writes who was erased, one a line"],
    ["replay <file>", "after a restore: erases them again"],
  ],
  read: ([verb, file, ...rest]) => {
    if (verb === "export" && file === undefined) return exporting;
    return verb === "replay" && file !== undefined && rest.length === 0 ? replaying(file) : null;
  },
};
