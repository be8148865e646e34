import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProfessionalId } from "./Professional.ts";
import { promoted, type SignUp, type SignUpState, stateOfNewcomer } from "./SessionSignUp.ts";

const id = (number: number) => `018f6f52-9f5e-7cc1-b6a0-${String(number).padStart(12, "0")}` as ProfessionalId;

/** People come and go; gives what is left of them. */
const live = (capacity: number, steps: ReadonlyArray<number>): ReadonlyArray<SignUp> => {
  const signUps = new Map<number, SignUp>();
  for (const [number, who] of steps.entries()) {
    const before = signUps.get(who);
    const confirmed = [...signUps.values()].filter(({ state }) => state === "confirmed").length;
    const state: SignUpState = before !== undefined && before.state !== "withdrawn" ? "withdrawn" : stateOfNewcomer(capacity, confirmed);
    signUps.set(who, { professionalId: id(who), number: state === "withdrawn" ? (before?.number ?? number) : number, state });
    for (const one of promoted([...signUps.values()], capacity))
      for (const [key, signUp] of signUps) if (signUp.professionalId === one) signUps.set(key, { ...signUp, state: "confirmed" });
  }
  return [...signUps.values()];
};

describe("the sign-ups of a session", () => {
  test("never exceed its places, and nobody waits while one is free, nor is overtaken", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.nat(7), { maxLength: 40 }), (capacity, steps) => {
        const signUps = live(capacity, steps);
        const of = (wanted: SignUpState) => signUps.filter(({ state }) => state === wanted);
        expect(of("confirmed").length).toBeLessThanOrEqual(capacity);
        expect(of("waiting").length === 0 || of("confirmed").length === capacity).toBe(true);
        const lastIn = Math.max(...of("confirmed").map(({ number }) => number), -1);
        expect(of("waiting").every(({ number }) => number > lastIn)).toBe(true);
      }),
    );
  });

  test("all have a place once there is no limit", () => {
    const waiting = [2, 1].map((number): SignUp => ({ professionalId: id(number), number, state: "waiting" }));
    expect(promoted(waiting, null)).toEqual([id(1), id(2)]);
    expect(promoted(waiting, 1)).toEqual([id(1)]);
  });
});
