import { Schema } from "effect";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LocalDate } from "./LocalDate.ts";
import { PartialDate } from "./PartialDate.ts";
import { campaignStateOf, isReminded, reminderDays, yearEndingIn } from "./ReviewCampaign.ts";

const [day, date] = [Schema.decodeUnknownSync(LocalDate), Schema.decodeUnknownSync(PartialDate)];

describe("a campaign", () => {
  test("asks for the contract year that ends in its year, where the year of the signature is known", () => {
    expect([yearEndingIn(date("2020-09-01"), 5, 2021), yearEndingIn(date("2020"), 5, 2025), yearEndingIn(date("2020-09"), 5, 2026), yearEndingIn(date("2020-09-01"), 5, 2020)]).toEqual([1, 5, null, null]);
    expect([yearEndingIn(date("--09-22"), 5, 2021), yearEndingIn(null, null, 2021), yearEndingIn(date("2020"), null, 2040)]).toEqual([null, null, 20]);
  });

  test("reminds on distinct days, in their order, none after the day it is due", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 365 })), (days) => {
        const found = reminderDays(day("2026-06-30"), days).map(({ on }) => on);
        expect(found).toEqual([...new Set(found)].toSorted());
        expect(found.every((on) => on <= "2026-06-30")).toBe(true);
      }),
    );
  });

  test("reminds nobody whose file was received or decided", () => {
    expect(([null, "preparing", "received", "to-complete", "closed"] as const).map((state) => isReminded(campaignStateOf(state)))).toEqual([true, true, false, true, false]);
  });
});
