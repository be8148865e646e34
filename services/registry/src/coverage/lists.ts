import type { LocalDate } from "@cpts/domain/LocalDate";
import { pageCursor, StorableText } from "@cpts/service-kit/http/page-cursor";
import { Effect } from "effect";
import { explainCoverage } from "./explanations.ts";
import { reportOn, type EncodedReport, type NamedScope } from "./report.ts";
import type { Territories } from "./territories.ts";

const usualLimit = 100;

/** What of a list of a report is asked for. */
interface Asked {
  readonly cursor?: string;
  readonly limit?: number;
  readonly explain?: "true" | "false";
}

/** A list of a report page by page, each page from the report of that moment: a code that has left the list meanwhile is gone on from. */
const pagesOf = <Kind extends "whiteZones" | "overlaps">(kind: Kind) => {
  const pages = pageCursor(kind, StorableText);
  return (territories: Territories, scope: NamedScope, day: LocalDate, { cursor, explain, limit = usualLimit }: Asked) =>
    Effect.map(pages.read(cursor), (after) => {
      const report = reportOn(territories, scope, day);
      const all: ReadonlyArray<EncodedReport[Kind][number]> = report[kind];
      const last = after === null ? -1 : all.findLastIndex(({ code }) => code === after);
      const first = after === null || last >= 0 ? last + 1 : all.findIndex(({ code }) => code > after);
      const page = pages.pageOf(first < 0 ? [] : all.slice(first, first + limit + 1), limit, ({ code }) => code);
      const explanations = explainCoverage(report).filter(({ figure }) => figure === kind);
      return { asOf: day, ...page, ...(explain === "true" ? { explanations } : {}) };
    });
};

export const whiteZonesPage = pagesOf("whiteZones");
export const overlapsPage = pagesOf("overlaps");
