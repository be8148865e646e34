import { describe, expect, it } from "vitest";
import { calendarPart } from "./calendar-section.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");
const entry = { uid: "u", kind: "session", title: "Dépistage", place: "Salle des fêtes", start: "2026-12-03T20:00", end: "2026-12-03T22:00", isCancelled: false, sequence: 0 } as const;

describe("the calendar of a CPTS", () => {
  it("tells what is to come in order, what is cancelled, and where to subscribe", () => {
    const shown = String(calendarPart([entry, { ...entry, uid: "v", title: "Réunion", kind: "meeting", place: null, start: "2026-12-01", end: null, isCancelled: true }, { ...entry, uid: "w", title: "Passée", start: "2026-01-01", end: null }], "2026-11-22", "/prevention/calendar.ics"));
    expect(words(shown)).toMatch(/Réunion annulée réunion 1er décembre 2026 non précisé Dépistage séance 3 décembre 2026 à 20\u00a0h\u00a000 Salle des fêtes/u);
    expect(shown).not.toContain("Passée");
    expect(shown).toContain('href="/prevention/calendar.ics"');
  });

  it("says that nothing is announced, and how much more there is", () => {
    expect(words(calendarPart([], "2026-11-22", ""))).toContain("Rien n'est annoncé.");
    expect(words(calendarPart(Array.from({ length: 22 }, () => entry), "2026-11-22", ""))).toContain("2 autres suivent.");
  });
});
