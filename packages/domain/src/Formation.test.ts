import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CptsAction, CptsStatus, transitionsFrom } from "./CptsStatus.ts";
import * as Formation from "./Formation.ts";

const dossiers: fc.Arbitrary<Formation.Dossier> = fc.record({
  status: fc.constantFrom(...CptsStatus.literals),
  reached: fc.subarray([...CptsStatus.literals]),
  legalForm: fc.constantFrom(null, "association-1901"),
  hasTerritory: fc.boolean(),
  hasEvidence: fc.boolean(),
});
const whole: Omit<Formation.Dossier, "status"> = { reached: [...CptsStatus.literals], legalForm: "association-1901", hasTerritory: true, hasEvidence: true };

describe("what is missing for a step", () => {
  it("is nothing where all is there, and each thing comes with its text in both languages", () => {
    for (const action of CptsAction.literals) {
      expect(Formation.missingFor(action, { ...whole, status: "emergence" })).toEqual([]);
      for (const missing of Formation.missingFor(action, { status: "emergence", reached: [], legalForm: null, hasTerritory: false, hasEvidence: false }))
        expect(Math.min(missing.fr.length, missing.en.length, missing.sourceFr.length, missing.sourceEn.length)).toBeGreaterThan(10);
    }
  });

  it("is a validated project for an agreement, whatever else is there", () => {
    const reached = CptsStatus.literals.filter((status) => !status.endsWith("validated"));
    for (const action of ["open-aci-negotiation", "sign-aci"] as const) expect(Formation.missingFor(action, { ...whole, reached, status: "terminated" }).map(({ code }) => code)).toEqual(["validated-project"]);
    expect(Formation.missingFor("sign-aci", { ...whole, reached: ["project-tacitly-validated"], status: "aci-negotiation" })).toEqual([]);
  });

  it("never grows when something is added", () => {
    fc.assert(
      fc.property(dossiers, fc.constantFrom(...CptsAction.literals), (dossier, action) => {
        const more = { ...dossier, ...whole };
        expect(Formation.missingFor(action, more).length).toBeLessThanOrEqual(Formation.missingFor(action, dossier).length);
      }),
    );
  });
});

describe("the next steps", () => {
  it("are those that the table has, each with what is missing for it", () => {
    fc.assert(
      fc.property(dossiers, (dossier) => {
        const steps = Formation.nextSteps(dossier);
        expect(steps.map(({ action }) => action)).toEqual(transitionsFrom(dossier.status).map(({ action }) => action));
        for (const { action, missing } of steps) expect(missing).toEqual(Formation.missingFor(action, dossier));
      }),
    );
  });
});
