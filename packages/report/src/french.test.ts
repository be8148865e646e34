import { describe, expect, it } from "vitest";
import { capital, count, date, euros, lastDay, number } from "./french.ts";

describe("French", () => {
  it("writes numbers with a narrow space between thousands, and amounts of cents in euros", () => {
    expect([number(54037), number(555), number(1234567.5)]).toEqual(["54\u202f037", "555", "1\u202f234\u202f567,5"]);
    expect(euros(12_500_000)).toBe("125\u202f000,00\u00a0€");
  });

  it("is plural from two on", () => {
    expect([0, 1, 2, 1000].map((value) => count(value, "commune"))).toEqual(["0 commune", "1 commune", "2 communes", "1\u202f000 communes"]);
    expect(count(1, "service prêt", "services prêts")).toBe("1 service prêt");
  });

  it("tells a date as far as it is known", () => {
    expect(["--09-22", "2020", "2017-11-30", "bientôt", null].map(date)).toEqual(["22 septembre, année non précisée", "2020", "30 novembre 2017", "bientôt", "date inconnue"]);
  });

  it("says the last day of a period, which ends on the day after it", () => {
    expect(["2019", "2017-12-01"].map(lastDay)).toEqual(["2019", "30 novembre 2017"]);
  });

  it("begins a title with a capital, accents too", () => {
    expect(["taille 2", "équipe", ""].map(capital)).toEqual(["Taille 2", "Équipe", ""]);
  });
});
