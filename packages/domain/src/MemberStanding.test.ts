import { describe, expect, test } from "vitest";
import type { LocalDate } from "./LocalDate.ts";
import { standingOn } from "./MemberStanding.ts";
import type { PartialDate } from "./PartialDate.ts";

const on = (day: string, ...spans: ReadonlyArray<readonly [string | null, string | null]>) =>
  standingOn(spans.map(([from, to]) => ({ from: from as PartialDate | null, to: to as PartialDate | null })), day as LocalDate);

describe("somebody", () => {
  test("without a known membership is not a member, nor before it begins", () => {
    expect([on("2026-11-22"), on("2026-11-22", ["2027-01-01", null])]).toEqual(["not-a-member", "not-a-member"]);
  });

  test("is a member from the first day to the day before the end", () => {
    expect(["2025-12-31", "2026-01-01", "2026-06-29", "2026-06-30"].map((day) => on(day, ["2026-01-01", "2026-06-30"]))).toEqual(["not-a-member", "member", "member", "ended"]);
  });

  test("whose membership ends in a year that is not over may be a member", () => {
    expect([on("2026-05-01", [null, "2026"]), on("2027-01-01", [null, "2026"]), on("2026-05-01", ["2026", null])]).toEqual(["unknown", "ended", "unknown"]);
  });

  test("who came back is a member whatever ended before", () => {
    expect(on("2026-05-01", ["2017", "2020"], ["2024", null])).toBe("member");
  });
});
