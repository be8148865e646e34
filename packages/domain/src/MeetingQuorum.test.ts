import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkVote } from "./MeetingOutcome.ts";
import { proxyFaults, quorumOf, type QuorumRule, type Seat } from "./MeetingQuorum.ts";

const presence = fc.constantFrom("present", "represented", "absent", null);
const college = fc.constantFrom("A", "B", null);
const seats = fc.array(fc.record({ id: fc.uuid(), college, presence }), { maxLength: 12 });
/** A share of one college, or of all. */
const rule: fc.Arbitrary<QuorumRule> = fc.record({ college: fc.constantFrom("A", "B", undefined), percent: fc.integer({ min: 1, max: 100 }) }).map(({ college: named, percent }) => (named === undefined ? { percent } : { college: named, percent }));

const known = (seat: Seat): boolean => seat.college !== null && seat.presence !== null;
/** Every way in which what is not known of the seats may turn out. */
const completions = (open: ReadonlyArray<Seat>): ReadonlyArray<ReadonlyArray<Seat>> =>
  open.reduce<ReadonlyArray<ReadonlyArray<Seat>>>(
    (all, seat) =>
      all.flatMap((some) =>
        (seat.college === null ? ["A", "B"] : [seat.college]).flatMap((at) => (seat.presence === null ? (["present", "absent"] as const) : [seat.presence]).map((how) => [...some, { ...seat, college: at, presence: how }])),
      ),
    [[]],
  );

describe("a quorum", () => {
  it("that is reached or not stays so whatever is learnt later of colleges and presences", () => {
    const open = seats.filter((some) => some.filter((seat) => !known(seat)).length <= 4 && some.length > 0);
    const told = fc.property(rule, fc.boolean(), open, (one, proxiesCount, some) => {
      const rules = { rules: [one], proxiesCount };
      const { verdict } = quorumOf(rules, some);
      // A college in which nobody turns out to sit has no share.
      const later = completions(some).map((whole) => quorumOf(rules, whole)).filter(({ lines }) => lines[0]?.needed !== null);
      expect(verdict === "cannot-verify" ? [] : later.filter((final) => final.verdict !== verdict)).toEqual([]);
    });
    fc.assert(told);
  });

  it("of whom all is known is told, unless nobody is invited", () => {
    const told = fc.property(rule, seats.map((some) => some.filter(known)), (one, whole) => {
      const inside = whole.filter((seat) => one.college === undefined || seat.college === one.college);
      expect(quorumOf({ rules: [one], proxiesCount: true }, whole).verdict === "cannot-verify").toBe(inside.length === 0);
    });
    fc.assert(told);
  });

  it("asks each college for its own, and proxies count where the statutes say so", () => {
    const seat = (id: string, at: string, how: "present" | "represented" | "absent"): Seat => ({ id, college: at, presence: how });
    const open = [seat("1", "Médecins", "present"), seat("2", "Médecins", "represented"), seat("3", "Infirmiers", "absent"), seat("4", "Infirmiers", "present")];
    const rules = [{ college: "Médecins", percent: 51 }, { college: "Infirmiers", minimum: 1 }];
    expect(quorumOf({ rules, proxiesCount: true }, open).verdict).toBe("reached");
    expect(quorumOf({ rules, proxiesCount: false }, open).lines.map(({ counted, needed, verdict }) => [counted, needed, verdict])).toEqual([[1, 2, "not-reached"], [1, 1, "reached"]]);
  });
});

describe("a proxy", () => {
  it("stands with someone who is there and holds no more than the statutes allow", () => {
    const entries = [
      { professionalId: "a", presence: "present" },
      { professionalId: "b", presence: "represented", proxyTo: "a" },
      { professionalId: "c", presence: "represented", proxyTo: "a" },
      { professionalId: "d", presence: "represented", proxyTo: "b" },
    ] as const;
    expect(proxyFaults(entries, 1)).toEqual([{ index: 2, code: "too-many-proxies" }, { index: 3, code: "proxy-holder-absent" }]);
    expect(proxyFaults(entries, null)).toEqual([{ index: 3, code: "proxy-holder-absent" }]);
    const [giver] = entries.filter((one) => "proxyTo" in one);
    expect(proxyFaults(entries, null, new Set([giver?.professionalId ?? ""])).map(({ code }) => code)).toContain("proxy-without-vote");
    expect(proxyFaults([{ professionalId: "a", presence: "present" }, { professionalId: "b", presence: "represented", proxyTo: "a" }], null, new Set(["a"]))).toEqual([{ index: 1, code: "proxy-holder-without-vote" }]);
  });
});

describe("a vote", () => {
  it("agrees with what was decided by the majority that the statutes ask for, or cannot be verified", () => {
    const votes = { for: 8, against: 4, abstain: 4 };
    expect((["simple", "absolute", "two-thirds"] as const).map((majority) => checkVote({ outcome: "adopted", majority, votes }, 16))).toEqual(["agrees", "differs", "agrees"]);
    expect([checkVote({ outcome: "adopted", majority: "absolute", votes }, null), checkVote({ outcome: "noted", majority: "simple", votes }, 16), checkVote({ outcome: "rejected", majority: "simple", votes }, 16)]).toEqual(["cannot-verify", "cannot-verify", "differs"]);
  });
});
