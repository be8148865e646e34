import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import * as DeclaredFact from "./DeclaredFact.ts";
import { describe as describeProperty, FactProperty, factProperties } from "./FactProperty.ts";
import { issuesOf } from "./IssueText.ts";
import { canConfirm, ProvenanceStatus, provenanceLabels } from "./Source.ts";

const decode = Schema.decodeUnknownSync(DeclaredFact.DeclaredFact);
const fact = (more: object) =>
  decode({ property: "population", value: 50_000, qualifier: "exactly", status: "sourced", source: { document: "Dossier" }, ...more });
const qualifiers = DeclaredFact.Qualifier.literals;
const anyQualifier = fc.constantFrom(...qualifiers);
const anyStatus = fc.constantFrom(...ProvenanceStatus.literals);

describe("a declared fact", () => {
  it("keeps what the document says, with its date as far as it is known", () => {
    const ordinal = fact({ property: "contract-ordinal", value: 8, date: "--09-22", unit: "contracts", note: "huitième contrat" });
    expect(ordinal).toMatchObject({ value: 8, date: "--09-22", source: { document: "Dossier" } });
  });

  it("may be about something this version does not know", () => {
    expect(fact({ property: "parking-places" }).property).toBe("parking-places");
    expect(describeProperty("parking-places")).toBeNull();
  });

  it("is refused with every fault named", () => {
    const faults = issuesOf(DeclaredFact.DeclaredFact, {
      property: "Population",
      value: 1,
      qualifier: "circa",
      status: "sourced",
      date: "2017-13",
      source: { document: " ", quote: Array.from({ length: 16 }, () => "mot").join(" "), url: "ftp://x" },
    });
    expect(faults.map(({ key, path }) => [path.join("."), key])).toEqual(
      expect.arrayContaining([
        ["property", "fact-property.format"],
        ["date", "partial-date.calendar"],
        ["source.document", "free-text.empty"],
        ["source.quote", "source.quote-too-long"],
        ["source.url", "web-address.format"],
      ]),
    );
    expect(faults).toHaveLength(6);
  });

  it("cannot say that a text is more than another", () => {
    expect(issuesOf(DeclaredFact.DeclaredFact, { ...fact({}), value: "Cher", qualifier: "more-than" })).toEqual([
      { path: ["qualifier"], key: "declared-fact.qualifier" },
    ]);
  });

  it("quotes at most fifteen words", () => {
    const quote = Array.from({ length: 15 }, () => "mot").join("  ");
    expect(fact({ source: { document: "Dossier", quote } }).source.quote).toBe(quote);
  });
});

describe("the bounds of a fact", () => {
  it.each([
    ["exactly", [false, true, false]],
    ["at-least", [false, true, true]],
    ["more-than", [false, false, true]],
    ["at-most", [true, true, false]],
    ["less-than", [true, false, false]],
    ["about", [false, true, false]],
  ] as const)("%s 50,000 allow 40,000, 50,000, 60,000: %j", (qualifier, allowed) => {
    const bounds = DeclaredFact.boundsOf(fact({ qualifier }));
    expect([40_000, 50_000, 60_000].map((n) => bounds !== null && DeclaredFact.isWithin(bounds, n))).toEqual(allowed);
  });

  it("do not exist for what is not a number", () => {
    expect(DeclaredFact.boundsOf({ value: ["18", "41"], qualifier: "exactly" })).toBeNull();
    expect(DeclaredFact.boundsOf({ value: "six", qualifier: "exactly" })).toBeNull();
  });

  it("of about a value allow a tenth more or less, below zero too", () => {
    const near = DeclaredFact.boundsOf({ value: -100, qualifier: "about" });
    expect(near).toMatchObject({ min: -110, max: -90 });
  });
});

