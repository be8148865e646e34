import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { LocalDate } from "./LocalDate.ts";
import { compareReceipts, entryFaults, sumEntries } from "./Money.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const entries = fc.array(fc.record({ kind: fc.constantFrom("budget", "committed", "spent", "carried-over", "received"), amountCents: fc.integer({ min: -1_000_000, max: 1_000_000 }) }));

describe("the sums of a ledger", () => {
  it("of two parts add up to those of the whole, and a counter-entry undoes its entry", () => {
    fc.assert(
      fc.property(entries, entries, (some, others) => {
        const [one, other, whole] = [sumEntries(some), sumEntries(others), sumEntries([...some, ...others])];
        expect(whole.remainingCents).toBe(one.remainingCents + other.remainingCents);
        const undone = sumEntries([...some, ...some.map(({ amountCents, kind }) => ({ kind, amountCents: -amountCents }))]);
        expect(Object.values(undone).every((sum) => sum === 0)).toBe(true);
      }),
    );
  });
});

describe("an entry", () => {
  it("is of a year of its contract; money moves after the signature and not in the future, a budget may be voted before", () => {
    const contract = { signedOn: day("2024-06-01"), lastDay: day("2029-05-31") };
    const of = (kind: "budget" | "spent", on: string, year: number) => entryFaults({ kind, on: day(on), year }, contract, day("2026-11-22"));
    expect([of("budget", "2024-01-10", 2024), of("spent", "2024-01-10", 2024), of("spent", "2027-01-01", 2027)]).toEqual([[], ["before-signature"], ["in-the-future"]]);
    expect([of("budget", "2026-01-01", 2023), of("budget", "2026-01-01", 2030)]).toEqual([["year-before-contract"], ["year-after-contract"]]);
    expect(entryFaults({ kind: "spent", on: day("2019-01-01"), year: 2019 }, { signedOn: null, lastDay: null }, day("2026-11-22"))).toEqual([]);
  });
});

it("A receipt that differs says which way, and that what was due is not known whole", () => {
  expect(compareReceipts({ dueCents: 100, receivedCents: 60, unknown: 1 })).toEqual({ differenceCents: -40, reasons: ["not-received", "amounts-unknown"] });
  expect([compareReceipts({ dueCents: 1, receivedCents: 1, unknown: 0 }).reasons, compareReceipts({ dueCents: 1, receivedCents: 2, unknown: 0 }).reasons]).toEqual([["as-due"], ["received-more"]]);
});
