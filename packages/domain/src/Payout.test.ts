import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { LocalDate } from "./LocalDate.ts";
import { amountFor, ceilingVerdict, keptUntil, rateOn } from "./Payout.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const cents = fc.nat(6_000_000);

describe("the yearly ceiling", () => {
  it("makes 30 000 EUR here and 15 000 EUR elsewhere in 2023 a warning, and 45 000 EUR here an error (domain.md, example 5)", () => {
    expect(ceilingVerdict({ ownCents: 1_500_000, elsewhereCents: 3_000_000, ceilingCents: 4_399_200 })).toBe("over-across");
    expect(ceilingVerdict({ ownCents: 4_500_000, elsewhereCents: 0, ceilingCents: 4_399_200 })).toBe("over");
    expect(ceilingVerdict({ ownCents: 4_399_200, elsewhereCents: 0, ceilingCents: 4_399_200 })).toBe("within");
    expect(ceilingVerdict({ ownCents: 1, elsewhereCents: 0, ceilingCents: null })).toBe("ceiling-unknown");
  });

  it("is an error by what the CPTS itself pays alone, and at least a warning where everything together is beyond it", () => {
    fc.assert(
      fc.property(cents, cents, cents, (ownCents, elsewhereCents, ceilingCents) => {
        const verdict = ceilingVerdict({ ownCents, elsewhereCents, ceilingCents });
        expect(verdict === "over").toBe(ownCents > ceilingCents);
        expect(verdict !== "within").toBe(ownCents + elsewhereCents > ceilingCents);
      }),
    );
  });
});

describe("a rate", () => {
  const rates = [
    { bodyId: null, from: day("2025-01-01"), name: "general" },
    { bodyId: null, from: day("2026-01-01"), name: "general 2026" },
    { bodyId: "b", from: day("2025-06-01"), name: "own" },
  ] as const;

  it("is the newest that has begun, that of the body itself first", () => {
    const named = (bodyId: string | null, on: string) => rateOn<{ readonly bodyId: never; readonly from: LocalDate; readonly name: string }>(rates as never, bodyId, day(on))?.name;
    expect([named("b", "2025-05-31"), named("b", "2026-06-01"), named("c", "2026-06-01"), named(null, "2024-12-31")]).toEqual(["general", "own", "general 2026", undefined]);
  });

  it("pays a meeting once, and an hour by the minute, rounded half up to the cent", () => {
    expect([amountFor({ unit: "meeting", amountCents: 7_500 }, 20), amountFor({ unit: "hour", amountCents: 7_501 }, 90), amountFor({ unit: "hour", amountCents: 1 }, 30)]).toEqual([7_500, 11_252, 1]);
  });

  it("by the hour pays whole hours exactly, whatever it is", () => {
    fc.assert(fc.property(cents, fc.nat(24), (amountCents, hours) => amountFor({ unit: "hour", amountCents }, hours * 60) === amountCents * hours));
  });
});

it("Accounts are kept for ten years after the year they are of", () => {
  expect(keptUntil(2023)).toBe("2033-12-31");
});