describe("comparing with what the data says", () => {
  it("agrees with Asclépios: more than 50,000 inhabitants declared, 54,037 computed", () => {
    expect(DeclaredFact.compareWithComputed(fact({ qualifier: "more-than" }), { value: 54_037 })).toEqual({ verdict: "agrees", confirms: true });
  });

  it("never confirms by what was reconstructed or inferred, on either side", () => {
    fc.assert(
      fc.property(anyStatus, anyStatus, (declared, computed) => {
        const verdict = DeclaredFact.compareWithComputed(fact({ status: declared }), { value: 50_000, status: computed });
        expect(verdict).toEqual({ verdict: "agrees", confirms: canConfirm(declared) && canConfirm(computed) });
      }),
    );
    expect(["reconstructed", "inferred"].map((status) => canConfirm(Schema.decodeUnknownSync(ProvenanceStatus)(status)))).toEqual([false, false]);
  });

  it("compares codes as sets, and says what is missing and what is unexpected", () => {
    const bvs = fact({ property: "departements", value: ["18", "41"] });
    expect(DeclaredFact.compareWithComputed(bvs, { value: ["41", "18", "18"] })).toEqual({ verdict: "agrees", confirms: true });
    expect(DeclaredFact.compareWithComputed(bvs, { value: ["18", "36"] })).toEqual({ verdict: "differs", missing: ["41"], unexpected: ["36"] });
    const atLeast = fact({ property: "departements", value: ["18", "41"], qualifier: "at-least" });
    expect(DeclaredFact.compareWithComputed(atLeast, { value: ["18", "36", "41"] })).toEqual({ verdict: "agrees", confirms: true });
  });

  it.each([
    ["exactly", [true, false, false, false]],
    ["about", [true, false, false, false]],
    ["at-least", [true, true, false, false]],
    ["more-than", [false, true, false, false]],
    ["at-most", [true, false, true, false]],
    ["less-than", [false, false, true, false]],
  ] as const)("reads %s two departements as the same, more, fewer, others: %j", (qualifier, expected) => {
    const bvs = fact({ property: "departements", value: ["18", "41"], qualifier });
    const verdicts = [["18", "41"], ["18", "36", "41"], ["18"], ["18", "36"]].map((value) => DeclaredFact.compareWithComputed(bvs, { value }).verdict);
    expect(verdicts).toEqual(expected.map((agrees) => (agrees ? "agrees" : "differs")));
  });

  it("does not depend on the order nor on the repetition of codes", () => {
    const codes = fc.array(fc.constantFrom("18", "36", "41", "45"), { maxLength: 8 });
    fc.assert(
      fc.property(codes, codes, anyQualifier, (declared, computed, qualifier) => {
        const verdict = (mine: ReadonlyArray<string>, theirs: ReadonlyArray<string>) =>
          DeclaredFact.compareWithComputed(fact({ value: mine, qualifier }), { value: theirs });
        expect(verdict(declared.toReversed(), [...computed, ...computed])).toEqual(verdict(declared, computed));
      }),
    );
  });

  it("agrees or differs on numbers exactly as the bounds say", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 }), anyQualifier, (declared, computed, qualifier) => {
        const statement = fact({ value: declared, qualifier });
        const bounds = DeclaredFact.boundsOf(statement);
        const { verdict } = DeclaredFact.compareWithComputed(statement, { value: computed });
        expect(verdict).toBe(bounds !== null && DeclaredFact.isWithin(bounds, computed) ? "agrees" : "differs");
      }),
    );
  });

  it("cannot tell when units, kinds or wordings are not the same", () => {
    const area = fact({ property: "area-km2", value: 555, unit: "km2" });
    expect(DeclaredFact.compareWithComputed(area, { value: 555, unit: "ha" })).toEqual({ verdict: "cannot-tell", reason: "unit" });
    expect(DeclaredFact.compareWithComputed(area, { value: "555" })).toEqual({ verdict: "cannot-tell", reason: "value-kind" });
    const words = fact({ property: "perimeter-criterion", value: "secteur de garde" });
    expect(DeclaredFact.compareWithComputed(words, { value: "PDSA" })).toEqual({ verdict: "cannot-tell", reason: "text" });
    expect(DeclaredFact.compareWithComputed(words, { value: "secteur de garde" })).toEqual({ verdict: "agrees", confirms: true });
  });
});

describe("the tables of facts", () => {
  it("describe each property once, in both languages, with a unit for numbers and for nothing else", () => {
    expect(new Set(factProperties.map(({ code }) => code)).size).toBe(factProperties.length);
    for (const row of factProperties) {
      expect(issuesOf(FactProperty, row.code)).toEqual([]);
      expect(row.fr.length * row.en.length).toBeGreaterThan(0);
      expect(row.unit !== null).toBe(row.value === "number");
    }
  });

  it("label every qualifier and every status", () => {
    expect(DeclaredFact.qualifierLabels.map(({ code }) => code)).toEqual(qualifiers);
    expect(provenanceLabels.map(({ code }) => code)).toEqual(ProvenanceStatus.literals);
  });
});
