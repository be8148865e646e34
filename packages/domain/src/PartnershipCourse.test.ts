import { Schema } from "effect";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, LocalDate } from "./LocalDate.ts";
import { PartialDate } from "./PartialDate.ts";
import type { PartnershipAgreement } from "./Partnership.ts";
import { endFaults as faultsOfEnd, lapseOf, partnershipOn, startFaults, type PartnershipBounds } from "./PartnershipCourse.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const date = Schema.decodeUnknownSync(PartialDate);

const bounds: PartnershipBounds = {
  withdrawn: false,
  plannedEarliest: day("2025-01-01"),
  plannedLatest: day("2025-01-31"),
  active: { fromEarliest: day("2026-01-01"), fromLatest: day("2026-12-31"), toEarliest: day("2028-03-01"), toLatest: day("2028-03-31") },
  givenUpOn: null,
};

describe("where a partnership stands", () => {
  test.each([
    ["2024-12-31", null],
    ["2025-01-01", "planned unknown"],
    ["2025-01-31", "planned yes"],
    ["2026-01-01", "active unknown"],
    ["2026-12-31", "active yes"],
    ["2028-02-29", "active yes"],
    ["2028-03-01", "active unknown"],
    ["2028-03-31", "ended yes"],
  ])("is told on %s as far as the dates tell: %s", (on, told) => {
    const standing = partnershipOn(bounds, day(on));
    expect(standing === null ? null : `${standing.state} ${standing.certainty}`).toBe(told);
  });

  test("was nowhere, where it was recorded in error", () => {
    expect(partnershipOn({ ...bounds, withdrawn: true }, day("2026-12-31"))).toBeNull();
  });

  test("is ended from the day on which it was given up", () => {
    const planned = { ...bounds, active: null, givenUpOn: day("2025-06-01") };
    expect([partnershipOn(planned, day("2025-05-31")), partnershipOn(planned, day("2025-06-01"))]).toEqual([{ state: "planned", certainty: "yes" }, { state: "ended", certainty: "yes" }]);
  });

  const days = fc.integer({ min: 0, max: 4_000 }).map((count) => addDays(day("2020-01-01"), count));
  const order = { nowhere: 0, planned: 1, active: 2, ended: 3 };
  test("never goes back as days pass", () => {
    fc.assert(
      fc.property(fc.array(days, { minLength: 6, maxLength: 6 }), days, days, (some, one, other) => {
        const [plannedEarliest = one, plannedLatest = one, fromEarliest = one, fromLatest = one, toEarliest = one, toLatest = one] = some.toSorted();
        const any = { withdrawn: false, plannedEarliest, plannedLatest, active: { fromEarliest, fromLatest, toEarliest, toLatest }, givenUpOn: null };
        const [first = 0, second = 0] = [one, other].toSorted().map((on) => order[partnershipOn(any, on)?.state ?? "nowhere"]);
        expect(second).toBeGreaterThanOrEqual(first);
      }),
    );
  });
});

const active = (agreement: PartnershipAgreement | null) => ({ state: "active", validFrom: date("2026"), agreement }) as const;
const endFaults = (partnership: Parameters<typeof faultsOfEnd>[0], end: Parameters<typeof faultsOfEnd>[1]) => faultsOfEnd(partnership, end, day("2026-11-23"));
const tags = (faults: ReturnType<typeof endFaults>) => faults.map(({ _tag }) => _tag);
const notice = (on: string, noticeOn?: string) => ({ on: day(on), reason: "notice", ...(noticeOn === undefined ? {} : { noticeOn: day(noticeOn) }) }) as const;

describe("a partnership ends", () => {
  test("by one party alone only after the term of its agreement, by both or for a breach at any time", () => {
    const agreement = { endsOn: day("2028-12-31") };
    expect(tags(endFaults(active(agreement), notice("2028-12-31")))).toEqual(["EndBeforeTerm"]);
    expect(tags(endFaults(active(agreement), notice("2029-01-01")))).toEqual([]);
    for (const reason of ["mutual-agreement", "breach"] as const) expect(endFaults(active(agreement), { on: day("2027-01-01"), reason })).toEqual([]);
  });

  test("after the notice that its agreement asks for, counted in months", () => {
    const agreement = { noticeMonths: 3 };
    expect(endFaults(active(agreement), notice("2027-05-29", "2027-02-28"))).toEqual([]);
    expect(endFaults(active(agreement), notice("2027-05-27", "2027-02-28"))).toMatchObject([{ _tag: "NoticeNotKept", months: 3, earliest: "2027-05-28" }]);
    expect(endFaults(active(agreement), notice("2027-05-27"))).toMatchObject([{ _tag: "NoticeNotKept", earliest: null }]);
    expect(endFaults(active(null), notice("2027-05-27"))).toEqual([]);
  });

  test("after it began, once, and is given up only as long as it is planned", () => {
    expect(tags(endFaults(active(null), { on: day("2025-12-31"), reason: "other" }))).toEqual(["PartnershipOutOfOrder"]);
    expect(tags(endFaults({ ...active(null), state: "ended" }, { on: day("2027-01-01"), reason: "other" }))).toEqual(["PartnershipStepNotAllowed"]);
    expect(tags(endFaults(active(null), { on: day("2027-01-01"), reason: "given-up" }))).toEqual(["PartnershipStepNotAllowed"]);
    expect(endFaults({ ...active(null), state: "planned" }, { on: day("2026-11-24"), reason: "given-up" })).toEqual([]);
    expect(endFaults({ ...active(null), state: "planned" }, { on: day("2026-11-25"), reason: "given-up" })).toMatchObject([{ _tag: "GivenUpAhead", latest: "2026-11-24" }]);
  });

  test("by itself after the term of its agreement, unless that goes on tacitly", () => {
    expect(lapseOf({ endsOn: day("2028-12-31") })).toBe("2029-01-01");
    expect(lapseOf({ endsOn: day("2028-12-31"), tacitRenewal: true })).toBeNull();
    expect([lapseOf({}), lapseOf(null)]).toEqual([null, null]);
  });
});

describe("a partnership begins", () => {
  test("once, and not before it was planned", () => {
    const planned = { state: "planned", plannedOn: date("2026-03"), validFrom: null, agreement: null } as const;
    expect(startFaults(planned, date("2026-02-28")).map(({ _tag }) => _tag)).toEqual(["PartnershipOutOfOrder"]);
    expect(startFaults(planned, date("2026-03"))).toEqual([]);
    expect(startFaults({ ...planned, state: "active" }, date("2026-04")).map(({ _tag }) => _tag)).toEqual(["PartnershipStepNotAllowed"]);
  });
});
