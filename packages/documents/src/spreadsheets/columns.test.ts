import { expect, test } from "vitest";
import { type ReadColumn, withoutRefused } from "./columns.ts";

const column = (index: number, refused: ReadColumn<string>["refused"]): ReadColumn<string> => ({ index, title: "", field: null, by: null, refused });

test("cells of a refused column are emptied in every row, and no other", () => {
  const rows = [["a", "b", "c"], ["d"], ["e", "f", "g", "h"]];
  expect(withoutRefused(rows, [column(0, null), column(1, "patient-data"), column(2, null)])).toEqual([["a", "", "c"], ["d"], ["e", "", "g", "h"]]);
  expect(withoutRefused(rows, [column(0, null)])).toEqual(rows);
});
