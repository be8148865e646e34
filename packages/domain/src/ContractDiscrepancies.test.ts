import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Schema } from "effect";
import { actionSheetsUnknown, contractCountsSum, contractOrdinal, expectedPartyMissing, signedYearInferred, titlesUnknown } from "./ContractDiscrepancies.ts";
import { Qualifier } from "./DeclaredFact.ts";
import { sentenceOf, type Discrepancy } from "./Discrepancy.ts";
import { PartialDate } from "./PartialDate.ts";

const sources = [{ document: "Communiqué" }];
const given = { contractId: "c", sources };
const date = Schema.decodeUnknownSync(PartialDate);
const small = fc.nat({ max: 20 });
const said = (one: Discrepancy | null) => one && { verdict: one.verdict, ...sentenceOf(one) };

describe("action sheets", () => {
  it("without a title are said, with the figures", () => {
    expect(said(actionSheetsUnknown({ ...given, declared: { value: 8, qualifier: "exactly" }, known: 0 }))).toEqual({
      verdict: "cannot-tell",
      fr: "Fiches actions déclarées : 8 ; titres connus : 0.",
      en: "8 action sheets are declared, the titles of 0 are known.",
    });
    expect(said(actionSheetsUnknown({ ...given, declared: { value: 9, qualifier: "at-least" }, known: 1 }))).toMatchObject({
      fr: "Fiches actions déclarées : au moins 9 ; titres connus : 1.",
      en: "at least 9 action sheets are declared, the titles of 1 are known.",
    });
  });

  it("of an exact number: as many without a title as are declared and not known, and a discrepancy exactly when the numbers differ", () => {
    fc.assert(
      fc.property(small, small, (value, known) => {
        const declared = { value, qualifier: "exactly" } as const;
        const found = actionSheetsUnknown({ ...given, declared, known });
        expect(titlesUnknown(declared, known)).toBe(Math.max(0, value - known));
        expect(found?.verdict ?? "fits").toBe(known === value ? "fits" : known > value ? "differs" : "cannot-tell");
      }),
    );
  });

  it("of an inexact or undeclared number have no exact remainder; one sheet more never turns too many into too few", () => {
    fc.assert(
      fc.property(small, small, fc.constantFrom(...Qualifier.literals.filter((one) => one !== "exactly")), (value, known, qualifier) => {
        expect(titlesUnknown({ value, qualifier }, known)).toBeNull();
        const verdict = (more: number) => actionSheetsUnknown({ ...given, declared: { value, qualifier }, known: known + more })?.verdict ?? "fits";
        const rank = { "cannot-tell": 0, fits: 1, differs: 2, conflicts: 3, explained: 3 };
        expect(rank[verdict(1)]).toBeGreaterThanOrEqual(rank[verdict(0)]);
      }),
    );
    expect([titlesUnknown(null, 3), actionSheetsUnknown({ ...given, declared: null, known: 3 })]).toEqual([null, null]);
  });
});

describe("the rank of a contract", () => {
  const ranked = (ordinal: number, before: Parameters<typeof contractOrdinal>[0]["before"]) => contractOrdinal({ ...given, ordinal, region: "24", regionName: "Centre-Val de Loire", before });

  it("is said beside the contracts known before it", () => {
    expect(said(ranked(8, { declared: 0, inferred: 1, unknown: 0 }))).toEqual({
      verdict: "cannot-tell",
      fr: "Contrat déclaré n° 8 de la région Centre-Val de Loire ; contrats connus signés avant lui : 1, dont 1 par déduction.",
      en: "The contract is declared number 8 of the region Centre-Val de Loire; contracts known to be signed before it: 1, of which 1 by inference.",
    });
  });

  it("fits only by the dates of documents, differs only when they are too many, and what was inferred never decides", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), small, small, small, (ordinal, declared, inferred, unknown) => {
        const verdict = ranked(ordinal, { declared, inferred, unknown })?.verdict ?? "fits";
        const certain = declared > ordinal - 1 ? "differs" : declared === ordinal - 1 && inferred + unknown === 0 ? "fits" : "cannot-tell";
        expect(verdict).toBe(certain);
      }),
    );
  });
});

describe("an expected party", () => {
  it("that is missing differs where a text says so, and cannot be told where one announcement does", () => {
    expect(said(expectedPartyMissing({ ...given, kind: "aci", capacities: ["cpts", "ars"] }))).toEqual({
      verdict: "differs",
      fr: "Un contrat ACI a d'ordinaire une partie que celui-ci n'a pas : la CPAM ou la MSA ou la CGSS.",
      en: "This ACI contract lacks a party that its kind usually has: the CPAM or the MSA or the CGSS.",
    });
    const asclepios = expectedPartyMissing({ ...given, kind: "contrat-territorial-de-sante", capacities: ["cpts", "ars"] });
    expect(said(asclepios)).toMatchObject({ verdict: "cannot-tell", fr: expect.stringContaining("(attente à vérifier)"), en: expect.stringContaining("(expectation to be verified)") });
    expect(asclepios?.sources).toHaveLength(2);
    expect(expectedPartyMissing({ ...given, kind: "aci", capacities: ["cpts", "ars", "msa"] })).toBeNull();
    expect(expectedPartyMissing({ ...given, kind: "de-demain", capacities: [] })).toBeNull();
  });
});

describe("a year that was inferred", () => {
  it("is said, as the document has it and as it was concluded", () => {
    expect(said(signedYearInferred({ ...given, signedOn: date("--09-22"), inferredSignedOn: date("2018-09-22") }))).toEqual({
      verdict: "explained",
      fr: "Date de signature selon le document : 22 septembre, année non précisée ; déduite : 22 septembre 2018.",
      en: "Date of signature by the document: 22 September, year not stated; inferred: 22 September 2018.",
    });
    expect(said(signedYearInferred({ ...given, signedOn: null, inferredSignedOn: date("2018") }))?.fr).toContain("selon le document : sans date");
    expect(signedYearInferred({ ...given, signedOn: date("2018"), inferredSignedOn: null })).toBeNull();
    expect(signedYearInferred({ ...given, signedOn: date("2018-09-22"), inferredSignedOn: date("2018-09-22") })).toBeNull();
  });
});

describe("contracts counted by departement", () => {
  const counted = (total: number | null, ...values: ReadonlyArray<number>) =>
    contractCountsSum({ contractCountId: "n", region: "24", regionName: "Centre-Val de Loire", total, counts: values.map((value) => ({ departement: "18", value })), sources });

  it("that do not add up are said with both figures; those of the announcement of Sud 28 do", () => {
    expect(counted(7, 2, 1, 3, 1)).toBeNull();
    expect(counted(null, 2, 1)).toBeNull();
    expect(said(counted(8, 2, 1, 3, 1))).toEqual({
      verdict: "differs",
      fr: "Le document compte 8 contrats dans la région Centre-Val de Loire et 7 par départements.",
      en: "The document counts 8 contracts in the region Centre-Val de Loire and 7 by departement.",
    });
  });

  it("differ by what is left of the total", () => {
    fc.assert(
      fc.property(small, fc.array(small), (total, values) => {
        const sum = values.reduce((all, value) => all + value, 0);
        expect(counted(total, ...values)?.details["difference"] ?? 0).toBe(total - sum);
      }),
    );
  });
});
