import { contracts } from "@cpts/api/Contracts";
import type { PortfolioQuery } from "@cpts/api/Portfolio";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { placeResource } from "./place.ts";
import { findPortfolio } from "./queries.ts";
import { portfolioTable } from "./table.ts";

const { exportPortfolio, readPortfolio } = contracts.endpoints;

const ofPlace = ({ query }: { readonly query: PortfolioQuery }) => Effect.succeed(placeResource("portfolio", query));

export const portfolioRoutes = [
  bind(readPortfolio, ofPlace, ({ query }) => Effect.map(findPortfolio(query), (body) => ({ body }))),
  bind(exportPortfolio, ofPlace, ({ query }) => Effect.map(portfolioTable(query), (workbook) => ({ workbook }))),
];
