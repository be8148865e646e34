import { describe, expect, it } from "vitest";
import { count, date, number, onDate, sinceDate, sizeLabel, statusLabel, trustLabel, untilDate } from "./words.ts";

describe("the words of the pages", () => {
  it("write numbers as French does, with a narrow space between thousands", () => {
    expect([number(54037), number(555), number(1234567.5)]).toEqual(["54\u202f037", "555", "1\u202f234\u202f567,5"]);
  });

  it("are plural from two on", () => {
    expect([0, 1, 2, 1000].map((value) => count(value, "commune"))).toEqual(["0 commune", "1 commune", "2 communes", "1\u202f000 communes"]);
    expect(count(1, "service prêt", "services prêts")).toBe("1 service prêt");
  });

  it("tell a date as far as it is known", () => {
    expect(["--09-22", "2020", "2017-11-30", "bientôt"].map(date)).toEqual(["22 septembre, année non précisée", "2020", "30 novembre 2017", "bientôt"]);
  });

  it("say the day of what has one, and the year or the month of the rest", () => {
    expect(["2019", "2017-11", "2017-11-30", "--09-22"].map(onDate)).toEqual(["en 2019", "en novembre 2017", "le 30 novembre 2017", "le 22 septembre, année non précisée"]);
    expect(["2019", "2017-11-30"].map(sinceDate)).toEqual(["depuis 2019", "depuis le 30 novembre 2017"]);
  });

  it("say the last day of a period, which ends on the day after it", () => {
    expect(["2019", "2017-12-01"].map(untilDate)).toEqual(["jusqu'en 2019", "jusqu'au 30 novembre 2017"]);
  });

  it("show a code they do not know as it is", () => {
    expect([statusLabel("active"), statusLabel("hibernating"), sizeLabel("T2"), trustLabel("provisional"), trustLabel("x")]).toEqual(["active", "hibernating", "taille 2", "provisoire, à vérifier", "x"]);
  });
});
