import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { addGrid, changeGrid } from "./commands.ts";
import { findGrid, listGrids } from "./queries.ts";

const endpoints = contracts.endpoints;
const open = openData("grid");

export const gridRoutes = [
  bind(endpoints.listGrids, open, ({ query }) => Effect.map(listGrids(query), (body) => ({ body }))),
  bind(endpoints.readGrid, open, ({ params, query }) => findGrid(params.id, query.atVersion)),
  bind(endpoints.addGrid, open, ({ body }) => Effect.map(Effect.andThen(addGrid(body), findGrid(body.id)), (answer) => ({ ...answer, location: `grids/${body.id}` }))),
  bind(endpoints.changeGrid, open, ({ body, ifMatch, params }) => Effect.andThen(changeGrid(params.id, body, ifMatch), findGrid(params.id))),
];
