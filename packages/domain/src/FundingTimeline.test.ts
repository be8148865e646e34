import { describe, expect, it } from "vitest";
import { timelineOf, type ContractFacts } from "./ContractTimeline.ts";
import { fundingTimelineOf } from "./FundingTimeline.ts";
import type { PartialDate } from "./PartialDate.ts";

const date = (text: string) => text as PartialDate;
const mission = (code: string) => ({ code, label: null });
const facts = (fields: Partial<ContractFacts> = {}): ContractFacts => ({
  signedOn: date("2026-09-01"),
  inferredSignedOn: null,
  termYears: 5,
  sizeClass: "T2",
  population: 79_500,
  missions: [mission("PREVENTION"), mission("PARCOURS")],
  missionStarts: [],
  amendments: [],
  steps: [],
  ...fields,
});
const funded = (fields: Partial<ContractFacts> = {}) => fundingTimelineOf(timelineOf(facts(fields)));

describe("the days of a contract, for its funding", () => {
  it("are its signature, its term, its size, and missions whose start is not known yet", () => {
    expect(funded()).toMatchObject({ signedOn: "2026-09-01", termYears: 5, endsOn: null, sizes: [{ from: "2026-09-01", size: "T2" }], missions: [{ mission: "PREVENTION", from: null }, { mission: "PARCOURS", from: null }] });
  });

  it("follow amendments: a size from its day, a mission taken out, a start", () => {
    const found = funded({
      missionStarts: [{ code: "PREVENTION", on: date("2027-03-01") }, { code: "PARCOURS", on: date("2027-06-15") }],
      amendments: [{ number: 1, on: date("2028-01-01"), changes: { sizeClass: "T3", missions: [mission("PREVENTION")] } }],
    });
    expect(found?.sizes).toEqual([{ from: "2026-09-01", size: "T2" }, { from: "2028-01-01", size: "T3" }]);
    expect(found?.missions.toSorted((a, b) => (a.mission < b.mission ? -1 : 1))).toEqual([{ mission: "PARCOURS", from: "2027-06-15", to: "2028-01-01" }, { mission: "PREVENTION", from: "2027-03-01", to: null }]);
  });

  it("do not know a start told by its month", () => {
    expect(funded({ missionStarts: [{ code: "PREVENTION", on: date("2027-03") }] })?.missions[0]).toEqual({ mission: "PREVENTION", from: null, to: null });
  });

  it("hold suspensions, terminations and renewals", () => {
    const step = (action: string, on: string, termYears: number | null = null) => ({ action, on: date(on), termYears });
    expect(funded({ missionStarts: [{ code: "PREVENTION", on: date("2026-10-01") }], steps: [step("suspend", "2027-01-01"), step("resume", "2027-04-01"), step("terminate", "2028-02-01")] })).toMatchObject({
      suspensions: [{ from: "2027-01-01", to: "2027-04-01" }],
      endsOn: "2028-02-01",
    });
    expect(funded({ missionStarts: [{ code: "PREVENTION", on: date("2026-10-01") }], steps: [step("renew", "2031-08-01", 3)] })?.termYears).toBe(8);
    expect(funded({ termYears: null })?.termYears).toBeNull();
  });

  it("are not told without the day of the signature", () => {
    expect([funded({ signedOn: date("2026-09") }), funded({ signedOn: null }), funded({ signedOn: date("--09-01"), inferredSignedOn: date("2026-09-01") })]).toEqual([null, null, null]);
  });
});
