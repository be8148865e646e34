import { readFileSync } from "node:fs";
import { historyOf } from "@cpts/domain/CogMovement";
import { describe, expect, it } from "vitest";
import { loadCogMovements } from "../src/CogMovements.ts";
import { loadCommunes } from "../src/Communes.ts";
import { movementsModule, readEditions } from "./movements.ts";

const editions = readEditions();

describe("the movements between editions", () => {
  it("are what the sources give today", () => {
    expect(readFileSync(new URL("../src/generated/cog-movements.ts", import.meta.url), "utf8") === movementsModule(editions)).toBe(true);
  });

  it("give back every commune of every edition by its name, and no other", async () => {
    const [{ current }, { movements }] = [await loadCommunes(), await loadCogMovements()];
    const history = historyOf(movements.map(({ edition, from, to }) => ({ on: `${edition}-01-01`, from, to })), (code) => current(code)?.nom ?? null);
    const codes = new Set([...editions.values()].flatMap((communes) => [...communes.keys()]));
    const wrong = [...editions].flatMap(([year, communes]) => [...codes].filter((code) => history.nameOn(code, `${year}-06-30`) !== (communes.get(code)?.nom ?? null)).map((code) => `${year} ${code}`));
    expect(wrong).toEqual([]);
    expect([...editions].map(([year, { size }]) => [year, size])).toEqual([[2021, 35_059], [2022, 35_049], [2023, 35_039], [2024, 35_029], [2025, 34_969], [2026, 34_969]]);
  });
});
