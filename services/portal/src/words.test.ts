import { describe, expect, it } from "vitest";
import { onDate, sinceDate, untilDate } from "./words.ts";

describe("the words of the pages", () => {
  it("say the day of what has one, and the year or the month of the rest", () => {
    expect(["2019", "2017-11", "2017-11-30", "--09-22"].map(onDate)).toEqual(["en 2019", "en novembre 2017", "le 30 novembre 2017", "le 22 septembre, année non précisée"]);
    expect(["2019", "2017-11-30"].map(sinceDate)).toEqual(["depuis 2019", "depuis le 30 novembre 2017"]);
  });

  it("say the last day of a period, which ends on the day after it", () => {
    expect(["2019", "2017-11", "2017-12-01", "bientôt"].map(untilDate)).toEqual(["jusqu'en 2019", "jusqu'en novembre 2017", "jusqu'au 30 novembre 2017", "jusqu'au bientôt"]);
  });
});
