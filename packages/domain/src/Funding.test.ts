import { describe, expect, it } from "vitest";
import { fundingOf, type Funding } from "./Funding.ts";
import { readyGrid, statusOf } from "./FundingDue.ts";
import { ruleOf } from "./FundingRules.ts";
import { simpleTimeline, type FundingTimeline } from "./FundingTimeline.ts";
import { dueIn, earnedIn, paidBetween } from "./FundingTotals.ts";
import type { FundingComponent, GridLine, ProrataRule } from "./Grid.ts";
import type { LocalDate } from "./LocalDate.ts";
import { weightedRate } from "./VariablePart.ts";

const day = (text: string) => text as LocalDate;
const source = { document: "Grid" };
const cell = (mission: string | null, component: FundingComponent, size: string, amountCents: number, status: GridLine["status"] = "provisional"): GridLine => ({ mission, component, part: null, size, amountCents, status, source });
const lines = [
  cell(null, "functioning", "T1", 5_000_000, "verified"),
  cell(null, "functioning", "T2", 6_000_000, "verified"),
  cell(null, "functioning", "T3", 7_500_000, "verified"),
  cell(null, "start-up", "T2", 1_750_000),
  cell("PREVENTION", "fixed", "T1", 1_000_000),
  cell("PREVENTION", "variable", "T1", 2_500_000),
  cell("CRISE_SANITAIRE", "crisis-plan", "T1", 2_500_000),
];
const unknown = [{ mission: "PREVENTION", component: "fixed" as const, part: null, size: "T2", source }];
const grid = (prorata: ProrataRule = "ACTUAL_365") => readyGrid({ prorata, advancePercent: 75, lines, unknown });
const prevention = { mission: "PREVENTION", from: day("2027-03-01"), to: null };
const contract = (fields: Partial<FundingTimeline> = {}, size: string | null = "T1"): FundingTimeline => ({ ...simpleTimeline({ signedOn: day("2026-09-01"), size, termYears: 5 }), ...fields });
const told = (funding: Funding, component: FundingComponent, count: number) =>
  funding.lines.filter(({ due }) => due.group.component === component).slice(0, count).map(({ amountCents, kind, on, rule }) => [on, kind, amountCents, rule]);

describe("the worked examples", () => {
  it("1: functioning of a size 2 signed on 1 September 2026 is 60,000.00 at the signature", () => {
    expect(told(fundingOf(grid(), contract({}, "T2")), "functioning", 1)).toEqual([["2026-09-01", "full", 6_000_000, "functioning-at-signature"]]);
  });

  it("2: prevention started on 1 March 2027 is 5,041.10 due: 3,780.83 then, and 1,260.27 with 7,500.00 at the anniversary", () => {
    const funding = fundingOf(grid(), contract({ missions: [prevention] }));
    expect(told(funding, "fixed", 3)).toEqual([
      ["2027-03-01", "advance", 378_083, "fixed-advance-at-start"],
      ["2027-09-01", "balance", 126_027, "fixed-balance"],
      ["2027-09-01", "advance", 750_000, "fixed-advance"],
    ]);
    const [due] = funding.dues.filter(({ group }) => group.component === "fixed");
    expect([due?.dueCents, due?.parts[0]?.units, due?.perYear]).toEqual([504_110, 184, 365]);
    expect(due && statusOf(due)).toBe("provisional");
  });

  it("2 by months: the same six months are 5,000.00; by days of the year, 184 of 365", () => {
    const dueBy = (rule: ProrataRule) => fundingOf(grid(rule), contract({ missions: [prevention] })).dues.find(({ group }) => group.component === "fixed")?.dueCents;
    expect([dueBy("MONTHS_12"), dueBy("ACTUAL_ACTUAL")]).toEqual([500_000, 504_110]);
  });

  it("3: 25,000.00 of variable part, weights 0.6 and 0.4, rates 1 and 0.5, is 20,000.00", () => {
    const { ratePpm } = weightedRate([{ weightPpm: 600_000, numerator: 1, denominator: 1 }, { weightPpm: 400_000, numerator: 1, denominator: 2 }]);
    const achieved = [{ mission: "PREVENTION", contractYear: 2, ratePpm: ratePpm ?? -1, agreedOn: day("2028-11-15") }];
    const funding = fundingOf(grid(), contract({ missions: [prevention], achieved }));
    expect(told(funding, "variable", 2)).toEqual([["2027-09-01", "after-review", null, "variable-after-review"], ["2028-11-15", "after-review", 2_000_000, "variable-after-review"]]);
    expect(paidBetween(funding, day("2028-01-01"), day("2029-01-01")).components.find(({ component }) => component === "variable")?.total.knownCents).toBe(2_000_000);
  });

  it("4: a size changes by an amendment only, from its day", () => {
    const amended = contract({ sizes: [{ from: day("2026-09-01"), size: "T2" }, { from: day("2028-09-01"), size: "T3" }] });
    const funding = fundingOf(grid(), amended);
    expect([1, 2, 3].map((year) => dueIn(funding, year).total.knownCents)).toEqual([6_000_000, 6_000_000, 7_500_000]);
  });
});

