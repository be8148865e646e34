import { Problem } from "@cpts/api/Problem";
import type { Actor, Resource, Visibility } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { Effect } from "effect";
import { sql, type Kysely, type Selectable } from "kysely";
import { statement } from "../database/statement.ts";
import { isCertain, mayBeInForce } from "../time/dated-rows.ts";
import { placesOfCpts } from "./places.ts";
import { read, type KnownTables } from "./tables.ts";

/** A CPTS that this service has not heard of. The registry may know it: the same request can succeed a moment later. */
export const unknownCpts = (path: ReadonlyArray<string | number>): Problem =>
  new Problem({
    type: "unknown-reference",
    retryAfterSeconds: 1,
    faults: [{ in: "body", path, code: "unknown-cpts", message: { fr: "cette CPTS n'est pas connue ici, ou pas encore", en: "this CPTS is not known here, or not yet" } }],
  });

const namesStatement = statement<[id: string], { readonly name: string }>("select name from known_cpts where id = $1");

/** The name of a CPTS as learned so far; undefined when it is not known. */
export const nameOfCpts = (db: Kysely<KnownTables>, id: string): Promise<string | undefined> => namesStatement(db, id).then(([row]) => row?.name);

/** Fails with `unknown-reference` at this place of the request unless the CPTS is known. */
export const requireCpts = (id: CptsId, path: ReadonlyArray<string | number>) =>
  Effect.flatMap(
    read((db) => nameOfCpts(db, id)),
    (name) => (name === undefined ? Effect.fail(unknownCpts(path)) : Effect.succeed(name)),
  );

/**
 * What a request about a CPTS is about, for the permission: the CPTS and where it is. Someone who has shown a token and
 * names a CPTS that is not known is told so, rather than refused.
 */
export const cptsResource = (options: {
  readonly kind: string;
  readonly id: CptsId;
  readonly actor: Actor;
  readonly visibility: Visibility;
  /** Where the id stands in the body. */
  readonly path: ReadonlyArray<string | number>;
}) =>
  Effect.gen(function* () {
    const { actor, id, kind, path, visibility } = options;
    if (actor.role !== "anonymous") yield* requireCpts(id, path);
    const resource: Resource = { kind, cptsId: id, visibility, ...(yield* placesOfCpts(id)) };
    return resource;
  });

/** A territory as learned, with the name of its CPTS and whether it certainly is the one of the day asked. */
export type KnownTerritory = Selectable<KnownTables["known_territory"]> & { readonly name: string | null; readonly certain: boolean };

/** The territory of a CPTS on a day; undefined when none is known for it. */
export const territoryOn = (id: CptsId, asOf: LocalDate) =>
  read(async (db): Promise<KnownTerritory | undefined> => {
    const { rows } = await sql<KnownTerritory>`
      select t.*, c.name, ${isCertain(asOf)} as certain
      from known_territory t left join known_cpts c on c.id = t.cpts_id
      where t.cpts_id = ${id} and ${mayBeInForce(asOf)}
      order by certain desc, t.number desc limit 1`.execute(db);
    return rows[0];
  });
