import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { remainingOf, sumOf, type ContractAmount } from "./Portfolio.ts";

const amount: fc.Arbitrary<ContractAmount | null> = fc.option(fc.record({ cents: fc.integer({ min: -1_000_000, max: 1_000_000 }), isAtLeast: fc.boolean() }));

describe("a sum over contracts", () => {
  test("adds up over any cut of the contracts, and in any order", () => {
    fc.assert(fc.property(fc.array(amount), fc.array(amount), (some, others) => {
      const [a, b, both] = [sumOf(some), sumOf(others), sumOf([...others, ...some])];
      expect(both).toEqual({ knownCents: a.knownCents + b.knownCents, contracts: a.contracts + b.contracts, atLeast: a.atLeast + b.atLeast, unknown: a.unknown + b.unknown });
    }));
  });

  test("tells every contract that it does not know whole", () => {
    fc.assert(fc.property(fc.array(amount), (amounts) => {
      const { atLeast, contracts, unknown } = sumOf(amounts);
      expect(contracts - atLeast - unknown).toBe(amounts.filter((one) => one !== null && !one.isAtLeast).length);
    }));
  });

  test("of what remains is the sum of envelopes less what is spent, where both are known", () => {
    fc.assert(fc.property(fc.array(fc.tuple(amount, fc.option(fc.nat(1_000_000)))), (contracts) => {
      const known = contracts.flatMap(([envelope, spent]) => (envelope === null || spent === null ? [] : [{ envelope, spent }]));
      const remaining = sumOf(contracts.map(([envelope, spent]) => remainingOf(envelope, spent)));
      expect(remaining.knownCents).toBe(known.reduce((sum, { envelope, spent }) => sum + envelope.cents - spent, 0));
      expect(remaining.unknown).toBe(contracts.length - known.length);
    }));
  });
});
