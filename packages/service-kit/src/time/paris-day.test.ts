import { addDays, LocalDate, parisDateFromInstant } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startOfDayInParis } from "./paris-day.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const begins = (text: string): string => new Date(startOfDayInParis(day(text))).toISOString();

describe("a day in Paris begins", () => {
  test.each([
    ["2026-01-01", "2025-12-31T23:00:00.000Z"],
    ["2026-07-01", "2026-06-30T22:00:00.000Z"],
    // The clocks go forward at two and back at three: midnight was before.
    ["2026-03-29", "2026-03-28T23:00:00.000Z"],
    ["2026-03-30", "2026-03-29T22:00:00.000Z"],
    ["2026-10-25", "2026-10-24T22:00:00.000Z"],
    ["2026-10-26", "2026-10-25T23:00:00.000Z"],
  ])("%s at %s", (text, instant) => expect(begins(text)).toBe(instant));
});

test("the beginning of a day is its first millisecond", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
      const date = addDays(day("1997-01-01"), days);
      const start = startOfDayInParis(date);
      expect([parisDateFromInstant(start), parisDateFromInstant(start - 1)]).toEqual([date, addDays(date, -1)]);
    }),
  );
});
