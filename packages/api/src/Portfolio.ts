/**
 * The contracts of an agency together: what is due, paid, spent and left of each and in all, and the deadlines that are late. What is not known is
 * counted beside the sums, never as 0.
 *
 * @example
 * ```ts
 * import { portfolioEndpoints } from "@cpts/api/Portfolio"
 *
 * portfolioEndpoints.readPortfolio.path // => "/v1/portfolio"
 * ```
 *
 * @since 0.1.0
 */
import { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { ContractId } from "@cpts/domain/Contract";
import { ContractStanding } from "@cpts/domain/ContractLife";
import { CptsId } from "@cpts/domain/Cpts";
import { RegimeOrigin } from "@cpts/domain/FundingRegime";
import { CellStatus, GridId } from "@cpts/domain/Grid";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { ReferentId } from "@cpts/domain/Referent";
import { Schema } from "effect";
import { FundingNoticeView, FundingTotal } from "./ContractFunding.ts";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";
import { exported, exportQuery } from "./Files.ts";
import { pageQuery, queryInteger } from "./Page.ts";

const cents = Schema.Int.annotate({ description: "In cents" });

/** Which contracts, of which year, as of which day. */
export const PortfolioQuery = Schema.Struct({
  year: Schema.optionalKey(queryInteger({ minimum: 2016, maximum: 2100 }).annotate({ description: "A calendar year; the whole contracts by default" })),
  asOf: Schema.optionalKey(LocalDate.annotate({ description: "Day on which contracts stand, officers follow and deadlines are late; today in Paris by default" })),
  region: Schema.optionalKey(RegionCode.annotate({ description: "Region of the departement of attachment; an agency names its own" })),
  departement: Schema.optionalKey(DepartementCode.annotate({ description: "Departement of attachment" })),
  size: Schema.optionalKey(Code.annotate({ description: "Size class in force on that day" })),
  kind: Schema.optionalKey(Code),
  regime: Schema.optionalKey(Code.annotate({ description: "Funding regime in force on that day: the name of a grid, of its family, or of a regime without one" })),
  state: Schema.optionalKey(ContractStanding.annotate({ description: "Where the contract stands on that day; without it, all that are signed" })),
  officer: Schema.optionalKey(ReferentId.annotate({ description: "Only the CPTS that this referent of the registry follows on that day, for certain or perhaps" })),
});
export type PortfolioQuery = typeof PortfolioQuery.Type;

/** A contract of a portfolio. */
export const PortfolioItem = Schema.Struct({
  contractId: ContractId,
  cptsId: CptsId,
  cptsName: Schema.NullOr(Schema.String),
  kind: Code,
  region: Schema.NullOr(Schema.String),
  departement: Schema.NullOr(Schema.String),
  standing: ContractStanding,
  sizeClass: Schema.NullOr(Schema.String),
  followed: Schema.NullOr(Schema.Literals(["yes", "unknown"])).annotate({ description: "Whether the officer asked for follows it: `unknown` where dates tell it in part; null where none was asked for" }),
  grid: Schema.NullOr(Schema.Struct({ id: GridId, version: Schema.Int, status: CellStatus }).annotate({ identifier: "PortfolioGrid" })),
  regime: Schema.NullOr(Schema.Struct({ code: Code, origin: RegimeOrigin }).annotate({ identifier: "PortfolioRegime" })).annotate({ description: "The funding regime in force on that day; null where nothing tells" }),
  due: Schema.NullOr(FundingTotal).annotate({ description: "What is to be paid in the year, or over the whole contract; null where nothing can be computed, see `notices`" }),
  earned: Schema.NullOr(FundingTotal).annotate({ description: "What the days of the year earn, whenever it is paid" }),
  paidCents: Schema.NullOr(cents).annotate({ description: "Received by the ledger of the contract; null where it has no entry of that time" }),
  spentCents: Schema.NullOr(cents).annotate({ description: "Spent by the ledger; null where it has no entry of that time" }),
  remainingCents: Schema.NullOr(cents).annotate({ description: "What is due, as far as it is known, less what is spent; null where either is not known" }),
  deadlinesLate: Schema.Int.annotate({ description: "Deadlines of missions that have passed without what was due" }),
  notices: Schema.Array(FundingNoticeView).annotate({ description: "What keeps its amounts from being whole" }),
}).annotate({ identifier: "PortfolioItem" });
export type PortfolioItem = typeof PortfolioItem.Type;

/** A sum over contracts. */
export const PortfolioSum = Schema.Struct({
  knownCents: cents,
  contracts: Schema.Int,
  atLeast: Schema.Int.annotate({ description: "Contracts of which a part is not known: the sum is at least `knownCents`" }),
  unknown: Schema.Int.annotate({ description: "Contracts of which nothing is known: they count for nothing in the sum" }),
}).annotate({ identifier: "PortfolioSum" });

/** The sums over all contracts of the portfolio, whatever the page. */
export const PortfolioTotals = Schema.Struct({
  contracts: Schema.Int,
  due: PortfolioSum,
  dueStatus: Schema.Struct({ verifiedCents: cents, provisionalCents: cents, overriddenCents: cents }).annotate({ identifier: "PortfolioStatus", description: "How far `due.knownCents` can be trusted: the three add up to it" }),
  earned: PortfolioSum,
  paid: PortfolioSum,
  spent: PortfolioSum,
  remaining: PortfolioSum,
  deadlinesLate: Schema.Int,
}).annotate({ identifier: "PortfolioTotals" });
export type PortfolioTotals = typeof PortfolioTotals.Type;

/** The contracts of an agency together. */
export const ContractPortfolio = Schema.Struct({
  year: Schema.NullOr(Schema.Int),
  asOf: LocalDate,
  totals: PortfolioTotals,
  items: Schema.Array(PortfolioItem),
  nextCursor: Schema.NullOr(Schema.String),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "ContractPortfolio" });
export type ContractPortfolio = typeof ContractPortfolio.Type;

/** Reading a portfolio, and taking it out. */
export const portfolioEndpoints = {
  readPortfolio: endpoint({
    id: "contract-portfolio.read",
    method: "GET",
    path: "/v1/portfolio",
    query: Schema.Struct({ ...PortfolioQuery.fields, ...pageQuery, ...explained }),
    response: ContractPortfolio,
    problems: ["unknown-reference"],
    permission: "portfolio.read",
    summary: { fr: "Le portefeuille de contrats d'une agence : dû, payé, dépensé, reste, échéances en retard", en: "The contracts of an agency: due, paid, spent, remaining, deadlines late" },
  }),
  exportPortfolio: exported({
    id: "contract-portfolio.export",
    path: "/v1/portfolio/export",
    query: Schema.Struct({ ...PortfolioQuery.fields, ...exportQuery }),
    permission: "portfolio.read",
    summary: { fr: "Le portefeuille de contrats d'une agence, en tableur", en: "The contracts of an agency, as a spreadsheet" },
  }),
};
