import { describe, expect, it } from "vitest";
import { campaignOf, campaignsOf, campaignYears } from "./Campaigns.ts";

const years = Array.from({ length: campaignYears.last - campaignYears.first + 1 }, (_, index) => campaignYears.first + index);

describe("the campaigns of a year", () => {
  it("are found by their codes, each once, and end after they begin", () => {
    const all = years.flatMap((year) => campaignsOf(year));
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
    expect(all.every((campaign) => campaign.from < campaign.to && campaign.from.startsWith(String(campaign.year)) && campaignOf(campaign.code)?.title === campaign.title)).toBe(true);
  });

  it("say where they come from, and which days are only customary", () => {
    expect(campaignsOf(2026).filter(({ status }) => status === "provisional").map(({ code }) => code)).toEqual(["semaine-vaccination-2026", "grippe-2026"]);
    expect(campaignsOf(2026).every(({ source }) => source.length > 10)).toBe(true);
  });

  it("are none in a year or under a code that nobody has", () => {
    expect([campaignsOf(1999), campaignsOf(Number.NaN), campaignOf("grippe"), campaignOf("")]).toEqual([[], [], null, null]);
  });
});
