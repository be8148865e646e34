import { Problem, type FieldFault } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { CommuneCode } from "@cpts/domain/Cog";
import type { CptsId } from "@cpts/domain/Cpts";
import { parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";
import { fromLocalDate, type PartialDate } from "@cpts/domain/PartialDate";
import { territoryChanged } from "@cpts/domain/RegistryEvents";
import { placeAfter, startBounds, type Dated } from "@cpts/domain/Validity";
import { checkTerritory, fromInput, Territory, type TerritoryChange, type TerritoryInput } from "@cpts/domain/Territory";
import { Ids } from "@cpts/service-kit/events/ids";
import { record } from "@cpts/service-kit/events/record";
import { Clock, Effect, Schema, SchemaParser } from "effect";
import { sql } from "kysely";
import { lockCpts, nextVersion, versionConflict } from "../cpts/lock.ts";
import { write } from "../database/tables.ts";
import { today } from "@cpts/service-kit/time/today";
import { faultOfTerritory } from "./faults.ts";

type Path = ReadonlyArray<string | number>;

const encodeTerritory = Schema.encodeSync(Territory);
const decodeTerritory = SchemaParser.decodeUnknownSync(Territory);

const codesOf = (input: TerritoryInput): ReadonlyArray<string> => [...new Set([...(input.communes ?? []), ...(input.parts ?? []).map((part) => part.commune)])];

/** Corsica had codes in 20 before 1976; the number that follows is of one of its two departements. */
const codesOfCorsica = (code: string): ReadonlyArray<string> => (code.startsWith("20") ? [`2A${code.slice(2)}`, `2B${code.slice(2)}`] : []);

/** Everything that is wrong with a territory as entered, each fault where it is. */
const check = (input: TerritoryInput, path: Path) =>
  Effect.gen(function* () {
    const codes = codesOf(input);
    const asked = [...codes, ...codes.flatMap(codesOfCorsica)];
    const known = yield* write((db) => sql<{ readonly code: CommuneCode }>`select code from commune where code = any(${asked}::text[])`.execute(db));
    const former = yield* write((db) => sql<{ readonly code: string; readonly commune: string }>`select code, commune from former_commune where code = any(${codes}::text[])`.execute(db));
    const knownCodes = new Set<string>(known.rows.map(({ code }) => code));
    const corsican = codes.flatMap((code) => codesOfCorsica(code).flatMap((held): ReadonlyArray<readonly [string, string]> => (knownCodes.has(held) ? [[code, held]] : [])));
    const communeOfToday = new Map([...corsican, ...former.rows.map(({ code, commune }) => [code, commune] as const)]);
    const problems = checkTerritory(input, { knownCommune: (code) => knownCodes.has(code) });
    if (problems.length > 0) return yield* new Problem({ type: "invalid-territory", faults: problems.map((problem) => faultOfTerritory(problem, path, communeOfToday)) });
    return fromInput(input);
  });

interface Version extends Dated {
  readonly id: string;
  readonly number: number;
  readonly territory: Territory;
  readonly reason: string | null;
}

const isSame = (previous: Version, territory: Territory, reason: string | null): boolean =>
  previous.reason === reason && JSON.stringify(encodeTerritory(previous.territory)) === JSON.stringify(encodeTerritory(territory));

/** PostgreSQL's word for a day before all others. */
const always = "-infinity";

const lastVersion = (id: CptsId) =>
  write(async (db): Promise<Version | null> => {
    const row = await db.selectFrom("territory_version").selectAll().where("cpts_id", "=", id).orderBy("number", "desc").limit(1).executeTakeFirst();
    if (row === undefined) return null;
    const communes = await db.selectFrom("territory_commune").select("commune").where("version_id", "=", row.id).orderBy(sql`commune collate "C"`).execute();
    const parts = await db.selectFrom("territory_part").select("part").where("version_id", "=", row.id).orderBy("number").execute();
    const territory = decodeTerritory({ communes: communes.map(({ commune }) => commune), parts: parts.map(({ part }) => part), prose: row.prose, provenance: row.provenance });
    // PostgreSQL gives back the dates that were stored.
    const dates = { start: row.valid_from, earliest: row.from_earliest === always ? null : row.from_earliest, latest: row.from_latest } as Dated;
    return { id: row.id, number: row.number, territory, reason: row.reason, ...dates };
  });

const insertVersion = (cptsId: CptsId, version: Version) =>
  write(async (db) => {
    const { reason, territory } = version;
    const encoded = encodeTerritory(territory);
    await db
      .insertInto("territory_version")
      .values({
        id: version.id,
        cpts_id: cptsId,
        number: version.number,
        valid_from: version.start,
        valid_to: null,
        from_earliest: version.earliest ?? always,
        from_latest: version.latest,
        to_earliest: "infinity",
        to_latest: "infinity",
        prose: encoded.prose,
        provenance: JSON.stringify(encoded.provenance),
        reason,
      })
      .execute();
    await sql`insert into territory_commune (version_id, commune) select ${version.id}::uuid, c from unnest(${[...territory.communes]}::text[]) as t (c)`.execute(db);
    await sql`
      insert into territory_part (version_id, number, commune, part)
      select ${version.id}::uuid, n - 1, p->>'commune', p from json_array_elements(${JSON.stringify(encoded.parts)}::json) with ordinality as t (p, n)`.execute(db);
  });

const closeVersion = (previous: Version, next: Version) =>
  write((db) =>
    db
      .updateTable("territory_version")
      .set({ valid_to: next.start, to_earliest: next.earliest ?? always, to_latest: next.latest })
      .where("id", "=", previous.id)
      .execute(),
  );

const disorder = (path: Path, previous: Version): Problem => {
  const since = previous.start ?? previous.latest;
  const fault: FieldFault = {
    in: "body",
    path: [...path.slice(0, -1), "validFrom"],
    code: "not-after-previous",
    message: {
      fr: `le territoire précédent commence le ${since} : le suivant doit commencer après, ou à la même date pour le corriger`,
      en: `the previous territory starts on ${since}: the next one must start later, or on the same date to correct it`,
    },
  };
  return new Problem({ type: "invalid-territory", faults: [fault] });
};

/**
 * Gives a CPTS a territory from a date on. The previous one ends there and answers for the days before; the same date
 * again corrects it, and the same territory leaves no trace. `path` is where the territory stands in the request's body.
 */
export const setTerritory = (cptsId: CptsId, change: TerritoryChange, where: { readonly path: Path; readonly defaultFrom?: LocalDate }) =>
  Effect.gen(function* () {
    const territory = yield* check(change.territory, where.path);
    const start: PartialDate | null = change.validFrom ?? (where.defaultFrom === undefined ? null : fromLocalDate(where.defaultFrom));
    const previous = yield* lastVersion(cptsId);
    // One instant for the row and for its event: whoever follows the log reckons with the same day.
    const now = yield* Clock.currentTimeMillis;
    const dated: Dated = { start, ...startBounds(start, parisDateFromInstant(now)) };
    const place = placeAfter(previous, dated);
    if (previous !== null && place === "disorder") return yield* disorder(where.path, previous);
    if (previous !== null && place === "corrects" && isSame(previous, territory, change.reason ?? null)) return;
    const id = yield* (yield* Ids).next;
    // A correction changes what was in force, not since when: the day of its recording moves nothing.
    const at = previous !== null && place === "corrects" ? { ...dated, earliest: previous.earliest, latest: previous.latest, number: previous.number } : { ...dated, number: (previous?.number ?? 0) + 1 };
    const next: Version = { id, territory, reason: change.reason ?? null, ...at };
    if (previous !== null && place === "follows") yield* closeVersion(previous, next);
    if (previous !== null && place === "corrects") yield* write((db) => db.deleteFrom("territory_version").where("id", "=", previous.id).execute());
    yield* insertVersion(cptsId, next);
    const version = yield* nextVersion(cptsId);
    yield* record(registry.events.territoryChanged, {
      aggregateId: cptsId,
      aggregateVersion: version,
      data: territoryChanged(cptsId, previous?.territory ?? null, territory, start),
      at: now,
    });
  });

/** Changes a territory from the version of the CPTS that the caller has read; from today on unless the change says when. */
export const changeTerritory = (cptsId: CptsId, change: TerritoryChange, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockCpts(cptsId);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    yield* setTerritory(cptsId, change, { path: ["territory"], defaultFrom: yield* today });
  });
