import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { changeFault, mayMean, orderOf, signingDate, signingFaults } from "./ContractSigning.ts";
import { LocalDate } from "./LocalDate.ts";
import { compare, PartialDate, precision } from "./PartialDate.ts";

const date = Schema.decodeUnknownSync(PartialDate);
const today = Schema.decodeUnknownSync(LocalDate)("2026-11-22");
const maybe = (text: string | null) => (text === null ? null : date(text));

interface Case {
  readonly given: { readonly state?: "draft" | "signed"; readonly draftedOn?: string; readonly parties?: ReadonlyArray<string> };
  readonly when: { readonly signedOn: string | null; readonly inferred?: string; readonly by?: ReadonlyArray<string> };
  readonly refused: ReadonlyArray<string>;
}

const cases: ReadonlyArray<readonly [string, Case]> = [
  ["a draft is signed", { given: {}, when: { signedOn: "2017-11-30" }, refused: [] }],
  ["a draft is signed on a day that no document gives", { given: { draftedOn: "2017-12-01" }, when: { signedOn: null }, refused: [] }],
  ["what is signed is not signed again, whatever else is wrong", { given: { state: "signed", draftedOn: "2018" }, when: { signedOn: "2017", by: ["ars"] }, refused: ["AlreadySigned"] }],
  ["nothing is signed before it was drafted", { given: { draftedOn: "2017-12-01" }, when: { signedOn: "2017-11-30" }, refused: ["SignedBeforeDraft"] }],
  ["nor is it concluded to be", { given: { draftedOn: "2018" }, when: { signedOn: "--11-30", inferred: "2017-11-30" }, refused: ["SignedBeforeDraft"] }],
  ["on the day of the draft it may be signed", { given: { draftedOn: "2017-11-30" }, when: { signedOn: "2017-11-30" }, refused: [] }],
  ["an order that cannot be told is accepted", { given: { draftedOn: "2017-12-01" }, when: { signedOn: "--11-30" }, refused: [] }],
  ["a conclusion on another day is refused", { given: {}, when: { signedOn: "--09-22", inferred: "2018-09-23" }, refused: ["InferredDateDisagrees"] }],
  ["a conclusion without a year concludes nothing", { given: {}, when: { signedOn: null, inferred: "--09-22" }, refused: ["InferredDateDisagrees"] }],
  ["each signatory who is no party is named", { given: { parties: ["ars"] }, when: { signedOn: null, by: ["cpam", "ars", "msa"] }, refused: ["SignatoryNotParty", "SignatoryNotParty"] }],
  [
    "everything that is wrong is said at once",
    { given: { draftedOn: "2018" }, when: { signedOn: "2017", inferred: "2016", by: ["cpts"] }, refused: ["SignedBeforeDraft", "SignedBeforeDraft", "InferredDateDisagrees", "SignatoryNotParty"] },
  ],
];

const faultsOf = ({ given, when }: Case) =>
  signingFaults(
    { state: given.state ?? "draft", draftedOn: maybe(given.draftedOn ?? null), signedOn: null, capacities: given.parties ?? [] },
    { signedOn: maybe(when.signedOn), inferredSignedOn: maybe(when.inferred ?? null), capacities: when.by ?? [] },
    today,
  );

// Few years and days, so that dates often meet.
const anyDate = fc.option(
  fc
    .tuple(fc.integer({ min: 2016, max: 2019 }), fc.constantFrom("09", "11"), fc.constantFrom("22", "30"), fc.nat({ max: 3 }))
    .map(([year, month, day, precise]) => date([`${year}`, `${year}-${month}`, `${year}-${month}-${day}`, `--${month}-${day}`][precise])),
);

describe("a signature", () => {
  it.each(cases)("%s", (_, one) => {
    expect(faultsOf(one).map(({ _tag }) => _tag)).toEqual(one.refused);
  });

  it("that is refused names the place and both dates", () => {
    expect(faultsOf({ given: { draftedOn: "2018", parties: ["ars"] }, when: { signedOn: "2017", by: ["ars", "cpam"] }, refused: [] })).toEqual([
      expect.objectContaining({ date: "signedOn", signed: "2017", draftedOn: "2018" }),
      expect.objectContaining({ index: 1, capacity: "cpam" }),
    ]);
  });

  it("is refused for its date exactly when it is certainly before the draft", () => {
    fc.assert(
      fc.property(anyDate, anyDate, (draftedOn, signedOn) => {
        const faults = signingFaults({ state: "draft", draftedOn, capacities: [] }, { signedOn, inferredSignedOn: null, capacities: [] }, today);
        expect(faults.length === 1).toBe(draftedOn !== null && signedOn !== null && compare(signedOn, draftedOn) === "before");
      }),
    );
  });

  it("once given, lets nothing change; a draft may", () => {
    expect(changeFault({ state: "draft" })).toBeNull();
    expect(changeFault({ state: "signed", signedOn: date("2017") })).toMatchObject({ _tag: "AlreadySigned", signedOn: "2017" });
  });
});

describe("the day a signing is ordered by", () => {
  it("is the document's when it has a year, else what was concluded, else none", () => {
    const of = (signedOn: string | null, inferred: string | null) => signingDate({ signedOn: maybe(signedOn), inferredSignedOn: maybe(inferred) });
    expect(of("2017-11", "2017-11-30")).toEqual({ on: "2017-11", orderedBy: "declared" });
    expect(of("--11-30", "2017-11-30")).toEqual({ on: "2017-11-30", orderedBy: "inferred" });
    expect(of(null, "2017")).toEqual({ on: "2017", orderedBy: "inferred" });
    expect(of("--11-30", null)).toEqual({ on: null, orderedBy: "unknown" });
    expect(of(null, null)).toEqual({ on: null, orderedBy: "unknown" });
  });

  it("always has a year when there is one, and the same place in time whichever way it is asked", () => {
    fc.assert(
      fc.property(anyDate, anyDate, anyDate, (signedOn, inferred, other) => {
        const inferredSignedOn = inferred !== null && mayMean(signedOn, inferred) ? inferred : null;
        const { on, orderedBy } = signingDate({ signedOn, inferredSignedOn });
        expect(on === null).toBe(orderedBy === "unknown");
        expect(on === null ? "year" : precision(on)).not.toBe("month-day");
        const [there, back] = [orderOf(on, other), orderOf(other, on)];
        expect(back).toBe({ before: "after", after: "before", same: "same", unknown: "unknown" }[there]);
      }),
    );
  });

  it("may be concluded from what the document says, and from nothing else", () => {
    const may = (signedOn: string | null, inferred: string) => mayMean(maybe(signedOn), date(inferred));
    expect([may("--09-22", "2018-09-22"), may("2018", "2018-09"), may(null, "2018")]).toEqual([true, true, true]);
    expect([may("--09-22", "2018-09"), may("--09-22", "2018"), may("2018", "2019-09"), may("2018-09", "2018"), may(null, "--09-22")]).toEqual([false, false, false, false, false]);
  });
});
