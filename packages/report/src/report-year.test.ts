import { expect, test } from "vitest";
import { yearFault } from "./report-year.ts";

test("a report is of a year that has begun, and none is of a time before CPTS", () => {
  const refused = ["25", "2o25", "2015", "2027", "", "02025"].map((year) => yearFault(year, "2026-11-23") !== null);
  expect([refused, yearFault("2016", "2026-11-23"), yearFault("2026", "2026-11-23")]).toEqual([Array.from({ length: 6 }, () => true), null, null]);
});
