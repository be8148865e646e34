import { describe, expect, it } from "vitest";
import type { ContractId } from "./Contract.ts";
import type { LocalDate } from "./LocalDate.ts";
import { contractOf, inForce, isSuspended, lastDayKnown, missionsOf, newestFirst, type SignedContract } from "./MissionContract.ts";
import type { PartialDate } from "./PartialDate.ts";

const today = "2026-11-22" as LocalDate;
const contract = (name: string, missions: ReadonlyArray<string>, signedOn: string | null, fields: Partial<SignedContract> = {}): SignedContract => ({
  id: name as ContractId,
  missions,
  signedOn: signedOn as PartialDate | null,
  inferredSignedOn: null,
  termYears: null,
  number: 1,
  ...fields,
});
const ids = (contracts: ReadonlyArray<SignedContract>) => contracts.map(({ id }) => id);

describe("the contract a mission is under", () => {
  it("is the newest signed one that holds the mission", () => {
    const old = contract("old", ["PREVENTION"], "2017-11-30");
    const newer = contract("newer", ["PREVENTION"], "2022");
    const other = contract("other", ["PARCOURS"], "2024");
    expect(contractOf([old, newer, other], "PREVENTION", today)?.id).toBe("newer");
    expect(contractOf([other], "PREVENTION", today)).toBeNull();
    expect(missionsOf([old, newer, other])).toEqual(["PARCOURS", "PREVENTION"]);
  });

  it("whose year nothing tells comes after those that are dated, and an inferred year tells", () => {
    const undated = contract("undated", [], "--09-22", { number: 3 });
    const unknown = contract("unknown", [], null, { number: 4 });
    const dated = contract("dated", [], "2017");
    expect(ids(newestFirst([undated, unknown, dated]))).toEqual(["dated", "unknown", "undated"]);
    expect(ids(newestFirst([{ ...undated, inferredSignedOn: "2018-09-22" as PartialDate }, dated]))).toEqual(["undated", "dated"]);
  });

  it("is none that has ended: an older one that still holds comes before it", () => {
    const long = contract("long", ["PREVENTION"], "2020", { termYears: 10 });
    const ended = contract("ended", ["PREVENTION"], "2022-03-01", { termYears: 3 });
    expect(contractOf([long, ended], "PREVENTION", "2025-03-01" as LocalDate)?.id).toBe("ended");
    expect(contractOf([long, ended], "PREVENTION", "2025-03-02" as LocalDate)?.id).toBe("long");
    expect(contractOf([ended], "PREVENTION", today)).toBeNull();
  });

  it("holds where its term or its year is not stated", () => {
    const untold = [contract("term", [], "2017"), contract("year", [], "--09-22", { termYears: 1, inferredSignedOn: "2018-09-22" as PartialDate }), contract("date", [], null, { termYears: 1 })];
    expect(ids(inForce(untold, today))).toEqual(["term", "year", "date"]);
  });

  const date = (text: string) => text as PartialDate;
  const step = (action: string, on: string, termYears: number | null = null) => ({ action, on: date(on), termYears });
  const day = (text: string) => text as LocalDate;

  it("no longer holds any mission once it is terminated, whether its year is known or not", () => {
    const steps = [step("terminate", "2025-07-01")];
    for (const signedOn of ["2024-01-01", "--01-01", null]) {
      const ended = contract("ended", ["PREVENTION"], signedOn, { steps });
      expect(contractOf([ended], "PREVENTION", day("2025-06-30"))?.id).toBe("ended");
      expect(contractOf([ended], "PREVENTION", day("2025-07-01"))).toBeNull();
      expect(lastDayKnown(ended)).toBe("2025-06-30");
    }
    const perhaps = contract("perhaps", ["PREVENTION"], "2024-01-01", { steps: [step("terminate", "2025")] });
    expect([contractOf([perhaps], "PREVENTION", day("2025-12-30"))?.id, contractOf([perhaps], "PREVENTION", day("2026-01-01"))]).toEqual(["perhaps", null]);
  });

  it("holds longer when it is renewed, and nothing while it is suspended", () => {
    const renewed = contract("renewed", ["PREVENTION"], "2020-01-01", { termYears: 5, steps: [step("renew", "2024-12-01", 5)] });
    expect([contractOf([renewed], "PREVENTION", day("2029-12-31"))?.id, contractOf([renewed], "PREVENTION", day("2030-01-02")), lastDayKnown(renewed)]).toEqual(["renewed", null, "2030-01-01"]);
    for (const signedOn of ["2024-01-01", null]) {
      const suspended = contract("suspended", ["PREVENTION"], signedOn, { steps: [step("suspend", "2025-02-01"), step("resume", "2025-03-01")] });
      const under = ["2025-01-31", "2025-02-01", "2025-03-01"].map((on) => [contractOf([suspended], "PREVENTION", day(on)) !== null, isSuspended(suspended, day(on))]);
      expect(under).toEqual([[true, false], [false, true], [true, false]]);
    }
  });

  it("has the missions that its amendments give it, from their day on", () => {
    const amendments = [{ number: 1, on: date("2025-04-01"), changes: { missions: [{ code: "PARCOURS", label: null }] } }];
    for (const signedOn of ["2024-01-01", null]) {
      const amended = contract("amended", ["PREVENTION"], signedOn, { amendments });
      expect([contractOf([amended], "PREVENTION", day("2025-03-31")) !== null, contractOf([amended], "PREVENTION", day("2025-04-01"))]).toEqual([true, null]);
      expect(missionsOf(inForce([amended], day("2025-04-01")))).toEqual(["PARCOURS"]);
    }
  });
});
