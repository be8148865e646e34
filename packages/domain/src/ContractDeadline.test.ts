import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { deadlinesOf, DeadlineKind, missionTerms, reachedFrom, ruleOfDeadline } from "./ContractDeadline.ts";
import type { ContractFacts } from "./ContractTimeline.ts";
import { LocalDate } from "./LocalDate.ts";
import { PartialDate } from "./PartialDate.ts";

const date = Schema.decodeUnknownSync(PartialDate);
const day = Schema.decodeUnknownSync(LocalDate);
const mission = (code: string) => ({ code, label: null });
const facts = (given: Partial<ContractFacts> = {}): ContractFacts => ({
  signedOn: date("2026-08-31"), inferredSignedOn: null, termYears: 5, sizeClass: null, population: null, missions: [mission("ACCES_SOINS"), mission("QUALITE_PERTINENCE")], missionStarts: [], amendments: [], steps: [], ...given,
});
const told = (given: Partial<ContractFacts> = {}, today = "2026-11-22", kind = "aci") =>
  deadlinesOf({ kind, facts: facts(given), deployments: [] }, day(today)).map(({ certain, kind: what, metOn, on, status }) => [what, on, certain, status, metOn].join(" "));

describe("the deadlines of a contract", () => {
  it("are those of its missions, counted by the calendar, its next anniversary and its end that nears", () => {
    expect(told()).toEqual([
      "mission-start 2027-02-28 yes verified ",
      "mission-deployment 2028-02-29 yes verified ",
      "contract-anniversary 2027-08-31 yes verified ",
      "expiry-in-6-months 2031-02-28 yes provisional ",
    ]);
  });

  it("of the calendar of the agreement are no other kind's", () => {
    expect(told({}, "2026-11-22", "contrat-territorial-de-sante")).toEqual(["expiry-in-6-months 2031-02-28 yes provisional "]);
    expect(missionTerms.map(({ deployedMonths, mission: code, startMonths }) => [code, startMonths, deployedMonths])).toEqual([["ACCES_SOINS", 6, 18], ["PARCOURS", 12, 24], ["PREVENTION", 12, 24], ["CRISE_SANITAIRE", 6, 18]]);
  });

  it("are met by what started, counted late where the signature is not known to the day, and none where nothing tells its year", () => {
    expect(told({ missionStarts: [{ code: "ACCES_SOINS", on: date("2026-10") }] })[0]).toBe("mission-start 2027-02-28 yes verified 2026-10");
    expect(told({ signedOn: date("2026-08") })).toEqual(["mission-start 2027-02-28 unknown verified ", "mission-deployment 2028-02-29 unknown verified ", "expiry-in-6-months 2031-02-28 yes provisional "]);
    expect(told({ signedOn: date("--08-31"), inferredSignedOn: date("2026-08-31") })).toEqual([]);
  });

  it("of a mission that an amendment brings are counted from it, provisionally", () => {
    const amendments = [{ number: 1, on: date("2026-10-01"), changes: { missions: [mission("PREVENTION")] } }];
    expect(told({ amendments })).toContain("mission-start 2027-10-01 yes provisional ");
    expect(told({ amendments }).some((text) => text.startsWith("mission-start 2027-02-28"))).toBe(false);
  });

  it("end with the contract, and anniversaries follow each other until then", () => {
    expect(told({}, "2031-09-01")).toEqual([]);
    expect(told({ steps: [{ action: "terminate", on: date("2026-11-01"), termYears: null }] })).toEqual([]);
    expect(told({}, "2027-08-31").filter((text) => text.startsWith("contract"))).toEqual(["contract-anniversary 2028-08-31 yes verified "]);
    expect(told({}, "2031-08-31").filter((text) => text.startsWith("contract"))).toEqual([]);
  });

  it("are late the day after, while an anniversary is there on its day; each has its rule in words", () => {
    expect(reachedFrom({ kind: "mission-start", on: day("2027-02-28") })).toBe("2027-03-01");
    expect(reachedFrom({ kind: "contract-anniversary", on: day("2027-08-31") })).toBe("2027-08-31");
    for (const kind of DeadlineKind.literals) expect(ruleOfDeadline(kind, "PREVENTION").fr).toMatch(/^\p{Lu}[^?]+\.$/u);
    expect(ruleOfDeadline("mission-start", "PREVENTION").en).toContain("12 months");
    expect(ruleOfDeadline("of-tomorrow", null).en).toBe('Deadline "of-tomorrow".');
  });
});
