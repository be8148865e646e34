import type { LocalDate } from "@cpts/domain/LocalDate";
import type { CommunePart, OverlapReason } from "@cpts/domain/Territory";
import { statement } from "@cpts/service-kit/database/statement";
import { read } from "../database/tables.ts";

/** What a CPTS holds on a day, as it was given. */
export interface TerritoryOnDay {
  readonly cpts_id: string;
  readonly valid_from: string | null;
  readonly prose: string | null;
  readonly communes: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<typeof CommunePart.Encoded>;
  readonly overlaps: ReadonlyArray<typeof OverlapReason.Encoded>;
}

const inForce = statement<[ids: ReadonlyArray<string>, day: LocalDate], TerritoryOnDay>(`
  select distinct on (cpts_id) cpts_id, valid_from, prose,
    array(select commune from territory_commune where version_id = v.id order by commune collate "C") as communes,
    coalesce((select json_agg(part order by number) from territory_part where version_id = v.id), '[]'::json) as parts,
    coalesce(details->'overlaps', '[]'::json) as overlaps
  from territory_version v where cpts_id = any($1::uuid[]) and from_earliest <= $2::date and $2::date < to_latest
  order by cpts_id, (from_latest <= $2::date and $2::date < to_earliest) desc, number desc`);

/** The territories of some CPTS on a day: the certain one, else the last that is possible. */
export const territoriesOn = (ids: ReadonlyArray<string>, day: LocalDate) => read((db) => inForce(db, ids, day));
