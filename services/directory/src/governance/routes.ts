import { directory } from "@cpts/api/Directory";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { declareOffice } from "./commands.ts";
import { correctOffice, officeHistory } from "./corrections.ts";
import { ofCptsInPath } from "./of-cpts.ts";
import { findGovernance } from "./queries.ts";

const { endpoints } = directory;

export const governanceRoutes = [
  bind(endpoints.declareOffice, ofCptsInPath("governance"), ({ body, params }) => Effect.map(declareOffice(params.id, body), (view) => ({ body: view }))),
  bind(endpoints.correctOffice, ofCptsInPath("governance"), ({ actor, body, params }) => Effect.map(Effect.andThen(correctOffice(params.id, params.statement, body), officeHistory(params.id, params.statement, actor)), (history) => ({ body: history }))),
  bind(endpoints.readOfficeHistory, openData("governance"), ({ actor, params }) => Effect.map(officeHistory(params.id, params.statement, actor), (history) => ({ body: history }))),
  // Everyone may ask: each is given the names of those whom they may see.
  bind(endpoints.readGovernance, openData("governance"), ({ actor, params, query }) =>
    Effect.gen(function* () {
      return { body: yield* findGovernance(params.id, query.asOf ?? (yield* today), actor, query.explain === "true") };
    }),
  ),
];
