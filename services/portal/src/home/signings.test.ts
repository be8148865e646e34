import { Schema } from "effect";
import { LocalDate } from "@cpts/domain/LocalDate";
import { describe, expect, it } from "vitest";
import type { Signing } from "../platform.ts";
import { signingSection } from "./signings.ts";

const today = Schema.decodeUnknownSync(LocalDate)("2026-11-22");
const signing: Signing = { contractId: "c", cptsId: "x", cptsName: "CPTS d'Essai", state: "announced", on: "2027-01-17", inferredOn: null, time: "20:00", place: "Salle", commune: "37022", orderedBy: "declared" };
const shown = (...some: ReadonlyArray<Signing>): string => String(signingSection({ signings: some, more: false }, today));

describe("the signings that are announced", () => {
  it("lead to their CPTS, with the day, the hour and the place", () => {
    expect(shown(signing)).toMatch(/<a href="\/cpts\/x#contrats">CPTS d&#39;Essai<\/a>.*le 17 janvier 2027 à 20\u00a0h\u00a000<\/td>.*<a href="\/communes\/37022">Salle<\/a>/u);
  });

  it("are said to be past where no day they may mean is left, and only there", () => {
    const dates = ["2018-01-17", "2025", "2026", "--01-17", null];
    expect(dates.map((on) => shown({ ...signing, on }).includes("date passée"))).toEqual([true, true, false, false, false]);
  });

  it("are said to be more than those shown where they are", () => {
    expect(String(signingSection({ signings: [signing], more: true }, today))).toContain("les 10 premiers dans l&#39;ordre des dates, d&#39;autres suivent");
    expect(shown(signing)).not.toContain("premiers");
  });

  it("are left out where there is none", () => {
    expect(shown()).toBe("");
  });
});
