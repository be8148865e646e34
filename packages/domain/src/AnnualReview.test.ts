import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missingOf, rateFaults, stateAfter } from "./AnnualReview.ts";

const indicator = { indicator: "PRE-01", mission: "PREVENTION", hasTarget: true, isObserved: true, isValidated: true, proofRequired: true, hasProof: true };
const whole = { hasReport: true, missions: ["PREVENTION"], sheetMissions: ["PREVENTION"], indicators: [indicator], unanswered: [] };

describe("the file of an annual review", () => {
  it("lacks nothing when report, observations, validations, proofs, sheets and answers are there", () => {
    expect(missingOf(whole)).toEqual([]);
  });

  it("lacks what its contract, missions, indicators, sheets and questions ask for, each named", () => {
    const missing = missingOf({ hasReport: false, missions: ["PREVENTION", "PARCOURS"], sheetMissions: ["PREVENTION"], indicators: [{ ...indicator, isValidated: false, hasProof: false }, { ...indicator, indicator: "PRE-02", isObserved: false }], unanswered: ["Q1"] });
    expect(missing.map(({ about, code }) => `${code} ${about}`)).toEqual(["report null", "proof PRE-01", "validation PRE-01", "observation PRE-02", "mission-indicator PARCOURS", "mission-sheet PARCOURS", "answer Q1"]);
  });

  it("asks nothing of an indicator without a target, whatever is known of it", () => {
    fc.assert(fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (isObserved, isValidated, hasProof) => {
      expect(missingOf({ ...whole, missions: [], indicators: [{ ...indicator, hasTarget: false, isObserved, isValidated, hasProof }] })).toEqual([]);
    }));
  });
});

describe("decided rates", () => {
  it("need no reason when they are those computed", () => {
    fc.assert(fc.property(fc.integer(), (ratePpm) => {
      expect(rateFaults([{ mission: "A", ratePpm }], [{ mission: "A", ratePpm, reason: null }])).toEqual([]);
      expect(rateFaults([{ mission: "A", ratePpm }], [])).toEqual([]);
    }));
  });

  it("say why they depart, decide what could not be computed, and nothing else", () => {
    const decided = [{ mission: "A", ratePpm: 1, reason: null }, { mission: "A", ratePpm: 2, reason: "x" }, { mission: "C", ratePpm: 2, reason: "x" }];
    expect(rateFaults([{ mission: "A", ratePpm: 2 }, { mission: "B", ratePpm: null }], decided)).toEqual([
      { _tag: "ReasonMissing", index: 0 },
      { _tag: "DecidedTwice", index: 1, mission: "A" },
      { _tag: "NotWeighed", index: 2, mission: "C" },
      { _tag: "Undecided", mission: "B" },
    ]);
  });
});

describe("a review", () => {
  it("is received, sent back and received again, and once closed it moves no more", () => {
    expect([stateAfter("preparing", "submit"), stateAfter("received", "return"), stateAfter("to-complete", "submit"), stateAfter("received", "close")]).toEqual(["received", "to-complete", "received", "closed"]);
    expect((["submit", "return", "close"] as const).map((action) => stateAfter("closed", action))).toEqual([null, null, null]);
    expect(stateAfter("preparing", "close")).toBeNull();
  });
});
