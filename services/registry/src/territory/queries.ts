import type { TerritoryView } from "@cpts/api/CptsViews";
import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { isCertain, mayBeInForce } from "@cpts/service-kit/time/dated-rows";
import { Effect } from "effect";
import { sql, type Kysely, type Selectable } from "kysely";
import { cptsNotFound, factsOf } from "../cpts/queries.ts";
import { read, type RegistryTables } from "../database/tables.ts";
import { compareFacts, declaredSizeClasses } from "./comparisons.ts";
import { computeTerritory } from "./computed.ts";
import { explain } from "./explanations.ts";
import { communesOf, partsOf } from "./members.ts";

type Db = Kysely<RegistryTables>;
type EncodedTerritory = Omit<typeof TerritoryView.Encoded, "surface">;
type Version = Selectable<RegistryTables["territory_version"]> & { readonly certain: boolean };

const noTerritory = (asOf: LocalDate): Problem =>
  new Problem({ type: "not-found", detail: { fr: `Aucun territoire n'est connu pour cette CPTS au ${asOf}.`, en: `No territory of this CPTS is known on ${asOf}.` } });

/** The territory of a date: the certain one if there is one, else the last that is possible. */
const versionOn = async (db: Db, id: string, asOf: LocalDate): Promise<Version | undefined> => {
  const { rows } = await sql<Version>`
    select *, ${isCertain(asOf)} as certain from territory_version where cpts_id = ${id} and ${mayBeInForce(asOf)}
    order by certain desc, number desc limit 1`.execute(db);
  return rows[0];
};

/** What the data says of the territory of a date, with the names of its communes; undefined where none is known. */
export const computedOn = async (db: Db, id: CptsId, asOf: LocalDate) => {
  const version = await versionOn(db, id, asOf);
  if (version === undefined) return undefined;
  const communes = await communesOf(db, version.id);
  const parts = await partsOf(db, version.id);
  // Stored by the write path through its schema.
  const { status } = version.provenance as EncodedTerritory["provenance"];
  const names = [...communes, ...parts.map(({ commune }) => commune)].map(({ code, nom }): readonly [string, string] => [code, nom]);
  return { computed: computeTerritory(communes, parts, status), names, communes, parts };
};

const assemble = async (db: Db, id: CptsId, version: Version, asOf: LocalDate, withExplanations: boolean): Promise<EncodedTerritory> => {
  const communes = await communesOf(db, version.id);
  const parts = await partsOf(db, version.id);
  const facts = await factsOf(db, id);
  // Stored by the write path through its schema.
  const provenance = version.provenance as EncodedTerritory["provenance"];
  const computed = computeTerritory(communes, parts, provenance.status);
  return {
    cptsId: id,
    asOf,
    certainty: version.certain ? "yes" : "unknown",
    validFrom: version.valid_from,
    validTo: version.valid_to,
    communes: communes.map(({ code, nom, departement, epci, population }) => ({ code, nom, departement, epci, population })),
    parts: parts.map(({ part }) => part),
    prose: version.prose,
    cog: String(version.cog),
    provenance,
    criteria: [],
    references: [],
    overlaps: [],
    // Stored by the write path through their schemas.
    ...(version.details as Partial<Pick<EncodedTerritory, "criteria" | "references" | "overlaps">>),
    computed,
    declared: facts,
    declaredSizeClasses: declaredSizeClasses(facts),
    comparisons: compareFacts(facts, computed),
    ...(withExplanations ? { explanations: explain(computed, facts) } : {}),
  };
};

/** The territory of a CPTS on a date, declared and computed, with the version of the CPTS. */
export const findTerritory = (id: CptsId, asOf: LocalDate, withExplanations = false) =>
  Effect.gen(function* () {
    const found = yield* read(async (db) => {
      const cpts = await db.selectFrom("cpts").select("version").where("id", "=", id).executeTakeFirst();
      if (cpts === undefined) return null;
      const version = await versionOn(db, id, asOf);
      return { version: cpts.version, body: version === undefined ? null : await assemble(db, id, version, asOf, withExplanations) };
    });
    if (found === null) return yield* cptsNotFound;
    if (found.body === null) return yield* noTerritory(asOf);
    return { version: found.version, body: found.body };
  });
