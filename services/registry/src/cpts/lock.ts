import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import { Effect } from "effect";
import { write } from "../database/tables.ts";
import { cptsNotFound } from "./queries.ts";

export const versionConflict = (version: number): Problem =>
  new Problem({
    type: "version-conflict",
    detail: {
      fr: `La CPTS en est à la version ${version}. Relisez-la, puis refaites votre modification.`,
      en: `The CPTS is at version ${version}. Read it again, then make your change anew.`,
    },
  });

/** Reads a CPTS and holds it until the transaction ends: of two writers one waits, then sees the other's version. */
export const lockCpts = (id: CptsId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("cpts").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(cptsNotFound) : Effect.succeed(row)),
  );

/** Takes the next version of a CPTS, for something that hangs on it. */
export const nextVersion = (id: CptsId) =>
  Effect.flatMap(
    write((db) => db.updateTable("cpts").set((eb) => ({ version: eb("version", "+", 1) })).where("id", "=", id).returning("version").executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(cptsNotFound) : Effect.succeed(row.version)),
  );
