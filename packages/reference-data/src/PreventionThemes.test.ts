import { describe, expect, it } from "vitest";
import { campaignsOf } from "./Campaigns.ts";
import { entryOf } from "./CodeList.ts";
import { preventionThemes } from "./PreventionThemes.ts";

describe("the themes of prevention", () => {
  it("are each there once, in the order of the alphabet", () => {
    const codes = preventionThemes.entries.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].toSorted());
  });

  it("hold those of all campaigns", () => {
    expect(campaignsOf(2026).filter(({ theme }) => entryOf(preventionThemes, theme) === null)).toEqual([]);
  });
});
