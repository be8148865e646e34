import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import * as Finess from "./Finess.ts";
import { luhnCheckDigit, passesLuhn } from "./internal/luhn.ts";
import { issuesOf } from "./IssueText.ts";
import { Rna } from "./Rna.ts";
import * as Rpps from "./Rpps.ts";
import { Siren } from "./Siren.ts";
import * as Siret from "./Siret.ts";

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(""));
const withKey = (payload: string) => `${payload}${luhnCheckDigit(payload)}`;

describe("the Luhn key", () => {
  it("is the only digit that passes", () => {
    fc.assert(
      fc.property(digits(8), fc.integer({ min: 0, max: 9 }), (payload, digit) => {
        expect(passesLuhn(`${payload}${digit}`)).toBe(digit === luhnCheckDigit(payload));
      }),
    );
  });

  it("sees any single wrong digit", () => {
    fc.assert(
      fc.property(digits(13), fc.nat(13), fc.integer({ min: 1, max: 9 }), (payload, place, shift) => {
        const right = withKey(payload);
        const wrong = right.slice(0, place) + ((Number(right[place]) + shift) % 10) + right.slice(place + 1);
        expect(passesLuhn(wrong)).toBe(false);
      }),
    );
  });
});

describe("a SIREN", () => {
  it("passes Luhn: the intercommunalities of Berry Vierzon Sologne do", () => {
    for (const siren of ["241800507", "200070571", "243600236", "200000933", "244100806", "200066330", "200090561", "356000000"])
      expect(issuesOf(Siren, siren)).toEqual([]);
  });

  it("is refused by the name of the check that failed", () => {
    expect(issuesOf(Siren, "241800508")).toEqual([{ path: [], key: "siren.luhn" }]);
    for (const text of ["24180050", "2418005070", "24180050A", "241 800 507", ""]) expect(issuesOf(Siren, text)).toEqual([{ path: [], key: "siren.format" }]);
  });
});

describe("a SIRET", () => {
  it("passes Luhn", () => {
    fc.assert(
      fc.property(digits(13), fc.integer({ min: 1, max: 9 }), (payload, shift) => {
        fc.pre(!payload.startsWith("356000000"));
        const right = withKey(payload);
        expect(issuesOf(Siret.Siret, right)).toEqual([]);
        const wrong = `${payload}${(Number(right[13]) + shift) % 10}`;
        expect(issuesOf(Siret.Siret, wrong)).toEqual([{ path: [], key: "siret.luhn" }]);
      }),
    );
  });

  it("of La Poste passes when the sum of its digits is a multiple of 5, or by Luhn", () => {
    for (const siret of ["35600000000048", "35600000009075", "35600000049837"]) expect(issuesOf(Siret.Siret, siret)).toEqual([]);
    for (const siret of ["35600000009076", "35600000000049"]) expect(issuesOf(Siret.Siret, siret)).toEqual([{ path: [], key: "siret.luhn" }]);
  });

  it("has no such favour under another SIREN", () => {
    expect(passesLuhn("24180050700000")).toBe(false);
    // 2+4+1+8+5+7+3 = 30, a multiple of 5.
    expect(issuesOf(Siret.Siret, "24180050700003")).toEqual([{ path: [], key: "siret.luhn" }]);
  });

  it("starts with the SIREN of its legal unit, when that is one", () => {
    const make = Schema.decodeUnknownSync(Siret.Siret);
    expect(Siret.sirenOf(make("35600000009075"))).toBe("356000000");
    expect(Siret.sirenOf(make(withKey("1112223334445")))).toBeNull();
  });
});

describe("an RPPS number", () => {
  const make = Schema.decodeUnknownSync(Rpps.Rpps);

  it("has eleven digits and starts with 1", () => {
    for (const text of ["1000176612", "100017661230", "20001766123", "1000176612A", ""]) expect(issuesOf(Rpps.Rpps, text)).toEqual([{ path: [], key: "rpps.format" }]);
  });

  it("is kept with a warning when its key is wrong, as the official examples are", () => {
    for (const text of ["10001766123", "10102727017", "10003461033"]) {
      const warning = Rpps.luhnWarning(make(text));
      expect(warning).toMatchObject({ _tag: "LuhnWarning", identifier: "rpps" });
      expect(warning?.expected).not.toBe(warning?.found);
    }
  });

  it("has no warning when its key is right", () => {
    fc.assert(fc.property(digits(6), (tail) => Rpps.luhnWarning(make(withKey(`1999${tail}`))) === null));
  });
});

describe("a FINESS number", () => {
  const make = Schema.decodeUnknownSync(Finess.Finess);

  it("has the departement and seven digits, Corsica and overseas included", () => {
    for (const text of ["370000481", "2A0000014", "2B0000020", "970100228", "980501254"]) expect(issuesOf(Finess.Finess, text)).toEqual([]);
    for (const text of ["37000048", "2C0000014", "2a0000014", "A20000014", "3700004811"]) expect(issuesOf(Finess.Finess, text)).toEqual([{ path: [], key: "finess.format" }]);
  });

  it("is warned about when its key is wrong, and not checked in Corsica", () => {
    const right = withKey("37000048");
    expect(Finess.luhnWarning(make(right))).toBeNull();
    const wrong = `37000048${(Number(right[8]) + 1) % 10}`;
    expect(Finess.luhnWarning(make(wrong))).toEqual({ _tag: "LuhnWarning", identifier: "finess", expected: Number(right[8]), found: Number(wrong[8]) });
    expect(Finess.luhnWarning(make("2A0000014"))).toBeNull();
  });
});

describe("an RNA number", () => {
  it("is a W and nine characters, letters occurring overseas", () => {
    for (const text of ["W381000001", "W9M1000123"]) expect(issuesOf(Rna, text)).toEqual([]);
    for (const text of ["381000001", "w381000001", "W38100000", "W3810000012", "WA81000001"]) expect(issuesOf(Rna, text)).toEqual([{ path: [], key: "rna.format" }]);
  });
});
