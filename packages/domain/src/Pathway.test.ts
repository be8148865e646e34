import { describe, expect, it } from "@effect/vitest";
import { Result, Schema } from "effect";
import * as fc from "fast-check";
import { LocalDate } from "./LocalDate.ts";
import { NewPathway, PathwayContent, PathwayId } from "./Pathway.ts";
import { differences } from "./PathwayDifference.ts";
import { declareInclusions, shownTotal, type InclusionCount } from "./PathwayInclusions.ts";
import { draftPathway, nextOf, publishPathway, redraft, unreachable } from "./PathwayVersions.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const content = Schema.decodeUnknownSync(PathwayContent);
const id = Schema.decodeUnknownSync(PathwayId)("018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f");
const drafted = (fields: object = {}) =>
  draftPathway(id, Schema.decodeUnknownSync(NewPathway)({ cptsId: id, title: "Diabète de type 2", theme: "diabete-type-2", priorityYear: 2026, steps: [], ...fields }));
const step = (name: string, next?: ReadonlyArray<string>, fields: object = {}) => ({ id: name, title: name, actor: { label: "IDE" }, ...(next === undefined ? {} : { next: next.map((to) => ({ step: to })) }), ...fields });
const now = { documents: 1, publishedOn: day("2026-03-01"), today: day("2026-11-22") };
const published = (fields?: object) => Result.getOrThrow(publishPathway(drafted(fields), now));
const refusal = (pathway: ReturnType<typeof drafted>, options: Partial<typeof now>) => {
  const result = publishPathway(pathway, { ...now, ...options });
  return Result.isFailure(result) ? result.failure._tag : "published";
};

/** Steps that lead anywhere. */
const webs = fc.integer({ min: 1, max: 8 }).chain((count) =>
  fc.array(fc.option(fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: 3 }), { nil: undefined }), { minLength: count, maxLength: count }).map((links) =>
    content({ title: "T", theme: "t", steps: links.map((to, index) => step(`s${index}`, to?.map((place) => `s${place}`))) }).steps,
  ),
);

describe("a pathway", () => {
  it("is published with a document alone, or with steps alone, and not with neither", () => {
    expect(refusal(drafted(), {})).toBe("published");
    expect(refusal(drafted({ steps: [step("a")] }), { documents: 0 })).toBe("published");
    expect(refusal(drafted(), { documents: 0 })).toBe("NothingToFollow");
  });

  it("is not published twice without a draft between", () => {
    expect(refusal(published(), {})).toBe("NoDraft");
  });

  it("has a next version that says something else or brings a document, from the day of the one before on", () => {
    const next = redraft(published({ steps: [step("a")] }), content({ priorityYear: 2026, theme: "diabete-type-2", steps: [step("a")], title: "Diabète de type 2" }));
    expect(next.draft?.number).toBe(2);
    expect([refusal(next, { documents: 0 }), refusal(next, { documents: 1 })]).toEqual(["NothingNew", "published"]);
    expect(refusal(next, { publishedOn: day("2026-02-28") })).toBe("DayNotPossible");
    expect(refusal(next, { publishedOn: day("2026-11-23") })).toBe("DayNotPossible");
  });

  it("stays what it was while its next version is drafted", () => {
    const first = published();
    expect(redraft(first, content({ title: "Autre", theme: "t", steps: [] })).published).toBe(first.published);
  });

  it("refuses a step that leads nowhere, and one named twice", () => {
    const faulty = Schema.decodeUnknownResult(PathwayContent, { errors: "all" })({ title: "T", theme: "t", steps: [step("a", ["gone"]), step("a")] });
    expect(Result.isFailure(faulty) && String(faulty.failure)).toMatch(/pathway-step\.repeated[\s\S]*pathway-step\.unknown/u);
  });

  it("is not published with steps to which no way leads", () => {
    expect(refusal(drafted({ steps: [step("a", ["c"]), step("b"), step("c", [])] }), {})).toBe("StepsUnreachable");
  });

  it("has no step that is both out of reach and led to from one that is within", () => {
    fc.assert(
      fc.property(webs, (steps) => {
        const out = new Set<string>(unreachable(steps));
        expect(out.has(steps[0]?.id ?? "")).toBe(false);
        const led = steps.flatMap(({ id: name }, index) => (out.has(name) ? [] : nextOf(steps, index)));
        expect(led.filter((to) => out.has(to))).toEqual([]);
      }),
    );
  });
});

describe("the differences of two versions", () => {
  it("are none where both say the same, whatever the order of their keys", () => {
    fc.assert(
      fc.property(webs, (steps) => {
        expect(differences({ title: "T", theme: "t", steps }, { steps, theme: "t", title: "T" })).toEqual([]);
      }),
    );
  });

  it("are read in French and in English, step by step", () => {
    const before = content({ title: "T", theme: "t", steps: [step("a", undefined, { delay: { within: 2, unit: "weeks" } }), step("b"), step("c")] });
    const after = content({ title: "T", theme: "t", priorityYear: 2026, steps: [step("c"), step("a", undefined, { delay: { within: 3, unit: "days" } }), step("d")] });
    expect(differences(before, after).map(({ fr }) => fr)).toEqual([
      "Priorité de l'année : « 2026 » ajouté",
      "Étape « a », Délai : « 2 semaines » devient « 3 jours »",
      "Étape « d » ajoutée",
      "Étape « b » retirée",
      "Ordre des étapes : a, c devient c, a",
    ]);
    expect(differences(before, after).map(({ en }) => en)[1]).toBe('Step "a", Delay: "2 weeks" becomes "3 days"');
  });
});

describe("people who entered", () => {
  const count = (from: string, to: string, people = 1): InclusionCount => ({ from: day(from), to: day(to), people });
  const today = day("2026-11-22");
  const first = [count("2026-01-01", "2026-04-01", 12)];

  it("are counted once: periods side by side are taken, one that overlaps is not, the same one is corrected", () => {
    expect(Result.isSuccess(declareInclusions(first, count("2026-04-01", "2026-07-01"), today))).toBe(true);
    expect(declareInclusions(first, count("2026-03-31", "2026-07-01"), today)).toEqual(Result.fail(expect.objectContaining({ _tag: "PeriodOverlaps", from: "2026-01-01" })));
    expect(Result.getOrThrow(declareInclusions(first, count("2026-01-01", "2026-04-01", 13), today))).toEqual([count("2026-01-01", "2026-04-01", 13)]);
  });

  it("are not counted before the period is over", () => {
    expect(Result.isSuccess(declareInclusions([], count("2026-11-01", "2026-11-23"), today))).toBe(true);
    expect(declareInclusions([], count("2026-11-01", "2026-11-24"), today)).toEqual(Result.fail(expect.objectContaining({ _tag: "PeriodNotOver" })));
  });

  it("have a sum that never gives a hidden count away", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 60 }).map((people) => count("2026-01-01", "2026-02-01", people)));
    fc.assert(
      fc.property(counts, (declared) => {
        const isShown = declared.length > 0 && declared.every(({ people }) => people >= 11);
        expect(shownTotal(declared)).toBe(isShown ? declared.reduce((sum, { people }) => sum + people, 0) : null);
      }),
    );
  });
});
