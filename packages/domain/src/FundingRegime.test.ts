import { describe, expect, it } from "vitest";
import { fundingRegimes, regimeNamed } from "./FundingRegime.ts";

const grids = [
  { id: "aci-2019", family: "aci" },
  { id: "aci-2022", family: "aci" },
  { id: "pilote", family: "pilote" },
];

describe("the name of a funding regime", () => {
  it("stands for the grid it names, before a family of the same name", () => {
    expect(regimeNamed("aci-2019", grids)).toEqual({ _tag: "OfGrid", grid: "aci-2019" });
    expect(regimeNamed("pilote", grids)).toEqual({ _tag: "OfGrid", grid: "pilote" });
  });

  it("stands for the grids of an agreement where it names their family", () => {
    expect(regimeNamed("aci", grids)).toEqual({ _tag: "OfFamily", family: "aci" });
  });

  it("stands for money without a grid where the catalogue says so, until an operator adds a grid of that name", () => {
    expect(regimeNamed("fir", grids)).toEqual({ _tag: "WithoutGrid" });
    expect(regimeNamed("fir", [...grids, { id: "fir", family: "fir" }])).toEqual({ _tag: "OfGrid", grid: "fir" });
  });

  it("stands for nothing where no grid and no entry of the catalogue knows it, also where the catalogue knows it by grids that are not there", () => {
    expect(regimeNamed("aci-1999", grids)).toEqual({ _tag: "NoSuchRegime" });
    expect(regimeNamed("aci-2022", [])).toEqual({ _tag: "NoSuchRegime" });
  });

  it("has one entry in the catalogue, with its source", () => {
    expect(new Set(fundingRegimes.map(({ code }) => code)).size).toBe(fundingRegimes.length);
    expect(fundingRegimes.filter(({ source }) => source.length < 10)).toEqual([]);
  });
});
