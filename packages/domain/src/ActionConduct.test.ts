import { Result } from "effect";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ActionProgress, nextOf, progressed, type ProgressStep } from "./ActionConduct.ts";
import type { LocalDate } from "./LocalDate.ts";

const today = "2026-11-22" as LocalDate;
const step = (to: ActionProgress, on = "2026-10-01", reason: string | null = "Vaccins en retard"): ProgressStep => ({ to, on: on as LocalDate, reason });

describe("the progress of an action", () => {
  test("keeps each state with its day and reason", () => {
    const running = Result.getOrThrow(progressed([], step("running", "2026-10-01", null), today));
    expect(Result.getOrThrow(progressed(running, step("done", "2026-10-31", null), today)).map(({ to }) => to)).toEqual(["running", "done"]);
  });

  test("says why it stops or waits, and never runs backwards in time", () => {
    expect(progressed([], step("cancelled", "2026-10-01", null), today)).toMatchObject({ failure: { _tag: "ReasonMissing" } });
    expect(progressed([step("running")], step("done", "2026-09-30"), today)).toMatchObject({ failure: { _tag: "StepOutOfOrder", earliest: "2026-10-01" } });
    expect(progressed([], step("done", "2026-11-23"), today)).toMatchObject({ failure: { _tag: "StepOutOfOrder", latest: today } });
  });

  test("never leaves a final state, whatever is tried", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ActionProgress.literals), { maxLength: 8 }), (states) => {
        const history = states.reduce<ReadonlyArray<ProgressStep>>((kept, to) => Result.getOrElse(progressed(kept, step(to), today), () => kept), []);
        const finals = history.findIndex(({ to }) => nextOf(to).length === 0);
        expect(finals === -1 || finals === history.length - 1).toBe(true);
      }),
    );
  });
});
