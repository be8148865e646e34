import { describe, expect, it } from "@effect/vitest";
import { Result, Schema } from "effect";
import * as fc from "fast-check";
import { CrisisContactInput, CrisisPlanContent, mayBePublished, Phone, planFigures, updateDueOn } from "./CrisisPlan.ts";
import { addDays, daysBetween, LocalDate } from "./LocalDate.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const someone = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
const plan = (roles: ReadonlyArray<object>) => Schema.decodeUnknownSync(CrisisPlanContent)({ title: "Plan", roles, resources: [] });
const lead = { id: "lead", title: "Pilote", holders: [someone] };
const refusal = (roles: ReadonlyArray<object>, publishedOn = "2026-01-01", earliest: string | null = null) => {
  const result = mayBePublished(plan(roles), { publishedOn: day(publishedOn), earliest: earliest === null ? null : day(earliest), today: day("2026-11-22") });
  return Result.isFailure(result) ? result.failure._tag : "published";
};

describe("a crisis plan", () => {
  it("is to be updated a year later, which is 365 or 366 days, never on a day that does not exist", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const published = addDays(day("2000-01-01"), days);
        const due = updateDueOn(published);
        expect(Schema.is(LocalDate)(due)).toBe(true);
        expect([365, 366]).toContain(daysBetween(published, due));
      }),
    );
  });

  it("is published once somebody holds each of its roles", () => {
    expect([refusal([]), refusal([lead, { id: "logistics", title: "Logistique" }]), refusal([lead])]).toEqual(["NobodyHolds", "NobodyHolds", "published"]);
  });

  it("is not published on a day to come, nor before the version it follows", () => {
    expect([refusal([lead], "2026-11-23"), refusal([lead], "2025-01-01", "2025-01-02"), refusal([lead], "2025-01-02", "2025-01-02")]).toEqual(["PlanDayNotPossible", "PlanDayNotPossible", "published"]);
  });

  it("names each role once", () => {
    expect(() => plan([lead, lead])).toThrow("crisis-role.repeated");
  });

  it("counts as updated and exercised for twelve months", () => {
    const figures = (on: string) => planFigures(day("2025-03-01"), [day("2025-06-01")], day(on));
    expect(figures("2026-03-01")).toEqual({ written: true, upToDate: true, exercised: true });
    expect(figures("2026-03-02")).toEqual({ written: true, upToDate: false, exercised: true });
    expect(figures("2026-06-02").exercised).toBe(false);
    expect(planFigures(null, [], day("2026-01-01"))).toEqual({ written: false, upToDate: false, exercised: false });
  });
});

describe("a number to call", () => {
  it("is taken as people write it, and a social-security number is not one", () => {
    const isPhone = Schema.is(Phone);
    expect(["04 74 00 00 00", "+33474000000", "04.74.00.00.00", "112"].map(isPhone)).toEqual([true, true, true, true]);
    expect(["", "04 74 x", "185057800608491", "+33 474 000 000 000 0000"].map(isPhone)).toEqual([false, false, false, false]);
  });

  it("is there, public or private", () => {
    expect([{ label: "SAMU" }, { label: "SAMU", phone: "15 00" }, { label: "SAMU", privatePhone: "0600000000" }].map(Schema.is(CrisisContactInput))).toEqual([false, true, true]);
  });
});
