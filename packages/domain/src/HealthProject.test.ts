import { Exit, Schema } from "effect";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as HealthProject from "./HealthProject.ts";
import { lackingIn, letterSections } from "./LetterOfIntent.ts";
import { addDays, LocalDate } from "./LocalDate.ts";
import { PartialDate, fromLocalDate } from "./PartialDate.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const date = Schema.decodeUnknownSync(PartialDate);
const someDay = fc.integer({ min: 0, max: 5_000 }).map((days) => addDays(day("2019-07-26"), days));
const distantFuture = day("2999-01-01");

describe("the silence of the agency", () => {
  it("lasts from 59 to 62 days, and ends with the same day of the month or its last", () => {
    fc.assert(
      fc.property(someDay, (from) => {
        const end = HealthProject.silenceEnds(from);
        expect(end.slice(8) <= from.slice(8)).toBe(true);
        const possible = [59, 60, 61, 62].map((days) => addDays(from, days));
        expect(possible).toContain(end);
      }),
    );
  });

  it("counts from the day of completeness, else of submission, and from nothing where that is a year", () => {
    expect(HealthProject.silenceCountsFrom(date("2026-01-10"), null)).toBe("2026-01-10");
    expect(HealthProject.silenceCountsFrom(date("2026-01-10"), day("2026-02-01"))).toBe("2026-02-01");
    expect(HealthProject.silenceCountsFrom(date("2026"), null)).toBeNull();
    expect(HealthProject.silenceCountsFrom(date("--01-10"), null)).toBeNull();
  });

  it("leaves the agency its last day, and not the next", () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom("filed", "tacitly-validated"), (from, state) => {
        const project = { state, submittedOn: fromLocalDate(from), completeOn: null } as const;
        const end = HealthProject.silenceEnds(from);
        expect(HealthProject.decisionFault(project, end, distantFuture)).toBeNull();
        expect(HealthProject.decisionFault(project, addDays(end, 1), distantFuture)).toBe("after-silence");
        expect(HealthProject.decisionFault(project, addDays(from, -1), distantFuture)).toBe("before-submission");
        expect(HealthProject.decisionFault(project, end, from)).toBe("in-the-future");
      }),
    );
  });
});

describe("a decision", () => {
  const issue = (decision: object): string => {
    const exit = Schema.decodeUnknownExit(HealthProject.ProjectDecision)({ on: "2026-03-01", source: { document: "Arrêté" }, ...decision });
    return Exit.isSuccess(exit) ? "" : String(Exit.findErrorOption(exit));
  };

  it("refuses on the territory or on the regional health project, on nothing else and not on nothing", () => {
    expect(issue({ decision: "refused", grounds: ["territory", "prs"] })).toBe("");
    expect(issue({ decision: "refused", grounds: ["budget"] })).toContain("refusal-ground.not-legal");
    expect(issue({ decision: "refused" })).toContain("project-decision.no-ground");
    expect(issue({ decision: "validated", grounds: ["prs"] })).toContain("project-decision.grounds-of-validation");
  });

  it("is taken once", () => {
    const project = { submittedOn: date("2026-01-01"), completeOn: null };
    for (const state of ["validated", "refused"] as const) expect(HealthProject.decisionFault({ ...project, state }, day("2026-01-02"), distantFuture)).toBe("already-decided");
  });
});

describe("a letter of intent", () => {
  it("lacks every section that it has not, an empty list being none", () => {
    expect(lackingIn({})).toEqual(letterSections);
    expect(lackingIn({ territory: "Amboise", diagnosis: "x", actors: [], orientations: [1], calendar: [1], budget: [1] })).toEqual(["actors"]);
  });
});
