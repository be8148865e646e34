import type { TerritoryVersion } from "@cpts/api/TerritoryVersions";
import type { CptsId } from "@cpts/domain/Cpts";
import { statement } from "@cpts/service-kit/database/statement";
import { keyCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { cptsExists, cptsNotFound } from "../cpts/queries.ts";
import { read } from "../database/tables.ts";
import { computeTerritory } from "./computed.ts";
import { explain } from "./explanations.ts";
import { figuresOf } from "./figures.ts";
import { membersOf } from "./members.ts";

type Encoded = typeof TerritoryVersion.Encoded;

interface Row {
  readonly key: string;
  readonly id: string;
  readonly number: number | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly cog: string | null;
  readonly prose: string | null;
  readonly provenance: Encoded["provenance"];
  /** Of a withdrawn one all that it was. */
  readonly details: Partial<Pick<Encoded, "criteria" | "references" | "overlaps">>;
  readonly communes: ReadonlyArray<string>;
  readonly parts: Encoded["parts"];
  readonly withdrawn: Encoded["withdrawn"];
}

/** In the order of their numbers, which begin with a zero here; those that were withdrawn come behind, in the order in which they were. */
const pageStatement = statement<[cptsId: string, afterKey: string, afterId: string, limit: number], Row>(`
  select * from (
    select to_char(number, 'FM00000000') as key, id, number, valid_from as "validFrom", valid_to as "validTo", cog::text as cog, prose, provenance, details,
      array(select commune from territory_commune where version_id = v.id order by commune collate "C") as communes,
      coalesce((select json_agg(part order by number) from territory_part where version_id = v.id), '[]'::json) as parts, null::json as withdrawn
    from territory_version v where cpts_id = $1
    union all
    select 'withdrawn', id, null, valid_from, valid_to, null, territory->>'prose', territory->'provenance', territory,
      array(select json_array_elements_text(territory->'communes')), territory->'parts', json_build_object('at', withdrawn_at, 'resumed', resumed)
    from territory_withdrawal where cpts_id = $1
  ) all_versions where (key collate "C", id) > ($2, $3::uuid) order by key collate "C", id limit $4`);


/** A territory may hold two thousand communes, each with its names: so many of them are in memory at a time. */
const most = 100;
const pages = keyCursor("territory-versions");
const beforeAll: readonly [string, string] = ["", "00000000-0000-0000-0000-000000000000"];

const figuresOfRow = (computed: ReturnType<typeof computeTerritory>, withExplanations: boolean) => ({
  figures: figuresOf(computed),
  ...(withExplanations ? { explanations: explain(computed, []).filter(({ figure }) => figure === "population" || figure === "sizeClass") } : {}),
});

const withFigures = (rows: ReadonlyArray<Row>, withExplanations: boolean) =>
  read(async (db) => {
    const { communes, parts } = await membersOf(db, rows.flatMap(({ id, number }) => (number === null ? [] : [id])));
    return rows.map(({ cog, communes: codes, details: { criteria = [], overlaps = [], references = [] }, id, number, parts: given, prose, provenance, validFrom, validTo, withdrawn }): Encoded => ({
      number,
      validFrom,
      validTo,
      cog,
      communes: codes,
      parts: given,
      prose,
      provenance,
      criteria,
      references,
      overlaps,
      withdrawn,
      ...(number === null ? { figures: null } : figuresOfRow(computeTerritory(communes.get(id) ?? [], parts.get(id) ?? [], provenance.status), withExplanations)),
    }));
  });

/** The territories of one CPTS, of whatever date. */
export const listTerritories = (cptsId: CptsId, query: { readonly cursor?: string; readonly explain?: "true" | "false"; readonly limit: number }) =>
  Effect.gen(function* () {
    const [afterKey, afterId] = (yield* pages.read(query.cursor)) ?? beforeAll;
    const limit = Math.min(query.limit, most);
    if (!(yield* read((db) => cptsExists(db, cptsId)))) return yield* cptsNotFound;
    const rows = yield* read((db) => pageStatement(db, cptsId, afterKey, afterId, limit + 1));
    const { items, nextCursor } = pages.pageOf(rows, limit, ({ id, key }) => [key, id]);
    return { items: yield* withFigures(items, query.explain === "true"), nextCursor };
  });
