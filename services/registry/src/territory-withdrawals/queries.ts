import type { WithdrawnTerritory } from "@cpts/api/TerritoryWithdrawals";
import type { CptsId } from "@cpts/domain/Cpts";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

type Withdrawn = typeof WithdrawnTerritory.Encoded;

const pageStatement = statement<[cptsId: string, after: string, limit: number], Withdrawn>(
  `select id, valid_from as "validFrom", valid_to as "validTo", territory->'communes' as communes, territory->'parts' as parts, reason, withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy", resumed
   from territory_withdrawal where cpts_id = $1 and id > $2 order by id limit $3`,
);

/** What was withdrawn of a CPTS, in the order in which it was. */
export const listWithdrawals = (cptsId: CptsId) => pagesById("territory-withdrawals", (after, limit) => read((db) => pageStatement(db, cptsId, after, limit)), Effect.succeed);
