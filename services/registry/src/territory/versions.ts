import type { CptsId } from "@cpts/domain/Cpts";
import { Territory } from "@cpts/domain/Territory";
import type { Dated, Interval } from "@cpts/domain/Validity";
import { endColumns, intervalColumns, intervalOf, noEnd } from "@cpts/service-kit/time/dated-rows";
import { numberedRows } from "@cpts/service-kit/time/numbered-rows";
import { Schema, SchemaParser } from "effect";
import { sql } from "kysely";
import { write } from "../database/tables.ts";

const encodeTerritory = Schema.encodeSync(Territory);
const decodeTerritory = SchemaParser.decodeUnknownSync(Territory);

/** A territory of a CPTS with its start and its end, as the registry keeps it. */
export interface Version extends Interval {
  readonly id: string;
  readonly number: number;
  readonly territory: Territory;
  readonly reason: string | null;
  /** The edition that its codes are of. */
  readonly cog: number;
}

/** Where a territory stands among the others of its CPTS. */
export type VersionPlace = Omit<Version, "territory">;

/** The territories of a CPTS in the order of their starts, without what they hold. */
export const placesOfVersions = (id: CptsId) =>
  write(async (db): Promise<ReadonlyArray<VersionPlace>> => {
    const rows = await db.selectFrom("territory_version").selectAll().where("cpts_id", "=", id).orderBy("number").execute();
    return rows.map((row) => ({ id: row.id, number: row.number, reason: row.reason, cog: row.cog, ...intervalOf(row) }));
  });

/** What a territory holds. */
export const territoryOfVersion = (versionId: string) =>
  write(async (db): Promise<Territory> => {
    const row = await db.selectFrom("territory_version").select(["prose", "provenance", "details"]).where("id", "=", versionId).executeTakeFirstOrThrow();
    const communes = await db.selectFrom("territory_commune").select("commune").where("version_id", "=", versionId).orderBy(sql`commune collate "C"`).execute();
    const parts = await db.selectFrom("territory_part").select("part").where("version_id", "=", versionId).orderBy("number").execute();
    return decodeTerritory({ communes: communes.map(({ commune }) => commune), parts: parts.map(({ part }) => part), prose: row.prose, provenance: row.provenance, ...row.details });
  });

export const insertVersion = (cptsId: CptsId, version: Version) =>
  write(async (db) => {
    const { cog, reason, territory } = version;
    const { communes, parts, prose, provenance, ...details } = encodeTerritory(territory);
    await db
      .insertInto("territory_version")
      .values({ id: version.id, cpts_id: cptsId, number: version.number, ...intervalColumns(version), prose, provenance: JSON.stringify(provenance), details: JSON.stringify(details), reason, cog })
      .execute();
    if (communes.length > 0)
      await sql`insert into territory_commune (version_id, commune) select ${version.id}::uuid, c from unnest(${[...communes]}::text[]) as t (c)`.execute(db);
    if (parts.length > 0)
      await sql`
      insert into territory_part (version_id, number, commune, part)
      select ${version.id}::uuid, n - 1, p->>'commune', p from json_array_elements(${JSON.stringify(parts)}::json) with ordinality as t (p, n)`.execute(db);
  });

/** Ends a territory where another begins. */
export const closeVersion = (versionId: string, end: Dated) => write((db) => db.updateTable("territory_version").set(endColumns(end)).where("id", "=", versionId).execute());

const { closeGap, makeRoom } = numberedRows("territory_version");

/** Makes room before a number: those from it on move up by one. */
export const moveVersionsUp = (cptsId: CptsId, number: number) => write((db) => makeRoom(db, cptsId, number));

/** Closes the gap that a number leaves: those behind it move down by one. */
export const moveVersionsDown = (cptsId: CptsId, number: number) => write((db) => closeGap(db, cptsId, number));

/** Lets a territory go on without an end. */
export const openVersion = (versionId: string) => write((db) => db.updateTable("territory_version").set(noEnd).where("id", "=", versionId).execute());

/** Takes away a territory that is being corrected; what it was stays in the log. */
export const removeVersion = (versionId: string) => write((db) => db.deleteFrom("territory_version").where("id", "=", versionId).execute());
