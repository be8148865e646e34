import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { anniversaryOf, inForceOn, segmentsBetween, timelineOf, type ContractFacts } from "./ContractTimeline.ts";
import { addDays, LocalDate } from "./LocalDate.ts";
import { PartialDate } from "./PartialDate.ts";

const date = Schema.decodeUnknownSync(PartialDate);
const day = Schema.decodeUnknownSync(LocalDate);
const mission = (code: string) => ({ code, label: null });
const facts = (given: Partial<ContractFacts> = {}): ContractFacts => ({
  signedOn: date("2026-09-01"),
  inferredSignedOn: null,
  termYears: 5,
  sizeClass: "T2",
  population: 79_500,
  missions: [mission("ACCES_SOINS"), mission("PREVENTION")],
  missionStarts: [],
  amendments: [],
  steps: [],
  ...given,
});
const on = (given: Partial<ContractFacts>, at: string) => inForceOn(timelineOf(facts(given)), day(at));
const step = (action: string, at: string, termYears: number | null = null) => ({ action, on: date(at), termYears });

describe("a contract on a date", () => {
  it("is nothing before its signature, and signed from that day on", () => {
    expect(on({}, "2026-08-31")).toBeNull();
    expect(on({}, "2026-09-01")).toEqual({
      from: "2026-09-01", to: "2031-09-02", standing: "signed", certain: true, amendment: 0, sizeClass: "T2", population: 79_500,
      missions: [{ code: "ACCES_SOINS", label: null, startedOn: null }, { code: "PREVENTION", label: null, startedOn: null }], termYears: 5, lastDay: "2031-09-01", grid: null, communes: null, indicators: null,
    });
  });

  it("whose renewal is amended holds for the years of the amendment from the renewal on, not from the signature", () => {
    const given = { steps: [step("renew", "2031-08-01", 5)], amendments: [{ number: 1, on: date("2033-01-01"), changes: { termYears: 6 } }] };
    expect([on(given, "2032-01-01")?.lastDay, on(given, "2034-01-01")]).toMatchObject(["2036-09-01", { standing: "renewed", lastDay: "2037-09-01", termYears: 6 }]);
  });

  it("is active once a mission has started, and that mission alone has", () => {
    const given = { missionStarts: [{ code: "PREVENTION", on: date("2027-03-01") }] };
    expect(on(given, "2027-02-28")?.standing).toBe("signed");
    expect(on(given, "2027-03-01")).toMatchObject({ standing: "active", missions: [{ startedOn: null }, { startedOn: "2027-03-01" }] });
  });

  it("keeps its size until an amendment holds, and a mission that stays keeps its start", () => {
    const given = {
      missionStarts: [{ code: "PREVENTION", on: date("2027-03-01") }],
      amendments: [{ number: 1, on: date("2028-01-01"), changes: { sizeClass: "T3", population: 80_600, missions: [mission("PREVENTION"), mission("QUALITE_PERTINENCE")] } }],
    };
    expect(on(given, "2027-12-31")).toMatchObject({ sizeClass: "T2", amendment: 0 });
    expect(on(given, "2028-01-01")).toMatchObject({ sizeClass: "T3", population: 80_600, amendment: 1, missions: [{ code: "PREVENTION", startedOn: "2027-03-01" }, { code: "QUALITE_PERTINENCE", startedOn: null }] });
  });

  it("is suspended and resumed, and nothing comes after its termination, not even its expiry", () => {
    const given = { missionStarts: [{ code: "PREVENTION", on: date("2026-10-01") }], steps: [step("suspend", "2027-01-01"), step("resume", "2027-04-01"), step("terminate", "2028-07-01"), step("renew", "2028-08-01", 5)] };
    expect(["2026-10-01", "2027-01-01", "2027-04-01", "2028-06-30", "2028-07-01", "2029-01-01", "2040-01-01"].map((at) => on(given, at)?.standing)).toEqual([
      "active", "suspended", "active", "active", "terminated", "terminated", "terminated",
    ]);
  });

  it("expires the day after its last one unless it was renewed, whose years follow the last day", () => {
    expect(["2031-09-01", "2031-09-02"].map((at) => on({}, at)?.standing)).toEqual(["signed", "expired"]);
    const given = { steps: [step("renew", "2031-06-01", 5)] };
    expect(on(given, "2031-09-02")).toMatchObject({ standing: "renewed", lastDay: "2036-09-01" });
    expect(on(given, "2036-09-02")?.standing).toBe("expired");
    expect(on({ termYears: null }, "2099-01-01")).toMatchObject({ standing: "signed", lastDay: null });
  });

  it("reads as before on days that a document leaves open, and says so", () => {
    const given = { steps: [step("suspend", "2027-01")] };
    expect([on(given, "2026-12-31"), on(given, "2027-01-15"), on(given, "2027-01-31")].map((one) => [one?.standing, one?.certain])).toEqual([["signed", true], ["signed", false], ["suspended", true]]);
    expect(on({ signedOn: date("2026-09") }, "2026-09-10")?.certain).toBe(false);
    expect(on({ signedOn: date("--09-01"), inferredSignedOn: date("2026-09-01") }, "2027-01-01")).toMatchObject({ certain: false, lastDay: null });
    expect(on({ steps: [step("suspend", "--01-01")] }, "2027-01-01")).toMatchObject({ standing: "signed", certain: false });
    expect(timelineOf(facts({ signedOn: date("--09-01") })).segments).toEqual([]);
  });

  it("has anniversaries only where its signature is known to the day", () => {
    expect([1, 5].map((years) => anniversaryOf(timelineOf(facts()), years))).toEqual(["2027-09-01", "2031-09-01"]);
    expect(anniversaryOf(timelineOf(facts({ signedOn: date("2024-02-29") })), 1)).toBe("2025-02-28");
    expect(anniversaryOf(timelineOf(facts({ signedOn: date("2026-09") })), 1)).toBeNull();
    expect(anniversaryOf(timelineOf(facts({ signedOn: null, inferredSignedOn: date("2026-09-01") })), 1)).toBeNull();
  });
});

