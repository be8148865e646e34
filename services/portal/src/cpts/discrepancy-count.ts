import { count } from "@cpts/report/french";
import type { Discrepancy } from "../platform.ts";

/** How many discrepancies there are, and how many of them are explained or cannot be verified. */
export const discrepancyCount = (discrepancies: ReadonlyArray<Discrepancy>): { readonly total: string; readonly among: string } => {
  const withVerdict = (verdict: Discrepancy["verdict"]): number => discrepancies.filter((one) => one.verdict === verdict).length;
  const explained = withVerdict("explained");
  const unverifiable = withVerdict("cannot-tell");
  return {
    total: count(discrepancies.length, "écart"),
    among: [...(explained === 0 ? [] : [count(explained, "expliqué")]), ...(unverifiable === 0 ? [] : [count(unverifiable, "invérifiable")])].join(", "),
  };
};
