import { Result } from "effect";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LocalDate } from "./LocalDate.ts";
import { instantsOf, instantText, resolve } from "./ParisTime.ts";

const at = (date: string, time: string, occurrence?: "first" | "second") => resolve({ date: date as LocalDate, time, ...(occurrence === undefined ? {} : { occurrence }) });
const paris = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "short" });

describe("a time of day in Paris", () => {
  test("that summer time skips is refused with the first time after it", () => {
    expect(at("2026-03-29", "02:00")).toMatchObject({ failure: { _tag: "TimeSkipped", time: "02:00", next: "03:00" } });
    expect(at("2026-03-29", "02:59")).toMatchObject({ failure: { _tag: "TimeSkipped" } });
    expect([at("2026-03-29", "01:59"), at("2026-03-29", "03:00")].every(Result.isSuccess)).toBe(true);
  });

  test("that comes twice asks which, and the second is an hour later", () => {
    expect(at("2026-10-25", "02:30")).toMatchObject({ failure: { _tag: "TimeRepeated", time: "02:30" } });
    const [first, second] = (["first", "second"] as const).map((which) => Result.getOrThrow(at("2026-10-25", "02:30", which)).at);
    expect([instantText(first ?? 0), instantText(second ?? 0)]).toEqual(["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]);
  });

  test("that comes once needs no word of which, and forgets one", () => {
    expect(Result.getOrThrow(at("2026-10-25", "09:00", "second")).moment).toEqual({ date: "2026-10-25", time: "09:00" });
  });

  const minutes = fc.integer({ min: Date.UTC(1997, 0, 1) / 60_000, max: Date.UTC(2099, 11, 31) / 60_000 }).map((count) => count * 60_000);
  const nearChange = fc.tuple(fc.integer({ min: 1997, max: 2098 }), fc.constantFrom(2, 9), fc.integer({ min: -5 * 1_440, max: 5 * 1_440 })).map(([year, month, shift]) => Date.UTC(year, month, 28) + shift * 60_000);
  test("names the instant that it is read from, among one or two", () => {
    fc.assert(
      fc.property(fc.oneof(minutes, nearChange), (instant) => {
        const [date = "", time = ""] = paris.format(instant).split(" ");
        const found = instantsOf(date as LocalDate, time);
        expect(found).toContain(instant);
        expect(found.every((one) => paris.format(one) === `${date} ${time}`)).toBe(true);
        expect(instantText(instant)).toBe(new Date(instant).toISOString().replace(".000", ""));
      }),
      { numRuns: 1_000 },
    );
  });
});