describe("the days of a contract", () => {
  const anyDate = fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.constantFrom(4, 7, 10)).map(([days, length]) => date(addDays(day("2024-01-01"), days).slice(0, length)));
  const anyFacts = fc.record({
    signedOn: anyDate,
    termYears: fc.option(fc.integer({ min: 1, max: 6 })),
    amendments: fc.array(fc.record({ number: fc.integer({ min: 1, max: 9 }), on: anyDate, changes: fc.record({ sizeClass: fc.constantFrom("T1", "T2", "T9") }) }), { maxLength: 3 }),
    steps: fc.array(fc.record({ action: fc.constantFrom("suspend", "resume", "renew", "terminate", "of-tomorrow"), on: anyDate, termYears: fc.option(fc.integer({ min: 1, max: 6 })) }), { maxLength: 4 }),
    missionStarts: fc.array(fc.record({ code: fc.constantFrom("PREVENTION", "OTHER"), on: anyDate }), { maxLength: 3 }),
  }).map(facts);

  it("follow each other without a hole nor an end, and none is empty", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const { segments } = timelineOf(given);
        expect(segments.length).toBeGreaterThan(0);
        expect(segments.map(({ to }) => to)).toEqual([...segments.slice(1).map(({ from }) => from), null]);
        expect(segments.every(({ from, to }) => to === null || from < to)).toBe(true);
      }),
    );
  });

  it("of a period are those of its halves, put together", () => {
    fc.assert(
      fc.property(anyFacts, fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 })), (given, [start, first, second]) => {
        const timeline = timelineOf(given);
        const [from, middle, to] = [addDays(day("2024-01-01"), start), addDays(day("2024-01-01"), start + first), addDays(day("2024-01-01"), start + first + second)];
        const days = (of: ReturnType<typeof segmentsBetween>) => of.reduce((sum, segment) => sum + (Date.parse(segment.to ?? "") - Date.parse(segment.from)), 0);
        expect(days(segmentsBetween(timeline, from, middle)) + days(segmentsBetween(timeline, middle, to))).toBe(days(segmentsBetween(timeline, from, to)));
        for (const segment of segmentsBetween(timeline, from, to)) expect(inForceOn(timeline, segment.from)?.standing).toBe(segment.standing);
      }),
    );
  });
});
