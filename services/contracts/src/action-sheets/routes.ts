import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { contractResource, resourceOfContract } from "../contracts/queries.ts";
import { changeActionSheet, noteProgress } from "./change.ts";
import { addActionSheet } from "./commands.ts";
import { findActionSheet, findActionSheets } from "./queries.ts";

const { addActionSheet: add, changeActionSheet: change, listActionSheets, noteActionSheetProgress: note, readActionSheet: readOne } = contracts.endpoints;

export const actionSheetRoutes = [
  bind(add, contractResource, ({ body, params }) => Effect.map(addActionSheet(params.id, body), (sheet) => ({ body: sheet }))),
  bind(listActionSheets, openData("action-sheet"), ({ params, query }) => Effect.map(findActionSheets(params.id, query), (body) => ({ body }))),
  // What people wrote of their work is for those who work together and the agencies.
  bind(readOne, resourceOfContract("action-sheet", "cpts"), ({ params }) => findActionSheet(params.id, params.sheetId)),
  bind(change, contractResource, ({ body, ifMatch, params }) => Effect.andThen(changeActionSheet(params.id, params.sheetId, body, ifMatch), findActionSheet(params.id, params.sheetId))),
  bind(note, contractResource, ({ body, params }) => Effect.andThen(noteProgress(params.id, params.sheetId, body), Effect.map(findActionSheet(params.id, params.sheetId), ({ body: sheet }) => ({ body: sheet })))),
];
