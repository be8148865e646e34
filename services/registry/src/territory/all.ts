import type { GivenTerritory } from "@cpts/api/CptsViews";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { read } from "../database/tables.ts";
import { computeTerritory } from "./computed.ts";
import { figuresOf } from "./figures.ts";
import { membersOf } from "./members.ts";

type Encoded = typeof GivenTerritory.Encoded;

interface Row {
  readonly id: string;
  readonly cpts_id: string;
  readonly number: number;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly prose: string | null;
  readonly provenance: Encoded["provenance"];
  readonly communes: ReadonlyArray<string>;
  readonly parts: Encoded["parts"];
}

// What was given, whatever the commune data of today makes of it.
const given = statement<[after: string, limit: number], Row>(`select id, cpts_id, number, valid_from, valid_to, prose, provenance,
    array(select commune from territory_commune where version_id = v.id order by commune collate "C") as communes,
    coalesce((select json_agg(part order by number) from territory_part where version_id = v.id), '[]'::json) as parts
  from territory_version v where id > $1 order by id limit $2`);

/** A territory may hold two thousand communes, each with its names: so many of them are in memory at a time. */
const most = 100;

const withFigures = (rows: ReadonlyArray<Row>) =>
  read(async (db) => {
    const { communes, parts } = await membersOf(db, rows.map(({ id }) => id));
    return rows.map((row): Encoded => ({
      cptsId: row.cpts_id,
      number: row.number,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      communes: row.communes,
      parts: row.parts,
      prose: row.prose,
      provenance: row.provenance,
      figures: figuresOf(computeTerritory(communes.get(row.id) ?? [], parts.get(row.id) ?? [], row.provenance.status)),
    }));
  });

const pages = pagesById("territories", (after, limit) => read((db) => given(db, after, limit)), withFigures);

/** The territories of every CPTS, of whatever date. */
export const listAllTerritories = ({ limit, ...query }: { readonly cursor?: string; readonly limit: number }) => pages({ ...query, limit: Math.min(limit, most) });
