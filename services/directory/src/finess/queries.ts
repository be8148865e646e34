import type { StructureView } from "@cpts/api/Structures";
import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import { type Finess, luhnWarning } from "@cpts/domain/Finess";
import { cptsFinessCategory, searchKey } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { pageCursor, StorableText } from "@cpts/service-kit/http/page-cursor";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { read } from "../database/tables.ts";
import { registerCodesOf } from "../professionals/commune-codes.ts";
import { cptsNameKey } from "./cpts-name.ts";
import type { FinessTables } from "./tables.ts";

type Encoded = typeof StructureView.Encoded;
type Row = Selectable<FinessTables["finess_structure"]>;

const provenance = { status: "sourced", source: { document: "FINESS, extraction en libre accès (ministère chargé de la santé)" } } as const;

const coded = (code: string | null, label: string | null): Encoded["category"] => (code === null ? null : { code, label });

const viewOf = (row: Row, cptsId: string | null, organizationId: string | null): Encoded => {
  // The import takes nothing but FINESS numbers.
  const warning = luhnWarning(row.finess as Finess);
  return {
    finess: row.finess,
    level: row.level as Encoded["level"],
    legalEntity: row.legal_entity,
    name: row.name,
    longName: row.long_name,
    category: coded(row.category, row.category_label),
    legalStatus: coded(row.legal_status, row.legal_status_label),
    siren: row.siren,
    siret: row.siret,
    address: row.address,
    postalCode: row.postal_code,
    place: row.place,
    commune: row.commune,
    on: row.x === null || row.y === null ? null : { x: row.x, y: row.y, projection: row.projection },
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    updatedOn: row.updated_on,
    goneSince: row.gone_at,
    changedAt: row.changed_at,
    isCpts: row.category === cptsFinessCategory,
    cptsId,
    organizationId,
    warnings: warning === null ? [] : [warning],
    provenance,
  };
};

const cptsNames = statement<[], { readonly id: string; readonly name: string }>("select id, name from known_cpts");
const registered = statement<[finess: ReadonlyArray<string>], { readonly id: string; readonly finess: string }>("select id, finess from organization where finess in (select unnest($1::text[])) and merged_into is null");

/** The one CPTS known here by the name of a structure; by several, none. */
const cptsByName = (rows: ReadonlyArray<Row>) =>
  Effect.gen(function* () {
    if (!rows.some(({ category }) => category === cptsFinessCategory)) return () => null;
    const known = Map.groupBy(yield* read((db) => cptsNames(db)), ({ name }) => cptsNameKey(name));
    return (row: Row): string | null => {
      if (row.category !== cptsFinessCategory) return null;
      const found = new Set([row.name, row.long_name ?? ""].map(cptsNameKey).flatMap((key) => (key === "" ? [] : (known.get(key) ?? []).map(({ id }) => id))));
      return found.size === 1 ? ([...found][0] ?? null) : null;
    };
  });

const viewsOf = (rows: ReadonlyArray<Row>) =>
  Effect.gen(function* () {
    const cptsOf = yield* cptsByName(rows);
    const organizations = new Map((yield* read((db) => registered(db, rows.map(({ finess }) => finess)))).map(({ finess, id }) => [finess, id]));
    return rows.map((row) => viewOf(row, cptsOf(row), organizations.get(row.finess) ?? null));
  });

const byNumber = statement<[finess: string], Row>("select * from finess_structure where finess = $1");

/** What the register says of a structure; null where no import has told it. */
export const structureOf = (finess: string) => Effect.flatMap(read((db) => byNumber(db, finess)), (rows) => Effect.map(viewsOf(rows), ([view]): Encoded | null => view ?? null));

const structureNotFound = new Problem({ type: "not-found", detail: { fr: "Aucun import de FINESS n'a fait connaître cette structure.", en: "No import of FINESS has told this structure." } });

export const findStructure = (finess: Finess) => Effect.flatMap(structureOf(finess), (view) => (view === null ? Effect.fail(structureNotFound) : Effect.succeed(view)));

export interface StructureQuery {
  readonly q?: string;
  readonly category?: string;
  readonly level?: string;
  readonly commune?: string;
  readonly cpts?: CptsId;
  readonly legalEntity?: string;
  readonly identifier?: string;
  readonly gone?: "true" | "false";
  readonly cursor?: string;
  readonly limit: number;
}

const among = (codes: ReadonlyArray<string>): RawBuilder<boolean> => sql<boolean>`s.commune = any(${[...codes]}::text[])`;

const conditions = (query: StructureQuery) =>
  Effect.gen(function* () {
    const { category, commune, cpts, gone, identifier, legalEntity, level, q } = query;
    const territory = cpts === undefined ? undefined : yield* territoryOn(cpts, yield* today);
    const all: Array<RawBuilder<boolean>> = [gone === "true" ? sql<boolean>`s.gone_at is not null` : sql<boolean>`s.gone_at is null`];
    if (category !== undefined) all.push(sql<boolean>`s.category = ${category}`);
    if (level !== undefined) all.push(sql<boolean>`s.level = ${level}`);
    if (legalEntity !== undefined) all.push(sql<boolean>`s.legal_entity = ${legalEntity}`);
    if (commune !== undefined) all.push(among(yield* registerCodesOf([commune])));
    if (cpts !== undefined) all.push(among(yield* registerCodesOf(territory?.communes ?? [])));
    if (identifier !== undefined) all.push(sql<boolean>`(s.finess = ${identifier.toUpperCase()} or s.siret = ${identifier} or s.siren = ${identifier})`);
    // A text without a letter or digit finds nothing, rather than everything.
    if (q !== undefined && q.trim() !== "") all.push(sql<boolean>`${searchKey(q)} <> '' and not exists (select 1 from unnest(string_to_array(${searchKey(q)}, ' ')) as word where strpos(s.name_key, word) = 0)`);
    return all;
  });

const pages = pageCursor("structures", Schema.Tuple([StorableText, StorableText]));

/** The structures of the register in the order of their names, a page at a time. */
export const listStructures = (query: StructureQuery) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const after = place === null ? [] : [sql<boolean>`(s.name_key, s.finess) > (${place[0]}, ${place[1]})`];
    const where = sql.join([...(yield* conditions(query)), ...after], sql` and `);
    const rows = yield* read(async (db) => (await sql<Row>`select s.* from finess_structure s where ${where} order by s.name_key, s.finess limit ${query.limit + 1}`.execute(db)).rows);
    const { items, nextCursor } = pages.pageOf(rows, query.limit, ({ finess, name_key: key }) => [key, finess]);
    return { items: yield* viewsOf(items), nextCursor };
  });

const codesOfStructure = statement<[asked: string], { readonly finess: string; readonly siret: string | null }>(
  "select finess, siret from finess_structure where finess = $1 or siret = $1 union select s.finess, s.siret from finess_structure s where s.legal_entity = $1",
);

/**
 * Every number under which the register of professionals may name a structure: the one asked for, its FINESS and SIRET, and those of
 * the sites of a legal entity.
 */
export const numbersOfStructure = (asked: string) =>
  Effect.map(read((db) => codesOfStructure(db, asked)), (rows): ReadonlyArray<string> => [...new Set([asked, ...rows.flatMap(({ finess, siret }) => (siret === null ? [finess] : [finess, siret]))])]);
