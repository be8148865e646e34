import type { CptsId } from "@cpts/domain/Cpts";
import { Territory } from "@cpts/domain/Territory";
import type { Dated } from "@cpts/domain/Validity";
import { datedOf, endColumns, openColumns } from "@cpts/service-kit/time/dated-rows";
import { Schema, SchemaParser } from "effect";
import { sql } from "kysely";
import { write } from "../database/tables.ts";

const encodeTerritory = Schema.encodeSync(Territory);
const decodeTerritory = SchemaParser.decodeUnknownSync(Territory);

/** A territory of a CPTS with its start, as the registry keeps it. */
export interface Version extends Dated {
  readonly id: string;
  readonly number: number;
  readonly territory: Territory;
  readonly reason: string | null;
}

/** The last territory that was given to a CPTS, null before the first. */
export const lastVersion = (id: CptsId) =>
  write(async (db): Promise<Version | null> => {
    const row = await db.selectFrom("territory_version").selectAll().where("cpts_id", "=", id).orderBy("number", "desc").limit(1).executeTakeFirst();
    if (row === undefined) return null;
    const communes = await db.selectFrom("territory_commune").select("commune").where("version_id", "=", row.id).orderBy(sql`commune collate "C"`).execute();
    const parts = await db.selectFrom("territory_part").select("part").where("version_id", "=", row.id).orderBy("number").execute();
    const territory = decodeTerritory({ communes: communes.map(({ commune }) => commune), parts: parts.map(({ part }) => part), prose: row.prose, provenance: row.provenance });
    return { id: row.id, number: row.number, territory, reason: row.reason, ...datedOf(row) };
  });

export const insertVersion = (cptsId: CptsId, version: Version) =>
  write(async (db) => {
    const { reason, territory } = version;
    const encoded = encodeTerritory(territory);
    await db
      .insertInto("territory_version")
      .values({
        id: version.id,
        cpts_id: cptsId,
        number: version.number,
        ...openColumns(version),
        prose: encoded.prose,
        provenance: JSON.stringify(encoded.provenance),
        reason,
      })
      .execute();
    if (territory.communes.length > 0)
      await sql`insert into territory_commune (version_id, commune) select ${version.id}::uuid, c from unnest(${[...territory.communes]}::text[]) as t (c)`.execute(db);
    if (encoded.parts.length > 0)
      await sql`
      insert into territory_part (version_id, number, commune, part)
      select ${version.id}::uuid, n - 1, p->>'commune', p from json_array_elements(${JSON.stringify(encoded.parts)}::json) with ordinality as t (p, n)`.execute(db);
  });

/** Ends a territory where the next one begins. */
export const closeVersion = (previous: Version, next: Version) =>
  write((db) =>
    db.updateTable("territory_version").set(endColumns(next)).where("id", "=", previous.id).execute(),
  );

/** Takes away a territory that is being corrected; what it was stays in the log. */
export const removeVersion = (version: Version) => write((db) => db.deleteFrom("territory_version").where("id", "=", version.id).execute());
