import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { historyFaults, overlapFault, partyFaults, projectVerdict } from "./ContractGuards.ts";
import type { ContractFacts } from "./ContractTimeline.ts";
import { LocalDate } from "./LocalDate.ts";
import { PartialDate } from "./PartialDate.ts";

const date = Schema.decodeUnknownSync(PartialDate);
const today = Schema.decodeUnknownSync(LocalDate)("2026-11-22");
const facts = (given: Partial<ContractFacts> = {}): ContractFacts => ({ signedOn: date("2020-09-01"), inferredSignedOn: null, termYears: 5, sizeClass: null, population: null, missions: [{ code: "PREVENTION", label: null }], missionStarts: [], amendments: [], steps: [], ...given });
const overlap = (kind: string, signedOn: string | null, of: Partial<ContractFacts> = {}) => overlapFault(kind, facts({ signedOn: signedOn === null ? null : date(signedOn) }), [{ id: "other", facts: facts(of) }]);

describe("a contract that is to be signed", () => {
  it("has every party that a verified text asks for: the fund may be any of three", () => {
    expect(partyFaults("aci", ["cpts", "ars"])).toMatchObject([{ anyOf: ["cpam", "msa", "cgss"], kind: "aci" }]);
    for (const fund of ["cpam", "msa", "cgss"]) expect(partyFaults("aci", ["cpts", "ars", fund])).toEqual([]);
    expect([partyFaults("contrat-territorial-de-sante", []), partyFaults("of-tomorrow", [])]).toEqual([[], []]);
  });

  it("does not hold beside another of its kind where there is one at a time", () => {
    expect(overlap("aci", "2024-01-01")).toMatchObject({ otherId: "other", from: "2024-01-01" });
    expect(overlap("aci", "2025-09-02")).toBeNull();
    expect(overlap("aci", "2024-01-01", { steps: [{ action: "terminate", on: date("2023-12-31"), termYears: null }] })).toBeNull();
    expect(overlap("accord-ars", "2024-01-01")).toBeNull();
    expect(overlap("aci", null)).toBeNull();
  });

  it("comes after the validation of its project as far as dates tell", () => {
    expect([["2020-09-01", "2020-08-31"], ["2020-09-01", "2020-09-01"], ["2020-09-01", "2020-09-02"], ["2020-09", "2020-09-02"], ["2020-09-01", null], [null, "2020-09-01"]].map(([signedOn = null, validatedOn = null]) => projectVerdict(signedOn === null ? null : date(signedOn), validatedOn === null ? null : date(validatedOn)))).toEqual(["after", "after", "before", "unknown", "unknown", "unknown"]);
  });
});

describe("a history", () => {
  const tags = (given: Partial<ContractFacts>) => historyFaults(facts(given), today).map(({ _tag }) => _tag);
  const step = (action: string, on: string) => ({ action, on: date(on), termYears: null });

  it("may be incomplete, and is not certainly out of order", () => {
    expect(tags({ steps: [step("resume", "2021"), step("suspend", "2021-03")] })).toEqual([]);
    expect(tags({ steps: [step("suspend", "2022"), step("resume", "2021-03")] })).toEqual(["HistoryOutOfOrder"]);
    expect(tags({ steps: [step("suspend", "2020-08")] })).toEqual(["HistoryOutOfOrder"]);
    expect(tags({ steps: [step("terminate", "2027-01-01")] })).toEqual([]);
    expect(tags({ steps: [step("suspend", "2027-01-01")] })).toEqual(["HistoryInTheFuture"]);
  });

  it("may miss an amendment, but has none twice, and its missions that started are its own", () => {
    const amendment = (number: number, on: string, changes = {}) => ({ number, on: date(on), changes });
    expect(tags({ amendments: [amendment(1, "2021"), amendment(3, "2022")] })).toEqual([]);
    expect(tags({ amendments: [amendment(2, "2021"), amendment(2, "2022")] })).toEqual(["AmendmentNumberTaken"]);
    expect(tags({ missionStarts: [{ code: "PREVENTION", on: date("2021") }, { code: "OTHER", on: date("2021") }] })).toEqual(["MissionNotOfContract"]);
    expect(tags({ amendments: [amendment(1, "2021", { missions: [{ code: "OTHER", label: null }] })], missionStarts: [{ code: "OTHER", on: date("2021") }] })).toEqual([]);
  });
});
