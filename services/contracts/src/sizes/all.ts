import type { contracts } from "@cpts/api/Contracts";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

type Drifted = (typeof contracts.events.contractSizeDrifted.payload)["Encoded"];
type Row = Omit<Drifted, "contractId"> & { readonly id: string };

const drifted = statement<[after: string, limit: number], Row>(`
  select d.contract_id as id, c.cpts_id as "cptsId", d.told_on as "on", d.frozen as "frozenSizeClass", d.frozen_population as "frozenPopulation", d.computed as "computedSizeClass", d.population as "computedPopulation"
  from size_drift d join contract c on c.id = d.contract_id where d.contract_id > $1 order by d.contract_id limit $2`);

/** What was told last of every size that drifted, even where it no longer does. */
export const listSizeDrifts = pagesById("contract-sizes", (after, limit) => read((db) => drifted(db, after, limit)), (rows) => Effect.succeed(rows.map(({ id, ...row }): Drifted => ({ contractId: id, ...row }))));
