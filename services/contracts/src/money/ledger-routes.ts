import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { resourceOfContract } from "../contracts/queries.ts";
import { addMoneyEntry, counterEntry, listMoneyEntries } from "./ledger.ts";
import { findMoney } from "./summary.ts";

const { addCounterEntry, addMoneyEntry: add, listMoneyEntries: list, readMoney } = contracts.endpoints;
const money = resourceOfContract("money", "cpts");

export const ledgerRoutes = [
  bind(add, money, ({ body, params }) => Effect.map(addMoneyEntry(params.id, body), (entry) => ({ body: entry }))),
  bind(addCounterEntry, money, ({ body, params }) => Effect.map(counterEntry(params.id, params.entryId, body), (entry) => ({ body: entry }))),
  bind(list, money, ({ params, query }) => Effect.map(listMoneyEntries(params.id, query), (body) => ({ body }))),
  bind(readMoney, money, ({ params, query }) => Effect.map(findMoney(params.id, query), (body) => ({ body }))),
];
