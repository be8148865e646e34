import { describe, expect, it } from "vitest";
import { paidOnce, type Evidence, type FundingFact } from "./FundingEvidence.ts";
import type { LocalDate } from "./LocalDate.ts";

const day = (text: string) => text as LocalDate;
const told = (fact: FundingFact, on: string, fields: Partial<Evidence> = {}): Evidence => ({ fact, on: day(on), mission: null, origin: fact === "letter-of-intent" ? "registry" : "prevention", document: fact, ...fields });
const crises = (evidence: ReadonlyArray<Evidence>, missions = ["CRISE_SANITAIRE"]) => paidOnce(evidence, day("2026-09-01"), missions).crises.map(({ component, mission, on }) => `${on} ${component} ${mission}`);

describe("what is paid once", () => {
  it("is the letter of intent that was validated first, or the one that someone states in its place", () => {
    const letters = [told("letter-of-intent", "2025-06-01"), told("letter-of-intent", "2025-02-01")];
    expect(paidOnce(letters, day("2026-09-01"), []).letterOfIntentOn).toBe("2025-02-01");
    expect(paidOnce([...letters, told("letter-of-intent", "2025-04-01", { origin: "statement" })], day("2026-09-01"), []).letterOfIntentOn).toBe("2025-04-01");
    expect(paidOnce([], day("2026-09-01"), []).letterOfIntentOn).toBeNull();
  });

  it("is one update in each contract year after that of the plan", () => {
    const updates = ["2026-12-01", "2027-09-01", "2028-08-31", "2028-09-01"].map((on) => told("crisis-update", on));
    expect(crises([told("crisis-plan", "2026-10-01"), ...updates])).toEqual(["2026-10-01 crisis-plan CRISE_SANITAIRE", "2027-09-01 crisis-update CRISE_SANITAIRE", "2028-09-01 crisis-update CRISE_SANITAIRE"]);
    expect(crises(updates)).toHaveLength(3);
  });

  it("is each crisis, once a day however often it is told", () => {
    expect(crises([told("crisis-occurrence", "2027-07-01"), told("crisis-occurrence", "2027-07-01", { origin: "statement" }), told("crisis-occurrence", "2027-08-01")])).toEqual(["2027-07-01 crisis-occurrence CRISE_SANITAIRE", "2027-08-01 crisis-occurrence CRISE_SANITAIRE"]);
  });

  it("counts for the mission that is named, else for each that is paid for; for none it is set aside", () => {
    expect(crises([told("crisis-plan", "2027-01-01")], ["A", "B"])).toEqual(["2027-01-01 crisis-plan A", "2027-01-01 crisis-plan B"]);
    expect(crises([told("crisis-plan", "2027-01-01", { mission: "B", origin: "statement" })], ["A", "B"])).toEqual(["2027-01-01 crisis-plan B"]);
    const aside = paidOnce([told("crisis-plan", "2027-01-01")], day("2026-09-01"), []);
    expect([aside.crises, aside.counted, aside.uncounted.map(({ fact }) => fact)]).toEqual([[], [], ["crisis-plan"]]);
  });
});
