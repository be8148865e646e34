import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { AmendmentChanges, amendmentFaults, type Amendable } from "./ContractAmendment.ts";
import { issuesOf } from "./IssueText.ts";
import { LocalDate } from "./LocalDate.ts";
import { PartialDate } from "./PartialDate.ts";

const date = Schema.decodeUnknownSync(PartialDate);
const today = Schema.decodeUnknownSync(LocalDate)("2028-06-15");
const first = { number: 1, signedOn: date("2027-05"), effectiveOn: date("2027-01-01") };
const contract = (given: Partial<Amendable> = {}): Amendable => ({ standing: "active", signedOn: date("2026-09-01"), last: first, capacities: ["ars", "cpts"], ...given });
const amendment = (signedOn: string, effectiveOn = signedOn, number = 2, capacities: ReadonlyArray<string> = ["ars"]) => ({ number, signedOn: date(signedOn), effectiveOn: date(effectiveOn), capacities });
const faults = (...[of, given]: [Amendable, ReturnType<typeof amendment>]) => amendmentFaults(of, given, today).map(({ _tag }) => _tag);

describe("an amendment", () => {
  it("comes in its order, whatever its dates", () => {
    expect([1, 2, 3].map((number) => faults(contract(), amendment("2028-01-01", "2028-01-01", number)))).toEqual([["AmendmentOutOfOrder"], [], ["AmendmentOutOfOrder"]]);
    expect(faults(contract({ last: null }), amendment("2028-01-01", "2028-01-01", 1))).toEqual([]);
  });

  it("is of a contract that is signed and has not ended", () => {
    for (const standing of ["draft", "terminated", "expired"] as const) expect(faults(contract({ standing }), amendment("2028-01-01"))).toEqual(["NotAmendable"]);
    for (const standing of ["signed", "active", "suspended", "renewed"] as const) expect(faults(contract({ standing }), amendment("2028-01-01"))).toEqual([]);
  });

  it("is neither signed nor in force before the one before it; an order left open is accepted", () => {
    expect(faults(contract(), amendment("2027-04-30"))).toEqual(["AmendedBefore"]);
    expect(faults(contract(), amendment("2027-04-30", "2026-12"))).toEqual(["AmendedBefore", "AmendedBefore"]);
    expect(["2027-05-01", "2027", "--02-01"].map((signedOn) => faults(contract(), amendment(signedOn, "2027-01-01")))).toEqual([[], [], []]);
    expect(faults(contract({ last: null }), amendment("2026-10-01", "2026-08-31", 1))).toEqual(["AmendedBefore"]);
  });

  it("may hold from before its signature, or from a day to come, but is not signed tomorrow", () => {
    expect(faults(contract(), amendment("2028-06-15", "2027-01-01"))).toEqual([]);
    expect(faults(contract(), amendment("2028-06-15", "2029-01-01"))).toEqual([]);
    expect(faults(contract(), amendment("2028-06-16"))).toEqual(["AmendedInTheFuture"]);
  });

  it("is signed by parties of its contract", () => {
    expect(faults(contract(), amendment("2028-01-01", "2028-01-01", 2, ["ars", "cpam", "cpts", "urps"]))).toEqual(["SignatoryNotParty", "SignatoryNotParty"]);
  });

  it("changes something, and each mission once; its sizes are those of any grid", () => {
    expect(issuesOf(AmendmentChanges, {}).map(({ key }) => key)).toEqual(["cpts-patch.empty"]);
    expect(issuesOf(AmendmentChanges, { missions: [{ code: "A", label: null }, { code: "A", label: null }] })).toEqual([{ path: ["missions", 1, "code"], key: "mission.code-repeated" }]);
    expect(issuesOf(AmendmentChanges, { sizeClass: "T5" })).toEqual([]);
  });
});
