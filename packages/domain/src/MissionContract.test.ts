import { describe, expect, it } from "vitest";
import type { ContractId } from "./Contract.ts";
import type { LocalDate } from "./LocalDate.ts";
import { contractOf, inForce, missionsOf, newestFirst, type SignedContract } from "./MissionContract.ts";
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
});
