import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { contractStandings, guardTexts, lifeActionLabels, lifeSteps, lifeStepsFrom, RecordedStep } from "./ContractLife.ts";
import { labelOfStep, noticeKept, standingForStep, standingOn, stepFaults, type Steppable } from "./ContractStep.ts";
import type { ContractFacts } from "./ContractTimeline.ts";
import { LocalDate } from "./LocalDate.ts";
import { PartialDate } from "./PartialDate.ts";

const date = Schema.decodeUnknownSync(PartialDate);
const today = Schema.decodeUnknownSync(LocalDate)("2028-06-15");
const contract = (given: Partial<Steppable> = {}): Steppable => ({ standing: "active", signedOn: date("2026-09-01"), last: null, termYears: 5, ...given });
const step = (action: RecordedStep, on: string, given: { readonly noticeOn?: string; readonly termYears?: number } = {}) => ({ action, on: date(on), noticeOn: given.noticeOn === undefined ? null : date(given.noticeOn), termYears: given.termYears ?? null });
const faults = (...[of, given]: [Steppable, ReturnType<typeof step>]) => stepFaults(of, given, today).map(({ _tag }) => _tag);

describe("the table of a contract's life", () => {
  it("has one row for each standing and action, each with a source and words for its guards", () => {
    expect(new Set(lifeSteps.map(({ action, from }) => `${from} ${action}`)).size).toBe(lifeSteps.length);
    for (const { action, guards, legalSource } of lifeSteps) {
      expect([legalSource.length > 20, lifeActionLabels[action].fr.length > 0, guards.every((guard) => guardTexts[guard].fr !== "")]).toEqual([true, true, true]);
    }
  });

  it("leaves every standing but the final ones, and reaches each but the draft", () => {
    expect(contractStandings.filter(({ code }) => lifeStepsFrom(code).length === 0).map(({ code }) => code)).toEqual(contractStandings.filter(({ final }) => final).map(({ code }) => code));
    expect(contractStandings.filter(({ code }) => !lifeSteps.some(({ to }) => to === code)).map(({ code }) => code)).toEqual(["draft"]);
  });
});

describe("a step", () => {
  it("that the table does not have is refused, with those that exist and their source", () => {
    for (const { code } of contractStandings) {
      const allowed = lifeStepsFrom(code).map(({ action }) => action);
      for (const action of RecordedStep.literals) {
        const [fault] = stepFaults(contract({ standing: code }), step(action, "2028-01-01"), today);
        expect([code, action, fault?._tag === "StepNotAllowed"]).toEqual([code, action, !allowed.includes(action)]);
      }
    }
    expect(stepFaults(contract({ standing: "suspended" }), step("suspend", "2028-01-01"), today)).toMatchObject([{ from: "suspended", allowed: ["resume", "terminate", "expire"] }]);
  });

  it("certainly before the signature or the step before it is refused; an order left open is not", () => {
    expect(faults(contract(), step("suspend", "2026-08-31"))).toEqual(["StepOutOfOrder"]);
    const suspended = contract({ standing: "suspended", last: { action: "suspend", on: date("2027-03") } });
    expect(["2027-02-28", "2027-03-01", "2027", "--02-01"].map((on) => faults(suspended, step("resume", on)))).toEqual([["StepOutOfOrder"], [], [], []]);
  });

  it("that has happened is not of a day to come; an end and a renewal may be agreed before", () => {
    expect(faults(contract(), step("suspend", "2028-06-16"))).toEqual(["StepInTheFuture"]);
    expect(faults(contract(), step("terminate", "2028-12-31", { noticeOn: "2028-06-15" }))).toEqual([]);
    expect(faults(contract(), step("terminate", "2028-12-31", { noticeOn: "2028-06-16" }))).toEqual(["StepInTheFuture"]);
    expect(faults(contract(), step("renew", "2031-09-02", { termYears: 5 }))).toEqual([]);
  });

  it("names every field that is wrong or of another step", () => {
    expect(faults(contract(), step("terminate", "2028-01-01", { noticeOn: "2028-02-01", termYears: 3 }))).toEqual(["EndBeforeNotice", "NotOfStep"]);
    expect(faults(contract(), step("suspend", "2028-01-01", { noticeOn: "2027-12-01", termYears: 3 }))).toEqual(["NotOfStep", "NotOfStep"]);
    expect(faults(contract({ termYears: null }), step("renew", "2028-01-01"))).toEqual(["TermUnknown"]);
  });

  it.each([["2028-01-01", "2028-03-01", "yes"], ["2028-01-02", "2028-03-01", "no"], ["2028-01", "2028-03-15", "unknown"], ["2028-01", "2028-04", "yes"], ["--01-01", "2028-03-01", "unknown"]])(
    "that ends a contract after notice on %s, on %s, keeps the notice: %s",
    (noticeOn, on, kept) => {
      expect(noticeKept(step("terminate", on, { noticeOn }))).toBe(kept);
    },
  );

  it("is called by its name, and one of tomorrow by its code", () => {
    expect([labelOfStep("renew").fr, labelOfStep("of-tomorrow").en, labelOfStep("constructor").en]).toEqual(["renouvellement", "of-tomorrow", "constructor"]);
  });
});

describe("where a contract stands", () => {
  const facts = (given: Partial<ContractFacts> = {}): ContractFacts => ({ signedOn: date("2020-09-01"), inferredSignedOn: null, termYears: 5, sizeClass: null, population: null, missions: [], missionStarts: [], amendments: [], steps: [], ...given });
  const suspended = [{ action: "suspend", on: date("2021-01-01"), termYears: null }];

  it("follows its last day also for a step that nobody recorded", () => {
    expect(standingForStep(facts(), date("2025-09-01"))).toBe("signed");
    expect(standingForStep(facts(), date("2025-09-02"))).toBe("expired");
    expect(standingForStep(facts({ steps: suspended }), date("2024"))).toBe("suspended");
  });

  it("is where its steps leave it when nothing tells the year of its signature", () => {
    expect(standingOn(facts({ signedOn: date("--09-01") }), today)).toBe("signed");
    expect(standingOn(facts({ signedOn: date("--09-01"), steps: suspended }), today)).toBe("suspended");
    expect(standingOn(facts({ missionStarts: [{ code: "PREVENTION", on: date("2021") }], signedOn: null }), today)).toBe("active");
    expect(standingOn(facts(), today)).toBe("expired");
  });
});
