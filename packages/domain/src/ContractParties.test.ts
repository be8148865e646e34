import { describe, expect, it } from "vitest";
import { ContractKind, PartyCapacity } from "./Contract.ts";
import { expectedOf, expectedParties, missingParties } from "./ContractParties.ts";
import { Schema } from "effect";

describe("the parties expected of a contract", () => {
  it("are three of an ACI: the CPTS, the agency, and one of the three kinds of fund", () => {
    for (const fund of ["cpam", "msa", "cgss"]) expect(missingParties("aci", ["ars", fund, "cpts"])).toEqual([]);
    expect(missingParties("aci", ["cpam"]).map(({ anyOf }) => anyOf[0])).toEqual(["cpts", "ars"]);
    expect(missingParties("aci", ["ars", "cpts"])).toEqual([{ anyOf: ["cpam", "msa", "cgss"] }]);
  });

  it("of a contrat territorial de sante rest on an announcement only, and the federation is missing at Asclepios", () => {
    expect(expectedOf("contrat-territorial-de-sante")?.status).toBe("provisional");
    expect(missingParties("contrat-territorial-de-sante", ["cpts", "ars"])).toEqual([{ anyOf: ["federation-urps"] }]);
  });

  it("of a kind of tomorrow are none", () => {
    expect([expectedOf("de-demain"), missingParties("de-demain", [])]).toEqual([null, []]);
  });

  it("are kinds and capacities that the models know", () => {
    const isKnown = (schema: typeof ContractKind | typeof PartyCapacity, code: string) => typeof Schema.decodeUnknownSync(schema as typeof ContractKind)(code) === "string";
    for (const { kind, parties } of expectedParties) {
      expect(isKnown(ContractKind, kind)).toBe(true);
      for (const code of parties.flatMap(({ anyOf }) => anyOf)) expect(isKnown(PartyCapacity, code)).toBe(true);
    }
  });
});
