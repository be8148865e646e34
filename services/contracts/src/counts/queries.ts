import type { ContractCountPage, ContractCountView } from "@cpts/api/ContractCounts";
import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import { externalIdsOf, idsOf } from "@cpts/service-kit/database/external-ids";
import { soleRow, statement } from "@cpts/service-kit/database/statement";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { sql, type Selectable } from "kysely";
import { dateInCalendar, dateOf, dateOfSignature } from "../contracts/dates.ts";
import { contractRow, type ContractRow } from "../contracts/queries.ts";
import { read, type ContractsTables } from "../database/tables.ts";
import { countKind } from "./commands.ts";
import { explainCounts } from "./explanations.ts";
import { besideKnown, type Anchor } from "./known.ts";

type CountRow = Selectable<ContractsTables["contract_count"]>;
type View = typeof ContractCountView.Encoded;

const held = statement<[region: string, kind: string], Pick<ContractRow, "id" | "departement" | "signature">>(
  "select id, departement, signature from contract where region = $1 and kind = $2 and state = 'signed'",
);
const oneStatement = statement<[id: string], CountRow>("select * from contract_count where id = $1");

/** A count without contract nor day cannot be put in order with anything. */
const anchorOf = (row: CountRow) =>
  Effect.gen(function* () {
    const before = row.before_contract === null ? undefined : yield* contractRow(row.before_contract);
    if (before !== undefined) return { contractId: before.id, ...dateInCalendar(before) } satisfies Anchor;
    return { contractId: null, on: dateOf(row.counted_on), orderedBy: "declared" } satisfies Anchor;
  });

const viewOf = (row: CountRow, externalIds: View["externalIds"]) =>
  Effect.gen(function* () {
    const anchor = yield* anchorOf(row);
    const signed = yield* read((db) => held(db, row.region, row.kind));
    const contracts = signed.map(({ departement, id, signature }) => ({ id, departement, ...dateOfSignature(signature) }));
    const sum = row.counts.reduce((all, { value }) => all + value, 0);
    const view: View = {
      id: row.id,
      region: row.region,
      kind: row.kind,
      before: row.before_contract,
      on: row.counted_on,
      total: row.total,
      sum,
      sumAgrees: row.total === null ? null : row.total === sum,
      counts: row.counts.map((count) => besideKnown(count, contracts, anchor)),
      provenance: row.provenance,
      externalIds,
    };
    return view;
  });

export const findContractCount = (id: string) =>
  Effect.gen(function* () {
    const row = soleRow(yield* read((db) => oneStatement(db, id)));
    return yield* viewOf(row, (yield* externalIdsOf(countKind, [id])).get(id) ?? []);
  });

type Query = QueryOf<typeof contracts.endpoints.listContractCounts>;

const pages = idCursor("contract-counts");

/** Declared counts in the order of their entry. */
export const listContractCounts = (query: Query) =>
  Effect.gen(function* () {
    const limit = query.limit ?? 50;
    const after = yield* pages.read(query.cursor);
    const ids = yield* idsOf(countKind, query.identifier);
    const rows = yield* read((db) => {
      let select = db.selectFrom("contract_count").selectAll().orderBy("id").limit(limit + 1);
      if (after !== null) select = select.where("id", ">", after);
      if (ids !== null) select = select.where(sql<boolean>`id = any(${ids}::uuid[])`);
      if (query.region !== undefined) select = select.where("region", "=", query.region);
      if (query.kind !== undefined) select = select.where("kind", "=", query.kind);
      if (query.before !== undefined) select = select.where("before_contract", "=", query.before);
      return select.execute();
    });
    const page = pages.pageOf<CountRow>(rows, limit, ({ id }) => id);
    const externalIds = yield* externalIdsOf(countKind, page.items.map(({ id }) => id));
    const items = yield* Effect.forEach(page.items, (row) => viewOf(row, externalIds.get(row.id) ?? []));
    const body: typeof ContractCountPage.Encoded = { items, nextCursor: page.nextCursor, ...(query.explain === "true" ? { explanations: explainCounts(items) } : {}) };
    return body;
  });
