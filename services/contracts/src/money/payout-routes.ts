import { contracts } from "@cpts/api/Contracts";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { bind } from "@cpts/service-kit/http/bind";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { addEntry, listRates, setRate } from "./entries.ts";
import { payoutTable } from "./payout-table.ts";
import { findStatement } from "./statement.ts";
import { validatePayouts } from "./validate.ts";

const { addPayoutEntry, exportPayouts, listPayoutRates, readPayoutStatement, setPayoutRate, validatePayouts: validate } = contracts.endpoints;

const ofBody = ({ actor, body }: { readonly actor: Actor; readonly body: { readonly cptsId: CptsId } }) => cptsResource({ kind: "money", id: body.cptsId, actor, visibility: "cpts", path: ["cptsId"] });
const ofQuery = ({ actor, query }: { readonly actor: Actor; readonly query: { readonly cpts: CptsId } }) => cptsResource({ kind: "money", id: query.cpts, actor, visibility: "cpts", path: ["cpts"] });

export const payoutRoutes = [
  bind(setPayoutRate, ofBody, ({ body }) => Effect.map(setRate(body), (rate) => ({ body: rate }))),
  bind(listPayoutRates, ofQuery, ({ query }) => Effect.map(listRates(query.cpts), (body) => ({ body }))),
  bind(addPayoutEntry, ofBody, ({ body }) => Effect.map(addEntry(body), (entry) => ({ body: entry }))),
  bind(readPayoutStatement, ofQuery, ({ params, query }) => Effect.map(findStatement(params.month, query), (body) => ({ body }))),
  bind(validate, ofBody, ({ body }) => Effect.map(validatePayouts(body), (statement) => ({ body: statement }))),
  bind(exportPayouts, ofQuery, ({ query }) => Effect.map(payoutTable(query.cpts, query.year), (workbook) => ({ workbook }))),
];