describe("functioning", () => {
  it("is paid in full while no mission runs, then 75 % at the anniversary and the balance with the next advance", () => {
    expect(told(fundingOf(grid(), contract({ missions: [{ ...prevention, from: day("2027-09-02") }] })), "functioning", 5).map(([on, kind, cents]) => [on, kind, cents])).toEqual([
      ["2026-09-01", "full", 5_000_000],
      ["2027-09-01", "full", 5_000_000],
      ["2028-09-01", "advance", 3_750_000],
      ["2029-09-01", "balance", 1_250_000],
      ["2029-09-01", "advance", 3_750_000],
    ]);
  });

  it("of a year in which the size changes was advanced as it was known, and corrected in the balance", () => {
    const timeline = contract({ missions: [prevention], sizes: [{ from: day("2026-09-01"), size: "T1" }, { from: day("2028-03-01"), size: "T2" }] });
    const [, advance, balance] = told(fundingOf(grid("ACTUAL_ACTUAL"), timeline), "functioning", 3);
    // 182 days of 50,000.00 and 184 of 60,000.00, of 366.
    expect([advance?.[2], balance?.[2]]).toEqual([3_750_000, Math.round((182 * 5_000_000 + 184 * 6_000_000) / 366) - 3_750_000]);
  });
});

describe("an end before the term", () => {
  it("pays back what was advanced beyond the time elapsed", () => {
    const funding = fundingOf(grid(), contract({ endsOn: day("2026-11-10") }, "T2"));
    // 70 of the 365 days.
    expect(told(funding, "functioning", 9).map(([on, kind, cents, rule]) => [on, kind, cents, rule])).toEqual([
      ["2026-09-01", "full", 6_000_000, "functioning-at-signature"],
      ["2026-11-10", "repayment", 1_150_685 - 6_000_000, "repayment-at-end"],
    ]);
    expect(ruleOf("repayment-at-end").status).toBe("verified");
  });

  it("pays what is still due where little was advanced", () => {
    const funding = fundingOf(grid(), contract({ missions: [prevention], endsOn: day("2027-08-31") }));
    expect(told(funding, "fixed", 9)).toEqual([["2027-03-01", "advance", 378_083, "fixed-advance-at-start"], ["2027-08-31", "balance", 501_370 - 378_083, "settlement-at-end"]]);
  });
});

describe("a suspension", () => {
  it("is not due, and is taken off the balance when it came after the advance", () => {
    const timeline = contract({ missions: [prevention], suspensions: [{ from: day("2028-01-01"), to: day("2028-07-01") }] });
    const funding = fundingOf(grid("ACTUAL_ACTUAL"), timeline);
    const [, advance, balance] = told(funding, "functioning", 3);
    const dueCents = Math.round((5_000_000 * (366 - 182)) / 366);
    expect([advance?.[2], balance?.[1], balance?.[2], balance?.[3]]).toEqual([3_750_000, "repayment", dueCents - 3_750_000, "correction-at-anniversary"]);
  });
});

describe("what is paid once", () => {
  it("is paid in full on its day: start-up aid, crisis plan", () => {
    const funding = fundingOf(grid(), { ...contract({ letterOfIntentOn: day("2026-05-01") }, "T2") });
    expect(told(funding, "start-up", 1)).toEqual([["2026-05-01", "full", 1_750_000, "start-up-in-full"]]);
    const crises = [{ mission: "CRISE_SANITAIRE", component: "crisis-plan" as const, on: day("2027-02-01") }];
    expect(told(fundingOf(grid(), contract({ crises })), "crisis-plan", 1)).toEqual([["2027-02-01", "full", 2_500_000, "crisis-in-full"]]);
  });
});

describe("what is not known", () => {
  it("is never 0: the lines say why, the total is at least what is known", () => {
    const funding = fundingOf(grid(), contract({ missions: [prevention] }, "T2"));
    const [due] = funding.dues.filter(({ group }) => group.component === "fixed");
    expect([due?.dueCents, due?.unknown]).toEqual([null, "cell"]);
    expect(told(funding, "fixed", 2).map(([, , cents]) => cents)).toEqual([null, null]);
    expect(dueIn(funding, 1).total).toEqual({ knownCents: 6_000_000, isAtLeast: true, atMostCents: null, verifiedCents: 6_000_000, provisionalCents: 0, overriddenCents: 0 });
  });

  it("before the review is the variable part, whose most is told", () => {
    const funding = fundingOf(grid(), contract({ missions: [prevention] }));
    expect(dueIn(funding, 2).total).toMatchObject({ knownCents: 6_000_000, isAtLeast: true, atMostCents: 8_500_000 });
  });

  it("is told of a mission: without a start, or that the grid does not have", () => {
    const missions = [{ mission: "PREVENTION", from: null, to: null }, { mission: "LOCALE", from: day("2027-01-01"), to: null }];
    const funding = fundingOf(grid(), contract({ missions, termYears: null }, null));
    expect(funding.notices).toEqual([{ _tag: "TermUnknown" }, { _tag: "SizeUnknown" }, { _tag: "MissionStartUnknown", mission: "PREVENTION" }, { _tag: "MissionNotInGrid", mission: "LOCALE" }]);
    expect(funding.dues.every(({ unknown: why }) => why === "size")).toBe(true);
    expect(earnedIn(funding, "ACTUAL_365", day("2027-01-01"), day("2028-01-01")).total).toMatchObject({ knownCents: 0, isAtLeast: true, atMostCents: null });
  });
});

describe("a rate", () => {
  it("over zero, above one, or of too much weight is refused by name", () => {
    expect(weightedRate([{ weightPpm: 500_000, numerator: 3, denominator: 0 }, { weightPpm: 500_000, numerator: 3, denominator: 2 }])).toEqual({
      ratePpm: null,
      faults: [{ _tag: "RatioOverZero", index: 0 }, { _tag: "RatioOutOfRange", index: 1 }],
    });
    expect(weightedRate([{ weightPpm: 1_000_001, numerator: 1, denominator: 1 }]).faults).toEqual([{ _tag: "WeightsAboveOne", weightPpm: 1_000_001 }]);
  });
});
