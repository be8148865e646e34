import { statement } from "@cpts/service-kit/database/statement";
import type { CptsId } from "@cpts/domain/Cpts";
import { write } from "../database/tables.ts";
import { attachment } from "./queries.ts";

const most = 10;

/** Two of one name in one departement are most often one that was registered twice, and sometimes two: told, not refused. */
const sameName = statement<[id: string], { readonly id: string; readonly name: string }>(`
  with place as (
    select v.cpts_id, c.departement from territory_version v
      join lateral (select commune from territory_commune where version_id = v.id union select commune from territory_part where version_id = v.id) t on true
      join commune c on c.code = t.commune
      where v.cpts_id in (select o.id from cpts o join cpts mine on mine.name_key = o.name_key where mine.id = $1)
    union select o.id, o.details->'attachment'->>'departement' from cpts o join cpts mine on mine.name_key = o.name_key where mine.id = $1
    union select f.cpts_id, jsonb_array_elements_text(f.fact::jsonb->'value') from fact f join cpts o on o.id = f.cpts_id join cpts mine on mine.name_key = o.name_key
      where mine.id = $1 and f.fact->>'property' = '${attachment}' and json_typeof(f.fact->'value') = 'array')
  select distinct o.id, o.name from cpts o join place p on p.cpts_id = o.id
    where o.id <> $1 and p.departement in (select departement from place where cpts_id = $1) order by o.id limit ${most}`);

/** The CPTS of the same name, written however, that share a departement with one. */
export const homonymsOf = (id: CptsId) => write((db) => sameName(db, id));
