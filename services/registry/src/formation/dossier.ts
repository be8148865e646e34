import type { CptsId } from "@cpts/domain/Cpts";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

// The one that no other follows, whether it is in force yet or not.
const lastTerritory = statement<[cptsId: string], { readonly found: number }>(`select 1 as found from territory_version v
  where v.cpts_id = $1 and v.to_latest = 'infinity' and (v.prose is not null
    or exists (select from territory_commune where version_id = v.id) or exists (select from territory_part where version_id = v.id))`);

/** Whether a CPTS says where it is, in communes, parts of communes or words. */
export const hasTerritory = (cptsId: CptsId) => Effect.map(read((db) => lastTerritory(db, cptsId)), (rows) => rows.length > 0);
