import { Grid, sizeOf } from "@cpts/domain/Grid";
import { checkTotals, gridFaults } from "@cpts/domain/GridCheck";
import { sizeClasses } from "@cpts/domain/SizeClass";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { aciGrid2019, aciGrid2022, aciGrids, missions } from "./index.ts";

const decode = Schema.decodeUnknownSync(Grid);
const places = (rows: typeof aciGrid2019.unknown) => rows.map(({ component, mission, size }) => `${mission} ${component} ${size}`);

describe.each(aciGrids.map((grid) => [grid.id, decode(grid)] as const))("the grid %s", (_, grid) => {
  it("is a grid without a fault, of missions that exist", () => {
    expect(gridFaults(grid)).toEqual([]);
    const codes = new Set(missions.entries.map(({ code }) => code));
    expect([...grid.lines, ...grid.unknown].filter(({ mission }) => mission !== null && !codes.has(mission))).toEqual([]);
  });

  it("has the sizes of the agreement", () => {
    expect(grid.sizes).toEqual(sizeClasses.map(({ code, max, maxInclusive, min, minInclusive }) => ({ code, min, max, minInclusive, maxInclusive })));
    expect(sizeOf(grid, 54_037)).toBe("T2");
  });

  it("verifies functioning and nothing else: what is recalled or of a draft is provisional", () => {
    const verified = grid.lines.filter(({ status }) => status === "verified").map(({ amountCents, component, size }) => [component, size, amountCents]);
    expect(verified).toEqual([["functioning", "T1", 5_000_000], ["functioning", "T2", 6_000_000], ["functioning", "T3", 7_500_000], ["functioning", "T4", 9_000_000]]);
    expect(new Set(grid.lines.map(({ status }) => status))).toEqual(new Set(["verified", "provisional"]));
  });
});

describe("the grid of 2019", () => {
  it("closes on the published totals of sizes 1 and 3, and leaves 52,000 and 90,000 euros of sizes 2 and 4 to be found", () => {
    const checks = checkTotals(decode(aciGrid2019));
    expect(checks.map(({ total, verdict }) => [total.size, total.amountCents, total.status, verdict])).toEqual([
      ["T1", 22_000_000, "verified", "agrees"],
      ["T2", 28_700_000, "verified", "underdetermined"],
      ["T3", 37_000_000, "verified", "agrees"],
      ["T4", 45_000_000, "verified", "underdetermined"],
    ]);
    expect(checks.map((check) => ("missingCents" in check ? check.missingCents : 0))).toEqual([0, 5_200_000, 0, 9_000_000]);
    expect(places(aciGrid2019.unknown)).toEqual(["PREVENTION", "ACCOMPAGNEMENT_PS"].flatMap((mission) => ["fixed", "variable"].flatMap((component) => ["T2", "T4"].map((size) => `${mission} ${component} ${size}`))));
  });

  it("ends on the day the frame of avenant 2 begins", () => {
    expect([aciGrid2019.effectiveTo, aciGrid2022.effectiveTo]).toEqual([aciGrid2022.effectiveFrom, null]);
  });
});

describe("the frame after avenant 2", () => {
  it("knows no amount of a mission, and the start-up aid as a draft only", () => {
    expect(aciGrid2022.lines.filter(({ component }) => component !== "functioning").map(({ amountCents, component, status }) => [component, amountCents, status])).toEqual(
      [1_500_000, 1_750_000, 2_500_000, 3_000_000].map((cents) => ["start-up", cents, "provisional"]),
    );
    expect(aciGrid2022.unknown).toHaveLength((5 * 2 + 3) * 4);
    expect(aciGrid2022.totals).toEqual([]);
  });
});
