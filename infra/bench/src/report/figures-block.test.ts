import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { replaceFigures } from "./figures-block.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "..", "README.md"), "utf8");

it("only what stands between the markers of the page changes, and twice is as once", () => {
  const once = replaceFigures(readme, "| a |");
  expect(replaceFigures(once, "| a |")).toBe(once);
  expect(once).toContain("\n\n| a |\n\n");
  expect(once.split("<!-- figures")[0]).toBe(readme.split("<!-- figures")[0]);
  expect(once.split("<!-- end of figures -->")[1]).toBe(readme.split("<!-- end of figures -->")[1]);
});

it("a page without markers is refused rather than overwritten", () => {
  expect(() => replaceFigures("# Page", "| a |")).toThrow("the page has no");
});
