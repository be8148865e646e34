import { describe, expect, it } from "vitest";
import { contractState } from "./contract-words.ts";
import { contractsOf } from "./contracts-of.ts";

const contract = {
  contractId: "c",
  kind: "aci",
  state: "signed",
  signedOn: "--09-22",
  announcedOn: null,
  termYears: 5,
  missions: [{ code: "ACCES_SOINS", label: null }],
  population: 51707,
  sizeClass: "T2",
};

describe("a contract beside a CPTS", () => {
  it("is told with the dates that are known", () => {
    const states = [contract, { ...contract, signedOn: null }, { ...contract, state: "draft", signedOn: null, announcedOn: "2018-01-17" }, { ...contract, state: "draft", signedOn: null }];
    const read = contractsOf({ contracts: states }) ?? [];
    expect(read.map(contractState)).toEqual(["signé le 22 septembre, année non précisée", "signé, date inconnue", "en préparation, signature annoncée le 17 janvier 2018", "en préparation"]);
  });

  it("is not known where the registry does not tell it, or tells something else", () => {
    expect([contractsOf({}), contractsOf(null), contractsOf({ contracts: [{ contractId: 1 }] }), contractsOf({ contracts: [] })]).toEqual([null, null, null, []]);
  });
});
