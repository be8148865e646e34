import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { containsNir, freeText, seemsToNameSomeoneBorn } from "./FreeText.ts";
import type { LocalDate } from "./LocalDate.ts";
import { luhnCheckDigit } from "./internal/luhn.ts";
import { nirKey } from "./internal/nir.ts";
import { issuesOf } from "./IssueText.ts";

const two = (n: number) => String(n).padStart(2, "0");
const three = (n: number) => String(n).padStart(3, "0");
const departement = fc.oneof(fc.integer({ min: 1, max: 99 }).map(two), fc.constantFrom("2A", "2B", "97"));
const month = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 20, max: 42 }), fc.integer({ min: 50, max: 99 })).map(two);
/** The seven fields of a valid NIR: sex, year, month, departement, commune, order, key. */
const nirFields = fc
  .tuple(fc.constantFrom("1", "2"), fc.integer({ min: 0, max: 99 }).map(two), month, departement, fc.integer({ min: 1, max: 999 }).map(three), fc.integer({ min: 1, max: 999 }).map(three))
  .map((fields) => [...fields, two(nirKey(fields.join("")))]);

const separator = fc.constantFrom("", "", " ", "\u00a0", "\u202f", ".", "-", " - ", "/", "  ");
const anySpacing = fc.array(separator, { minLength: 6, maxLength: 6 });
const write = (fields: ReadonlyArray<string>, gaps: ReadonlyArray<string>) => fields.map((field, index) => field + (gaps[index] ?? "")).join("");
/** Any text that does not put a digit against the number: 16 digits in a row are another number. */
const before = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replace(/\d+$/u, ""));
const after = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replace(/^\d+/u, ""));

const spaced = (text: string, gap: string) => text.replaceAll(/(\d{2})(?=\d)/gu, `$1${gap}`);
const timeOf = (text: string) => {
  const started = performance.now();
  containsNir(text);
  return performance.now() - started;
};

const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(""));

