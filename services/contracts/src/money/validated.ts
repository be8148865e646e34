import type { contracts } from "@cpts/api/Contracts";
import { statement } from "@cpts/service-kit/database/statement";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

type Validated = (typeof contracts.events.payoutsValidated.payload)["Encoded"];
type Row = Omit<Validated, "statementId"> & { readonly id: string };

const sumOf = (kind: string): string => `(select coalesce(sum(l.amount_cents), 0)::float8 from payout_line l where l.statement_id = s.id and l.line->>'kind' = '${kind}')`;
const validated = statement<[after: string, limit: number], Row>(`
  select s.id, s.cpts_id as "cptsId", s.month, ${sumOf("indemnity")} as "indemnitiesCents", ${sumOf("remuneration")} as "remunerationsCents"
  from payout_statement s where s.id > $1 order by s.id limit $2`);

/** Every month that was validated, by its totals. */
export const listValidated = pagesById("payout-statements", (after, limit) => read((db) => validated(db, after, limit)), (rows) => Effect.succeed(rows.map(({ id, ...row }): Validated => ({ statementId: id, ...row }))));
