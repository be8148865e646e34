import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { resourceOfContract } from "../contracts/queries.ts";
import { addMoneyEntry, counterEntry, listMoneyEntries } from "./ledger.ts";
import { ledgerTable } from "./ledger-table.ts";
import { findCeiling, listCeilings, setCeiling } from "./ceilings.ts";
import { openData } from "@cpts/service-kit/http/open-data";
import { findMoney } from "./summary.ts";

const { addCounterEntry, addMoneyEntry: add, exportMoney, listMoneyEntries: list, listPassCeilings, readMoney, readPassCeiling, setPassCeiling } = contracts.endpoints;
const money = resourceOfContract("money", "cpts");
const ceiling = openData("pass-ceiling");

export const ledgerRoutes = [
  bind(add, money, ({ body, params }) => Effect.map(addMoneyEntry(params.id, body), (entry) => ({ body: entry }))),
  bind(addCounterEntry, money, ({ body, params }) => Effect.map(counterEntry(params.id, params.entryId, body), (entry) => ({ body: entry }))),
  bind(list, money, ({ params, query }) => Effect.map(listMoneyEntries(params.id, query), (body) => ({ body }))),
  bind(exportMoney, money, ({ params, query }) => Effect.map(ledgerTable(params.id, query.year), (workbook) => ({ workbook }))),
  bind(setPassCeiling, ceiling, ({ body, ifMatch, params }) => Effect.andThen(setCeiling(params.year, body, ifMatch), findCeiling(params.year))),
  bind(readPassCeiling, ceiling, ({ params }) => findCeiling(params.year)),
  bind(listPassCeilings, ceiling, ({ query }) => Effect.map(listCeilings(query), (body) => ({ body }))),
  bind(readMoney, money, ({ params, query }) => Effect.map(findMoney(params.id, query), (body) => ({ body }))),
];
