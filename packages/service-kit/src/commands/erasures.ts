import { readFileSync } from "node:fs";
import { Effect, Layer } from "effect";
import * as DatabaseModule from "../database/database.ts";
import { exportErasures, replayErasures, type Erasure } from "../files/erasures.ts";
import { Ids } from "../ids.ts";
import type { EraseAgain } from "../service.ts";
import { print, type Command, type Run } from "./command.ts";

type Again = (erasure: Erasure) => Effect.Effect<void, unknown, EraseAgain>;

const inDatabase =
  (work: (again: Again) => Effect.Effect<void, unknown, DatabaseModule.Database | Ids>): Run =>
  async (service, config) => {
    const database = DatabaseModule.layer({ url: config.DATABASE_URL, poolSize: 2, applicationName: `cpts-${service.name}-erasures` });
    await Effect.runPromise(Effect.provide(work(service.eraseAgain ?? (() => Effect.void)), Layer.merge(database, Ids.layer)));
    return true;
  };

const exporting = inDatabase(() => Effect.map(exportErasures, (lines) => void process.stdout.write(lines)));
const replaying = (file: string): Run =>
  inDatabase((again) => Effect.map(replayErasures(readFileSync(file, "utf8"), again), ({ files, subjects }) => print(`${subjects} erased again, ${files} files gone`)));

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
