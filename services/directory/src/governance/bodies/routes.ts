import { directory } from "@cpts/api/Directory";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { ofCptsInPath } from "../of-cpts.ts";
import { changeBody } from "./change.ts";
import { declareBody } from "./declare.ts";
import { bodyHistory, listBodies } from "./queries.ts";

const { endpoints } = directory;
const resource = ofCptsInPath("governance");

export const bodyRoutes = [
  bind(endpoints.declareBody, resource, ({ body, params }) => Effect.map(declareBody(params.id, body), (view) => ({ body: view }))),
  bind(endpoints.changeBody, resource, ({ actor, body, params }) => Effect.map(Effect.andThen(changeBody(params.id, params.body, body), bodyHistory(params.id, params.body, actor)), (history) => ({ body: history }))),
  // Everyone may ask: each is given the words that name nobody whom they may not see.
  bind(endpoints.readBodyHistory, openData("governance"), ({ actor, params }) => Effect.map(bodyHistory(params.id, params.body, actor), (history) => ({ body: history }))),
  bind(endpoints.listBodies, openData("governance"), ({ actor, query }) =>
    Effect.gen(function* () {
      return { body: yield* listBodies({ ...query, limit: query.limit ?? 50 }, actor, query.asOf ?? (yield* today)) };
    }),
  ),
];
