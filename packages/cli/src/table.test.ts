import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitTable } from "./table.ts";
import { cut, printable, widthOf } from "./width.ts";

const id = "01a2028b-f6cf-7674-bc39-a129a1550612";
const anyText = fc.oneof(fc.constantFrom("", "Saint-Amand-Montrond", "Cœur de Berry", "Orléans".normalize("NFD"), "東京都", "👩‍⚕️ soins", "a b"), fc.string({ unit: "grapheme", maxLength: 40 })).map(printable);

describe("a text", () => {
  it("is as wide as it looks: an accent takes no column, an ideograph two", () => {
    expect(["Épernon", "Épernon".normalize("NFD"), "東京", "👩‍⚕️", "", "œ", "a\u200bb"].map(widthOf)).toEqual([7, 7, 4, 2, 0, 1, 2]);
  });

  it("that is cut takes the columns it was given and no more", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, columns) => {
        const kept = cut(text, columns);
        expect(widthOf(kept)).toBeLessThanOrEqual(columns);
        expect(kept === text || kept.endsWith("…")).toBe(true);
      }),
    );
  });

  it("commands no terminal and turns no line around", () => {
    expect(printable("a\u001b[2Jb\u202ec\nd\re\u0007")).toBe("a [2Jb c d e ");
  });
});

describe("a table", () => {
  const titles = ["Id", "Nom", "Statut", "Description"];
  const rows = [
    [id, "CPTS Berry Vierzon Sologne", "active", "Secteur de la permanence des soins ambulatoires"],
    [id, "CPTS d'Orléans et de l'Ouest du Loiret", "emergence", ""],
  ];

  it("without a limit shows every cell whole", () => {
    const { leftOut, lines } = fitTable(titles, rows, null);
    expect(leftOut).toEqual([]);
    for (const cell of rows.flat()) expect(lines.join("\n")).toContain(cell);
    expect(lines[2]).not.toMatch(/ $/u);
  });

  it("narrows texts and never shortens an id, a code or a state", () => {
    const { leftOut, lines } = fitTable(titles, rows, 110);
    expect(lines.map(widthOf).filter((width) => width > 110)).toEqual([]);
    expect(lines[1]).toContain(`${id}  CPTS Berry Vierzon Sologne`);
    expect(lines[1]).toMatch(/active {5}Secteur de.*…$/u);
    expect([lines[2]?.includes("emergence"), leftOut]).toEqual([true, []]);
  });

  it("leaves out the last columns where nothing else helps, and says which", () => {
    const { leftOut, lines } = fitTable(titles, rows, 80);
    expect(leftOut).toEqual(["Description"]);
    expect(lines.map(widthOf).filter((width) => width > 80)).toEqual([]);
    expect(fitTable(titles, rows, 10)).toEqual({ lines: ["Id", id, id], leftOut: ["Nom", "Statut", "Description"] });
  });

  it("keeps every line within the terminal, whatever its cells, as soon as the first column fits", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText, anyText), { maxLength: 5 }), fc.integer({ min: 64, max: 140 }), (cells, width) => {
        const { leftOut, lines } = fitTable(["A", "B", "C"], cells, width);
        expect(lines).toHaveLength(cells.length + 1);
        expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
        expect(leftOut.length).toBeLessThan(3);
      }),
    );
  });

  it("takes more rows than a call takes arguments", () => {
    expect(fitTable(["N"], Array.from({ length: 200_000 }, (_, index) => [String(index)]), 80).lines).toHaveLength(200_001);
  });
});
