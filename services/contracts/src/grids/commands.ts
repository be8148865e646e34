import { contracts } from "@cpts/api/Contracts";
import type { GridChange } from "@cpts/api/Grids";
import { Problem } from "@cpts/api/Problem";
import { collide, Grid, type GridId } from "@cpts/domain/Grid";
import { gridFaults, silentChanges } from "@cpts/domain/GridCheck";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect, Schema, SchemaParser } from "effect";
import { sql } from "kysely";
import { write } from "../database/tables.ts";
import { collisionFault, faultsAt, nameOfAnother, otherFamilyFault, silentFaults } from "./faults.ts";
import { pinFamily } from "./pins.ts";
import { findGridRow } from "./queries.ts";

const encode = Schema.encodeSync(Grid);
const decode = SchemaParser.decodeUnknownSync(Grid);
const decodePublished = SchemaParser.decodeUnknownSync(contracts.events.gridPublished.payload);

const versionConflict = (version: number): Problem =>
  new Problem({
    type: "version-conflict",
    detail: {
      fr: `Le barème en est à la version ${version}. Relisez-le, puis refaites votre modification.`,
      en: `The grid is at version ${version}. Read it again, then make your change anew.`,
    },
  });

const exists = new Problem({
  type: "already-exists",
  faults: [{ in: "body", path: ["id"], code: "grid-exists", message: { fr: "ce barème existe déjà : corrigez-le, ou donnez un autre nom", en: "this grid already exists: correct it, or give another name" } }],
});

/** Grids are entered one after the other: whether two would be in force together depends on the others. */
const takeTurns = write((db) => sql`select pg_advisory_xact_lock(hashtext('cpts.contracts.grids'))`.execute(db));

/** Regimes are named after grids and families: one name never stands for both a grid and the grids of another family. */
const requireOwnName = ({ family, id }: Grid) =>
  Effect.gen(function* () {
    if (id === family) return;
    const other = yield* write((db) => db.selectFrom("grid").select("id").where((where) => where.or([where("family", "=", id), where.and([where("id", "=", family), where("family", "<>", family)])])).limit(1).executeTakeFirst());
    if (other !== undefined) return yield* new Problem({ type: "already-exists", faults: [nameOfAnother(other.id)] });
  });

const requireAlone = (grid: Grid) =>
  Effect.gen(function* () {
    const others = yield* write((db) => db.selectFrom("grid").selectAll().where("family", "=", grid.family).where("id", "<>", grid.id).execute());
    // Dates were checked when they were written.
    const other = others.find((one) => collide(grid, { id: one.id as GridId, family: one.family, effectiveFrom: one.effective_from as Grid["effectiveFrom"], effectiveTo: one.effective_to as Grid["effectiveTo"] }));
    if (other !== undefined) return yield* new Problem({ type: "already-exists", faults: [collisionFault(other)] });
  });

const keep = (grid: Grid, version: number, reason: string | null) =>
  Effect.gen(function* () {
    const row = { version, family: grid.family, effective_from: grid.effectiveFrom, effective_to: grid.effectiveTo };
    if (version === 1) yield* write((db) => db.insertInto("grid").values({ id: grid.id, ...row }).execute());
    else yield* write((db) => db.updateTable("grid").set(row).where("id", "=", grid.id).execute());
    yield* write((db) => db.insertInto("grid_version").values({ grid_id: grid.id, version, body: JSON.stringify(encode(grid)), reason }).execute());
    const data = decodePublished({ gridId: grid.id, gridVersion: version, family: grid.family, effectiveFrom: grid.effectiveFrom, effectiveTo: grid.effectiveTo });
    // People choose the name of a grid: it must never be that of another aggregate.
    yield* record(contracts.events.gridPublished, { aggregateId: `grid/${grid.id}`, aggregateVersion: version, data });
  });

const refuse = (faults: ConstructorParameters<typeof Problem>[0]["faults"] = []) => (faults.length === 0 ? Effect.void : Effect.fail(new Problem({ type: "invalid-request", faults })));

/** Adds a grid. Contracts signed before keep the one they have. */
export const addGrid = (grid: Grid) =>
  Effect.gen(function* () {
    yield* refuse(faultsAt(gridFaults(grid)));
    yield* takeTurns;
    const known = yield* write((db) => db.selectFrom("grid").select("id").where("id", "=", grid.id).executeTakeFirst());
    if (known !== undefined) return yield* exists;
    yield* requireOwnName(grid);
    yield* requireAlone(grid);
    yield* pinFamily(grid.family);
    yield* keep(grid, 1, null);
  });

/** Adds a version of a grid. Contracts signed before keep the one they have, whatever changes. */
export const changeGrid = (id: GridId, { versionReason, ...content }: GridChange, ifMatch: number) =>
  Effect.gen(function* () {
    yield* takeTurns;
    const row = yield* findGridRow(id);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    const grid: Grid = { id, ...content };
    const before = decode(row.body);
    yield* refuse([...faultsAt(gridFaults(grid)), ...silentFaults(silentChanges(before.lines, grid.lines)), ...(grid.family === before.family ? [] : [otherFamilyFault(before.family)])]);
    yield* requireAlone(grid);
    yield* pinFamily(grid.family);
    yield* keep(grid, row.version + 1, versionReason);
  });
