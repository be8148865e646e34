import { directory } from "@cpts/api/Directory";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { ofCptsInPath } from "../governance/of-cpts.ts";
import { declareHeadcount } from "./commands.ts";
import { listHeadcounts } from "./queries.ts";

const { endpoints } = directory;

export const headcountRoutes = [
  bind(endpoints.declareHeadcount, ofCptsInPath("headcount"), ({ body, params }) => Effect.map(declareHeadcount(params.id, body), (view) => ({ body: view }))),
  bind(endpoints.listHeadcounts, openData("headcount"), ({ params, query }) => Effect.map(listHeadcounts(params.id, query), (body) => ({ body }))),
];
