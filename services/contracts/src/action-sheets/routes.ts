import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { contractResource } from "../contracts/queries.ts";
import { addActionSheet } from "./commands.ts";
import { findActionSheets } from "./queries.ts";

const { addActionSheet: add, listActionSheets } = contracts.endpoints;

export const actionSheetRoutes = [
  bind(add, contractResource, ({ body, params }) => Effect.map(addActionSheet(params.id, body), (sheet) => ({ body: sheet }))),
  bind(listActionSheets, openData("action-sheet"), ({ params, query }) => Effect.map(findActionSheets(params.id, query), (body) => ({ body }))),
];