describe("a social-security number in a text", () => {
  it("is found anywhere, in any usual spacing, Corsica included", () => {
    fc.assert(
      fc.property(before, nirFields, anySpacing, after, fc.boolean(), (prefix, fields, gaps, suffix, lower) => {
        const written = write(fields, gaps);
        expect(containsNir(`${prefix}${lower ? written.toLowerCase() : written}${suffix}`)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("is found in the spellings people use", () => {
    const first = "1850578006084";
    const key = two(nirKey(first));
    for (const text of [
      `${first}${key}`,
      `${first} ${key}`,
      `1 85 05 78 006 084 ${key}`,
      `1.85.05.78.006.084.${key}`,
      `NIR:${first}/${key}`,
      `n°1 85 05 78 006 084 (${key})`,
      `185 05 78 006 084 ${key}, né à Versailles`,
      `06 12 34 56 78 / ${first}${key}`,
      `1:85:05:78:006:084:${key}`,
      `1\u200b85\u00ad05\ufeff78\u2060006084${key}`,
      `１８５０５７８００６０８４${key}`,
    ])
      expect([text, containsNir(text)]).toEqual([text, true]);
  });

  it("follows the rule of Corsica: 2A counts as 19 and 2B as 18", () => {
    expect(nirKey("185052A006084")).toBe(97 - (1_850_519_006_084 % 97));
    expect(nirKey("185052B006084")).toBe(97 - (1_850_518_006_084 % 97));
  });

  it("without its key is found when spelled in groups, not in one block", () => {
    fc.assert(
      fc.property(nirFields, fc.constantFrom(" ", ".", "\u00a0"), (fields, gap) => {
        const withoutKey = fields.slice(0, 6);
        expect(containsNir(`dossier ${withoutKey.join(gap)}, suivi`)).toBe(true);
        expect(containsNir(`dossier ${withoutKey.join("")}, suivi`)).toBe(false);
      }),
    );
  });

  it("without its key and half in one block is taken for another number", () => {
    expect(containsNir("1 85 05 78 006084")).toBe(false);
    expect(containsNir("185 05 78 006 084")).toBe(false);
  });

  it("is not one when its month is 13 to 19, which INSEE never writes", () => {
    fc.assert(
      fc.property(nirFields, fc.integer({ min: 13, max: 19 }).map(two), ([sex = "", year = "", , ...rest], wrongMonth) => {
        const first = [sex, year, wrongMonth, ...rest.slice(0, 3)];
        expect(containsNir([...first, two(nirKey(first.join("")))].join(""))).toBe(false);
      }),
    );
  });

  it("with a wrong key in one block is not one", () => {
    fc.assert(
      fc.property(nirFields, fc.integer({ min: 1, max: 96 }), (fields, shift) => {
        const wrong = ((Number(fields[6]) - 1 + shift) % 97) + 1;
        expect(containsNir([...fields.slice(0, 6), two(wrong)].join(""))).toBe(false);
      }),
    );
  });
});

describe("what is not a social-security number", () => {
  const phone = digits(8).map((tail) => `06${tail}`);

  it("is accepted: phone numbers in all their spacings", () => {
    fc.assert(
      fc.property(phone, fc.constantFrom("", " ", ".", "-"), fc.constantFrom("0", "+33 ", "0033 ", "+33"), (number, gap, prefix) => {
        const local = prefix === "0" ? spaced(number, gap) : `${prefix}${number.slice(1, 2)}${gap}${spaced(number.slice(2), gap)}`;
        expect([local, containsNir(`Appeler le ${local} après 14 h`)]).toEqual([local, false]);
      }),
      { numRuns: 2000 },
    );
  });

  it("is accepted: SIRET, SIREN, RPPS, FINESS, in one block or grouped", () => {
    fc.assert(
      fc.property(digits(13), digits(9), (base, tail) => {
        const siret = `${base}${luhnCheckDigit(base)}`;
        const grouped = `${siret.slice(0, 3)} ${siret.slice(3, 6)} ${siret.slice(6, 9)} ${siret.slice(9)}`;
        const text = `SIRET ${siret} (${grouped}), SIREN ${siret.slice(0, 9)}, RPPS 19${tail}, FINESS ${tail}`;
        expect([text, containsNir(text)]).toEqual([text, false]);
      }),
      { numRuns: 3000 },
    );
  });

  it("is accepted: dates, amounts, times and lists of them", () => {
    const amount = fc.integer({ min: 0, max: 99_999_999 }).map((n) => n.toLocaleString("fr-FR"));
    const date = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((d) => d.toISOString());
    const frenchDate = date.map((text) => `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)}`);
    const millis = fc.integer({ min: 1_400_000_000_000, max: 1_999_999_999_999 }).map(String);
    fc.assert(
      fc.property(fc.array(fc.oneof(amount.map((text) => `${text} €`), date, frenchDate, millis), { minLength: 1, maxLength: 12 }), (items) => {
        const text = items.join(" ; ");
        expect([text, containsNir(text)]).toEqual([text, false]);
      }),
      { numRuns: 2000 },
    );
  });

  it("is accepted: a longer number that holds one", () => {
    const nir = `1850578006084${two(nirKey("1850578006084"))}`;
    expect(containsNir(`9${nir}`)).toBe(false);
    expect(containsNir(`${nir}9`)).toBe(false);
  });
});

describe("looking for it", () => {
  it("takes a time proportional to the text, whatever the text", () => {
    const texts = ["1 85 05 78 006 08", "1   8", "1".repeat(14), "1 ", "2A", "1.8.5.0.5."];
    for (const text of texts) timeOf(text.repeat(1000));
    // Quadratic time would need minutes for these five million characters.
    for (const text of texts) expect(timeOf(text.repeat(Math.ceil(5_000_000 / text.length)))).toBeLessThan(5000);
  });
});

describe("a free text", () => {
  const short = freeText({ max: 10 });
  const decode = Schema.decodeUnknownSync(short);

  it("is trimmed, and its line ends made uniform", () => {
    expect(decode(" a\r\n2 \n")).toBe("a\n2");
    expect(decode("a\tb")).toBe("a\tb");
  });

  it("has at least one character and at most its maximum, counted as people count", () => {
    expect(issuesOf(short, "")).toEqual([{ path: [], key: "free-text.empty" }]);
    expect(issuesOf(short, " \n ")).toEqual([{ path: [], key: "free-text.empty" }]);
    expect(issuesOf(short, "🩺".repeat(10))).toEqual([]);
    expect(issuesOf(short, "é".repeat(11))).toEqual([{ path: [], key: "free-text.too-long" }]);
  });

  it("holds no control character, no half character, no social-security number", () => {
    for (const code of [0, 7, 8, 11, 27, 127, 133, 159])
      expect(issuesOf(short, `a${String.fromCharCode(code)}b`)).toEqual([{ path: [], key: "free-text.control-character" }]);
    expect(issuesOf(short, "a\ud800b")).toEqual([{ path: [], key: "free-text.malformed" }]);
    expect(issuesOf(freeText({ max: 100 }), `x 1850578006084${two(nirKey("1850578006084"))}`)).toEqual([{ path: [], key: "free-text.social-security-number" }]);
  });

  it("holds nothing that turns the words around it, and may be of right-to-left words", () => {
    for (const code of [0x20_2a, 0x20_2b, 0x20_2c, 0x20_2d, 0x20_2e, 0x20_66, 0x20_67, 0x20_68, 0x20_69]) {
      for (const text of [`a${String.fromCharCode(code)}b`, `${String.fromCharCode(code)}a`, `a${String.fromCharCode(code)}`]) expect(issuesOf(short, text)).toEqual([{ path: [], key: "free-text.direction-character" }]);
    }
    for (const text of ["صحة", "בריאות", "a\u2029b", "a\u202fb", "a\u2065b", "a\u206ab"]) expect(issuesOf(short, text)).toEqual([]);
  });

  it("decodes to itself once decoded", () => {
    const long = freeText({ max: 500 });
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 }), (text) => {
        fc.pre(issuesOf(long, text).length === 0);
        const once = Schema.decodeUnknownSync(long)(text);
        expect(Schema.decodeUnknownSync(long)(once)).toBe(once);
        expect(Schema.encodeSync(long)(once)).toBe(once);
      }),
    );
  });

  it("states its length in JSON Schema", () => {
    expect(Schema.toJsonSchemaDocument(short).schema).toMatchObject({ type: "string", minLength: 1, maxLength: 10 });
  });
});

describe("a name beside a date of birth", () => {
  const today = "2026-11-22" as LocalDate;
  const seems = (text: string) => seemsToNameSomeoneBorn(text, today);

  it("is seen, however either is written", () => {
    for (const text of ["Mme Martin née le 05/07/1952", "DURAND Paul 3.2.1987", "1987-02-03, Jean-Paul Durand", "né le 3 02 1987 : M. Durand"]) expect([text, seems(text)]).toEqual([text, true]);
  });

  it("is not seen in the day of an action to come, nor in a name or a day alone", () => {
    for (const text of ["Salle Jean Moulin, le 13/12/2026", "Avec Marie Curie", "Bilan du 13/10/2025", "tél. 02 47 05 07 19", "rue de la Paix, 99/99/1952"]) expect([text, seems(text)]).toEqual([text, false]);
  });
});
