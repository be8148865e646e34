import type { CogMovement } from "@cpts/domain/CogMovement";
import { statement } from "@cpts/service-kit/database/statement";
import { sql, type Kysely } from "kysely";
import type { RegistryTables } from "../database/tables.ts";
import { datedExactly } from "./exact-dates.ts";

type Db = Kysely<RegistryTables>;

/** Where movements come from: the editions compared, dated to the year, or INSEE's file, dated to the day. */
export type MovementSource = "editions" | "insee";

/** A place of a movement as it is kept, with its inhabitants where the edition gives them. */
export interface StoredPlace {
  readonly code: string;
  readonly nom: string;
  readonly population?: number | null;
}

/** A movement as it is kept. */
export interface StoredMovement {
  readonly kind: CogMovement["kind"];
  readonly on: string;
  readonly from: ReadonlyArray<StoredPlace>;
  readonly to: ReadonlyArray<StoredPlace>;
}

const chunkSize = 2_000;

/** Replaces all that a source said before. */
export const replaceMovements = async (db: Db, source: MovementSource, movements: ReadonlyArray<StoredMovement>): Promise<void> => {
  await sql`delete from cog_movement where source = ${source}`.execute(db);
  for (let start = 0; start < movements.length; start += chunkSize)
    await sql`
      with told as (
        insert into cog_movement (source, happened_on, movement)
        select ${source}, m->>'on', m from json_array_elements(${JSON.stringify(movements.slice(start, start + chunkSize))}::json) as t (m)
        returning id, movement
      )
      insert into cog_movement_code (movement_id, code)
      select distinct told.id, p->>'code' from told, lateral (
        select * from json_array_elements(told.movement->'from') union all select * from json_array_elements(told.movement->'to')
      ) as places (p)`.execute(db);
};

const sourceStatement = statement<[], { readonly source: MovementSource }>("select source from cog_movement order by source = 'insee' desc limit 1");

/** INSEE's file where it was imported: it says all that the editions say, to the day. */
export const sourceInUse = async (db: Db): Promise<MovementSource> => (await sourceStatement(db))[0]?.source ?? "editions";

/** All movements of a code, and of the codes that they lead to. */
const linkedStatement = statement<[code: string, source: MovementSource], { readonly movement: StoredMovement }>(`
  with recursive linked (code) as (
    select $1::text
    union
    select other.code from linked
      join cog_movement_code own on own.code = linked.code
      join cog_movement m on m.id = own.movement_id and m.source = $2
      join cog_movement_code other on other.movement_id = m.id
  )
  select m.movement from cog_movement m
  where m.source = $2 and m.id in (select movement_id from cog_movement_code join linked using (code))
  order by m.happened_on, m.id`);

export const movementsLinkedTo = async (db: Db, code: string, source: MovementSource): Promise<ReadonlyArray<StoredMovement>> =>
  (await linkedStatement(db, code, source)).map(({ movement }) => movement);

const sinceStatement = statement<[source: MovementSource, after: string, upTo: string], { readonly movement: StoredMovement }>(
  "select movement from cog_movement where source = $1 and happened_on > $2 and happened_on <= $3 order by happened_on, id",
);
/** The first edition that is known by its own list. */
export const firstEdition = 2021;
const firstDay = `${firstEdition}-01-01`;
const always = "9999-12-31";

/**
 * What happened to communes after a day, the oldest first: what the editions say, on the exact days where INSEE's file was imported;
 * what happened before the first edition that file alone knows.
 */
export const movementsSince = async (db: Db, day: string): Promise<ReadonlyArray<StoredMovement>> => {
  const of = async (source: MovementSource, upTo: string) => (await sinceStatement(db, source, day, upTo)).map(({ movement }) => movement);
  const [editions, exact] = [await of("editions", always), await of("insee", always)];
  const before = exact.filter(({ on }) => on <= firstDay);
  return [...before, ...datedExactly(editions, exact).filter(({ on }) => on > day)];
};

const told = ({ code, nom }: StoredPlace) => ({ code, nom });

/** A movement as it travels. */
export const toldMovement = ({ from, kind, on, to }: StoredMovement): typeof CogMovement.Encoded => ({ kind, on, from: from.map(told), to: to.map(told) });
