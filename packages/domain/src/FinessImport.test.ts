import { describe, expect, test } from "vitest";
import { communeOfFiness } from "./FinessImport.ts";

describe("the commune of a FINESS structure", () => {
  test.each([
    ["451", "01", "01451"],
    ["004", "2A", "2A004"],
    ["101", "9A", "97101"],
    ["411", "9D", "97411"],
    ["611", "9F", "97611"],
    ["611", "9J", "98611"],
  ])("%s of %s is %s", (commune, departement, code) => expect(communeOfFiness(commune, departement)).toBe(code));

  test.each([["", "37"], ["03", "37"], ["0031", "37"], ["003", ""], ["003", "9Z"]])("%s of %s is none", (commune, departement) => expect(communeOfFiness(commune, departement)).toBeNull());
});
