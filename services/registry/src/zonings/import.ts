import { createHash } from "node:crypto";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { ZoningId } from "@cpts/domain/RegistryLayerEvents";
import { loadCommunes, type Communes } from "@cpts/reference-data";
import type { StagedFile } from "@cpts/service-kit/files/stage";
import { toldOfCode } from "@cpts/service-kit/known/commune-codes";
import { cellName, codeOfCell } from "@cpts/documents/spreadsheets/cells";
import { columnsOf, titleReader, titleRowOf, type KnownColumns } from "@cpts/documents/spreadsheets/columns";
import { usualLimits, type Rows } from "@cpts/documents/spreadsheets/limits";
import { tableOfFile } from "@cpts/service-kit/files/table-of-file";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { Effect } from "effect";
import { sql } from "kysely";
import { write } from "../database/tables.ts";
import { layerOf } from "./queries.ts";

type Field = "commune" | "zone" | "nom";

/** What is said of a layer. */
export interface LayerSaid {
  readonly kind: string;
  readonly edition: string;
  readonly source: string;
  readonly licence: string;
}

interface Member {
  readonly commune: string;
  readonly zone: string;
  readonly nom: string;
}

const columns: KnownColumns<Field> = {
  ofTitle: titleReader<Field>({
    commune: ["commune", "code commune", "codgeo", "code insee", "insee", "insee_com", "depcom", "com", "code geo"],
    zone: ["zone", "code zone", "code", "bv2022", "bv2012", "bv", "code bv", "secteur", "code secteur", "identifiant", "id"],
    nom: ["nom", "nom zone", "nom de la zone", "libelle", "libelle zone", "libbv2022", "lib", "libelle bv", "nom secteur", "structure"],
  }),
  ofContent: [],
  repeated: new Set(),
};
/** A commune in some zones of a kind makes more rows than there are communes. */
const limits = { ...usualLimits, rows: 120_000, columns: 60, cell: 1_000 };
const mostFaults = 100;
const longestName = 200;

const fault = (code: string, fr: string, en: string, suggestion?: string): FieldFault => ({ in: "body", path: [], code, message: { fr, en }, ...(suggestion === undefined ? {} : { suggestion }) });
const refused = (...faults: ReadonlyArray<FieldFault>): Problem => new Problem({ type: "invalid-request", faults });

const membersOf = (rows: Rows, communes: Communes): Problem | ReadonlyArray<Member> => {
  const titleRow = titleRowOf(rows, columns);
  const at = new Map(columnsOf(rows, titleRow, null, columns).flatMap(({ field, index }) => (field === null ? [] : [[field, index] as const])));
  const [commune, zone, nom] = [at.get("commune"), at.get("zone"), at.get("nom")];
  if (commune === undefined || (zone ?? nom) === undefined) return refused(fault("missing-column", "il faut une colonne du code de la commune et une du code ou du nom de la zone", "a column of the code of the commune and one of the code or name of the zone are needed"));
  const faults: Array<FieldFault> = [];
  const members = rows.slice(titleRow + 1).flatMap((row, index): ReadonlyArray<Member> => {
    const [text = "", code = "", name = ""] = [row[commune], row[zone ?? -1], row[nom ?? -1]];
    if (text === "" && code === "" && name === "") return [];
    const place = cellName(titleRow + 2 + index, commune);
    const read = codeOfCell(text) ?? text;
    if (communes.territorial(read) === null) {
      const { code: why, message, suggestion } = toldOfCode(read, communes);
      faults.push(fault(why, `${place} : ${message.fr}`, `${place}: ${message.en}`, suggestion));
    }
    // A commune that is in no zone says so by an empty cell.
    return code === "" && name === "" ? [] : [{ commune: read, zone: (code || name).slice(0, longestName), nom: (name || code).slice(0, longestName) }];
  });
  if (faults.length > 0) return refused(...faults.slice(0, mostFaults));
  return members.length === 0 ? refused(fault("no-rows", "aucune commune n'est dans une zone", "no commune is in a zone")) : members;
};

const hashOf = (...parts: ReadonlyArray<unknown>): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

const replaceLayer = ({ edition, kind, licence, source }: LayerSaid, members: ReadonlyArray<Member>, layer: { readonly id: string; readonly version: number; readonly hash: string }) =>
  write(async (db) => {
    await db.deleteFrom("zoning_layer").where("kind", "=", kind).execute();
    await db.insertInto("zoning_layer").values({ kind, edition, source, licence, ...layer }).execute();
    await sql`insert into zoning_commune (kind, commune, zone, nom)
      select ${kind}, commune, zone, min(nom) from json_to_recordset(${JSON.stringify(members)}::json) as t (commune text, zone text, nom text) group by commune, zone`.execute(db);
  });

/** Replaces the layer of a kind by a file, all of it or nothing. The same file again changes nothing. */
export const importZoning = (said: LayerSaid, file: StagedFile) =>
  Effect.gen(function* () {
    const rows = yield* tableOfFile(file, limits);
    const members = membersOf(rows, yield* Effect.promise(loadCommunes));
    if (members instanceof Problem) return yield* members;
    const hash = hashOf(said, members);
    const known = yield* write(async (db) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('cpts-zonings', 0))`.execute(db);
      return db.selectFrom("zoning_layer").select(["id", "version", "hash"]).where("kind", "=", said.kind).executeTakeFirst();
    });
    if (known?.hash !== hash) yield* replaceLayer(said, members, { hash, id: known?.id ?? (yield* (yield* Ids).next), version: (known?.version ?? 0) + 1 });
    const layer = yield* layerOf(said.kind);
    if (known?.hash === hash) return layer;
    const { zoningId, version, ...told } = layer;
    yield* record(registry.events.zoningImported, { aggregateId: zoningId, aggregateVersion: version, data: { zoningId: zoningId as ZoningId, version, ...told } }); // the platform's ids are UUIDs
    return layer;
  });
