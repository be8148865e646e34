import { expect, it } from "vitest";
import { figure, tableText, withNoise } from "./table.ts";

it("columns are as wide as their widest cell, figures to the right", () => {
  expect(tableText({ head: ["what", "ms"], rows: [["a long name", "1"], ["b", "1,234"]] })).toBe(
    ["| what        |    ms |", "| ----------- | ----: |", "| a long name |     1 |", "| b           | 1,234 |"].join("\n"),
  );
});

it("a row that is too short is filled with nothing", () => {
  expect(tableText({ head: ["a", "b"], rows: [["x"]] }).split("\n").at(-1)).toBe("| x   |     |");
});

it("a figure has three significant digits at most and no false precision", () => {
  expect([0.12345, 1.004, 12.34, 123.4, 12_345.6, 0].map(figure)).toEqual(["0.123", "1", "12.3", "123", "12,346", "0"]);
  expect(figure(Number.NaN)).toBe("-");
});

it("a noisy figure says its least and greatest round", () => {
  expect(withNoise({ median: 2, min: 1, max: 3.5 })).toBe("2 (1..3.5)");
});
