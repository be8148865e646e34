import { expect, test } from "vitest";
import type { LocalDate } from "./LocalDate.ts";
import type { PartialDate } from "./PartialDate.ts";
import { implausibility } from "./PlausibleDate.ts";

const on = (date: string, today = "2026-11-23") => implausibility(date as PartialDate, today as LocalDate)?._tag ?? null;

test.each([["1901-07-01"], ["1901"], ["1901-07"], ["2018"], ["2026-11-23"], ["2036-11-23"], ["2036"], ["2036-11"], ["--11-30"]])("%s may be meant", (date) => expect(on(date)).toBeNull());
test.each([["1901-06-30", "DateTooEarly"], ["1900", "DateTooEarly"], ["0001-01", "DateTooEarly"], ["2036-11-24", "DateTooFar"], ["2036-12", "DateTooFar"], ["2037", "DateTooFar"], ["2199-01-01", "DateTooFar"]])("%s is meant by nobody: %s", (date, tag) => expect(on(date)).toBe(tag));
test("the bound moves with the day, stands on a day that there is, and is none at the end of the calendar", () => {
  expect(implausibility("9999" as PartialDate, "2028-02-29" as LocalDate)).toEqual({ _tag: "DateTooFar", bound: "2038-02-28", source: "règle de la plateforme" });
  expect(on("9999-12-31", "9990-01-01")).toBeNull();
});
