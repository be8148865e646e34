import type { contracts } from "@cpts/api/Contracts";
import type { DeadlineView } from "@cpts/api/Deadlines";
import type { QueryOf } from "@cpts/api/Endpoint";
import { ruleOfDeadline } from "@cpts/domain/ContractDeadline";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { keyCursor } from "@cpts/service-kit/http/page-cursor";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type Selectable } from "kysely";
import { read, type ContractsTables } from "../database/tables.ts";

type Row = Selectable<ContractsTables["deadline"]> & { readonly cpts_name: string | null };

const ofMissions = ["mission-start", "mission-deployment"];

const stateOf = ({ due_on: on, kind, met_on: metOn, withdrawn }: Row, day: LocalDate): DeadlineView["state"] => {
  if (withdrawn) return "withdrawn";
  if (metOn !== null) return "met";
  if (ofMissions.includes(kind)) return on < day ? "late" : "ahead";
  return on <= day ? "passed" : "ahead";
};

const viewOf = (row: Row, day: LocalDate): typeof DeadlineView.Encoded => ({
  id: row.id,
  contractId: row.contract_id,
  cptsId: row.cpts_id,
  cptsName: row.cpts_name,
  kind: row.kind,
  missions: row.mission === "" ? [] : [row.mission],
  on: row.due_on,
  state: stateOf(row, day),
  certain: row.certain,
  metOn: row.met_on,
  rule: ruleOfDeadline(row.kind, row.mission === "" ? null : row.mission),
  source: row.source,
  status: row.status,
});

const cursor = keyCursor("deadlines");

/** Deadlines by their day. */
export const listDeadlines = (query: QueryOf<typeof contracts.endpoints.listDeadlines>) =>
  Effect.gen(function* () {
    const [limit, day, after] = [query.limit ?? 50, yield* today, yield* cursor.read(query.cursor)];
    const rows: ReadonlyArray<Row> = yield* read((db) => {
      let select = db.selectFrom("deadline as d").leftJoin("known_cpts as k", "k.id", "d.cpts_id").selectAll("d").select("k.name as cpts_name").orderBy("d.due_on").orderBy("d.id").limit(limit + 1);
      if (after !== null) select = select.where(sql<boolean>`(d.due_on, d.id) > (${after[0]}, ${after[1]}::uuid)`);
      if (query.cptsId !== undefined) select = select.where("d.cpts_id", "=", query.cptsId);
      if (query.contractId !== undefined) select = select.where("d.contract_id", "=", query.contractId);
      if (query.from !== undefined) select = select.where("d.due_on", ">=", query.from);
      if (query.to !== undefined) select = select.where("d.due_on", "<=", query.to);
      if (query.late !== undefined) select = select.where(sql<boolean>`(not d.withdrawn and d.met_on is null and d.kind = any(${ofMissions}) and d.due_on < ${day}) = ${query.late === "true"}`);
      return select.execute();
    });
    const { items, nextCursor } = cursor.pageOf(rows, limit, ({ due_on: on, id }) => [on, id]);
    return { items: items.map((row) => viewOf(row, day)), nextCursor };
  });
