import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { luhnCheckDigit } from "./internal/luhn.ts";
import { issuesOf } from "./IssueText.ts";
import * as NationalId from "./NationalId.ts";

const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(""));
const keyed = (length: number) => digits(length - 1).map((payload) => `${payload}${luhnCheckDigit(payload)}`);
const rpps = digits(10).map((tail) => `1${tail}`);
const finess = fc.oneof(digits(9), digits(7).map((tail) => `2A${tail}`));
const adeli = digits(8).map((tail) => `${tail.slice(0, 2)}Z${tail.slice(2)}`);
const office = fc.stringMatching(/^[0-9A-Z]{1,20}$/u);
const internal = fc.stringMatching(/^[!-~]{1,60}$/u);
const siret = keyed(14).filter((text) => !text.startsWith("356000000"));

const idnps = fc.oneof(
  rpps.map((n) => `8${n}`),
  adeli.map((n) => `0${n}`),
  fc.tuple(fc.constantFrom("1", "6"), office, internal).map(([prefix, n, own]) => `${prefix}${n}/${own}`),
  fc.tuple(finess, internal).map(([n, own]) => `3${n}/${own}`),
  fc.tuple(keyed(9), internal).map(([n, own]) => `4${n}/${own}`),
  fc.tuple(siret, internal).map(([n, own]) => `5${n}/${own}`),
);
const idnst = fc.oneof(
  office.map((n) => `0${n}`),
  finess.map((n) => `1${n}`),
  keyed(9).map((n) => `2${n}`),
  siret.map((n) => `3${n}`),
  digits(14).map((n) => `4${n}`),
);

describe("the national identification of a professional", () => {
  it("is read and written back unchanged", () => {
    fc.assert(
      fc.property(idnps, (text) => {
        const identity = Schema.decodeUnknownSync(NationalId.Idnps)(text);
        expect(Schema.encodeSync(NationalId.Idnps)(identity)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("says by its prefix what number it holds", () => {
    const read = Schema.decodeUnknownSync(NationalId.Idnps);
    expect(read("0370000011")).toEqual({ _tag: "Adeli", adeli: "370000011" });
    expect(read("3370000481/a/b")).toEqual({ _tag: "Finess", finess: "370000481", internalId: "a/b" });
    expect(read("535600000000048/7")).toEqual({ _tag: "Siret", siret: "35600000000048", internalId: "7" });
  });

  it("is refused when its prefix or the number inside is wrong", () => {
    for (const text of ["", "8", "2370000481", "719990000001", "3370000481", "3/a", "81999000000"]) expect(issuesOf(NationalId.Idnps, text)).not.toEqual([]);
    expect(issuesOf(NationalId.Idnps, "4243800605/a").map(({ key }) => key)).toEqual(["siren.luhn"]);
    expect(issuesOf(NationalId.Idnps, "829990000001").map(({ key }) => key)).toEqual(["rpps.format"]);
  });
});

describe("the national identification of a structure", () => {
  it("is read and written back unchanged", () => {
    fc.assert(
      fc.property(idnst, (text) => {
        const identity = Schema.decodeUnknownSync(NationalId.Idnst)(text);
        expect(Schema.encodeSync(NationalId.Idnst)(identity)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("does not share its prefixes with professionals: 3 is a SIRET here, a FINESS there", () => {
    expect(Schema.decodeUnknownSync(NationalId.Idnst)("335600000000048")).toEqual({ _tag: "Siret", siret: "35600000000048" });
    expect(issuesOf(NationalId.Idnps, "335600000000048/1").map(({ key }) => key)).toEqual(["finess.format"]);
  });

  it("is refused when its prefix or the number inside is wrong", () => {
    for (const text of ["", "1", "5370000481", "81999", "437000048100", "370000481"]) expect([text, issuesOf(NationalId.Idnst, text)]).not.toEqual([text, []]);
    expect(issuesOf(NationalId.Idnst, "335600000000049").map(({ key }) => key)).toEqual(["siret.luhn"]);
  });

  it("prefers FINESS to SIRET, and SIRET to rang", () => {
    const number = Schema.decodeUnknownSync(NationalId.Idnst);
    const known = { finess: number("1370000481"), siret: number("335600000000048") };
    const finessNumber = known.finess._tag === "Finess" ? known.finess.finess : null;
    const siretNumber = known.siret._tag === "Siret" ? known.siret.siret : null;
    const rang = "12345678901234";
    expect(NationalId.preferredStructureIdentity({ finess: finessNumber, siret: siretNumber, rang })?._tag).toBe("Finess");
    expect(NationalId.preferredStructureIdentity({ finess: null, siret: siretNumber, rang })?._tag).toBe("Siret");
    expect(NationalId.preferredStructureIdentity({ finess: null, siret: null, rang })?._tag).toBe("RppsRang");
    expect(NationalId.preferredStructureIdentity({ finess: null, siret: null, rang: null })).toBeNull();
  });
});
