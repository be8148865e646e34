import { Schema } from "effect";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContractFacts } from "./ContractTimeline.ts";
import { withdrawalFaults, withoutEntry, type Meant, type Recorded, type Without } from "./ContractWithdrawal.ts";
import { LocalDate } from "./LocalDate.ts";
import { PartialDate } from "./PartialDate.ts";

const date = Schema.decodeUnknownSync(PartialDate);
const day = Schema.decodeUnknownSync(LocalDate);
const steps = fc.array(fc.record({ action: fc.constantFrom("suspend", "resume", "renew", "terminate"), on: fc.constantFrom("2027-01", "2028-03-01", "2030").map((one) => date(one)), termYears: fc.constantFrom(null, 5) }), { maxLength: 4 });
const codes = fc.constantFrom("PREVENTION", "PARCOURS");
const done = fc.uniqueArray(fc.record({ code: codes, on: fc.constantFrom("2027-01-01", "2028").map((one) => date(one)) }), { selector: ({ code }) => code });
const amendments = fc.array(fc.constantFrom({ sizeClass: "T3" }, { termYears: 7 }, { missions: [{ code: "PARCOURS", label: null }] }), { maxLength: 3 }).map((list) => list.map((changes, index) => ({ number: index + 1, on: date(`202${7 + index}`), changes })));
const recorded: fc.Arbitrary<Recorded> = fc.record({ steps, missionStarts: done, amendments, deployments: done }).map(({ deployments, ...rest }) => ({
  facts: { signedOn: date("2026-09-01"), inferredSignedOn: null, termYears: 5, sizeClass: "T2", population: null, missions: [{ code: "PREVENTION", label: null }], ...rest } satisfies ContractFacts,
  deployments,
}));
const nothing = { frozenYears: [], received: [] };
const without = (before: Recorded, meant: Meant): Without => {
  const found = withoutEntry(before, meant);
  if (found._tag === "NotTheLast") throw new Error("not the last");
  return found;
};

describe("taking back an entry", () => {
  it("gives the contract as it was before the entry was recorded, whichever it is", () => {
    fc.assert(
      fc.property(recorded, (before) => {
        const { deployments, facts } = before;
        const on = date("2029-01-01");
        const step = { action: "suspend", on, termYears: null };
        expect(without({ facts: { ...facts, steps: [...facts.steps, step] }, deployments }, { entry: "step", action: "suspend", on })).toEqual({ _tag: "Without", on, recorded: before });
        const number = facts.amendments.length + 1;
        expect(without({ facts: { ...facts, amendments: [...facts.amendments, { number, on, changes: { sizeClass: "T1" } }] }, deployments }, { entry: "amendment", number }).recorded).toEqual(before);
        const other = { code: "OTHER", on };
        expect(without({ facts: { ...facts, missionStarts: [...facts.missionStarts, other] }, deployments }, { entry: "mission-start", mission: "OTHER" }).recorded).toEqual(before);
        expect(without({ facts, deployments: [...deployments, other] }, { entry: "mission-deployment", mission: "OTHER" }).recorded).toEqual(before);
      }),
    );
  });

  it("of another than the last is refused with the last", () => {
    fc.assert(
      fc.property(recorded, (before) => {
        const last = before.facts.amendments.at(-1);
        expect(withoutEntry(before, { entry: "amendment", number: 99 })).toMatchObject({ _tag: "NotTheLast", number: last?.number ?? null, on: last?.on ?? null });
        expect(withoutEntry(before, { entry: "mission-start", mission: "OTHER" })).toMatchObject({ _tag: "NotTheLast", on: null });
      }),
    );
  });

  it("is refused for what was decided since, never for what was decided before", () => {
    const before: Recorded = { facts: { signedOn: date("2026-09-01"), inferredSignedOn: null, termYears: 5, sizeClass: "T2", population: null, missions: [], missionStarts: [], amendments: [], steps: [{ action: "suspend", on: date("2027-10"), termYears: null }] }, deployments: [] };
    const taken = without(before, { entry: "step", action: "suspend", on: date("2027-10") });
    const received = (on: string) => ({ on: day(on), amountCents: 1 });
    const faults = withdrawalFaults(before, taken, { frozenYears: [1, 2], received: [received("2027-09-30"), received("2027-10-01")] });
    expect(faults.map((fault) => (fault._tag === "ReviewFrozen" ? fault.contractYear : fault._tag === "MoneyReceived" ? fault.on : fault.by))).toEqual([2, "2027-10-01"]);
  });

  it("of a step that is no renewal is never refused where nothing was decided: no day of the contract rests on it", () => {
    fc.assert(
      fc.property(recorded, (before) => {
        const last = before.facts.steps.at(-1);
        fc.pre(last !== undefined && last.action !== "renew");
        expect(withdrawalFaults(before, without(before, { entry: "step", action: last?.action ?? "", on: last?.on ?? date("2027") }), nothing)).toEqual([]);
      }),
    );
  });
});
