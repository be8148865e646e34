import { describe, expect, it } from "vitest";
import { discrepancy, sentenceOf } from "./Discrepancy.ts";

const figures = { total: 227, counted: 156, remainder: 71, unit: "people" };

describe("a discrepancy", () => {
  it("is a sentence that moves with its figures and with the language", () => {
    const said = sentenceOf(discrepancy("headcount-remainder", "cannot-tell", figures, []));
    expect(said).toEqual({
      fr: "Sur 227 personnes déclarées, 156 sont comptées par profession : 71 ne sont pas expliquées.",
      en: "Of 227 people declared, 156 are counted by profession: 71 are not explained.",
    });
    expect(sentenceOf({ code: "headcount-remainder", details: { ...figures, total: 228, remainder: 72 } }).fr).toContain("Sur 228 personnes déclarées, 156 sont comptées par profession : 72");
  });

  it("of a headcount in mixed units says so, and says what is too many", () => {
    const mixed = { total: 227, totalUnit: "people", counted: 177, remainder: 50, unit: "mixed" };
    expect(sentenceOf({ code: "headcount-remainder", details: mixed })).toEqual({
      fr: "Sur 227 personnes déclarées, 177 sont comptées par profession en mêlant personnes et structures : 50 ne sont pas expliquées.",
      en: "Of 227 people declared, 177 are counted by profession when people and structures are mixed: 50 are not explained.",
    });
    expect(sentenceOf({ code: "headcount-remainder", details: { total: 20, counted: 21, remainder: -1, unit: "structures" } })).toEqual({
      fr: "Sur 20 structures déclarées, 21 sont comptées par profession : c'est 1 de trop.",
      en: "Of 20 structures declared, 21 are counted by profession: that is 1 too many.",
    });
    expect(sentenceOf({ code: "headcount-remainder", details: { ...figures, counted: 226, remainder: 1 } }).fr).toContain(": 1 n'est pas expliquée.");
  });

  it("about an office names the office and counts the mandates, and names nobody", () => {
    const details = { office: "CO_TRESORIER", officeFr: "Co-trésorier, co-trésorière", officeEn: "Co-treasurer", statements: 2, holders: [2, 2], mandates: 4 };
    expect(sentenceOf({ code: "office-conflict", details })).toEqual({
      fr: "Pour la fonction « Co-trésorier, co-trésorière », 2 énoncés nomment des personnes différentes (2, 2) : 4 mandats sont tenus, aucun n'est écarté.",
      en: 'For the office "Co-treasurer", 2 statements name different people (2, 2): 4 mandates are held, and none is discarded.',
    });
  });

  it("about a body says what is declared and who is known", () => {
    const board = { body: "board", size: 18, professions: 7, knownMembers: 0, knownProfessions: 0 };
    expect(sentenceOf({ code: "body-cannot-be-verified", details: board })).toEqual({
      fr: "Un conseil de 18 personnes de 7 professions est déclaré ; aucun membre n'est connu : cela ne peut pas être vérifié.",
      en: "A board of 18 people from 7 professions is declared; no member is known: it cannot be verified.",
    });
    expect(sentenceOf({ code: "body-differs", details: { ...board, size: 3, sizeQualifier: "at-most", knownMembers: 4, knownProfessions: 2 } })).toEqual({
      fr: "Un conseil d'au plus 3 personnes de 7 professions est déclaré ; 4 membres sont connus, de 2 professions : cela ne concorde pas.",
      en: "A board of at most 3 people from 7 professions is declared; 4 members are known, from 2 professions: it does not agree.",
    });
    expect(sentenceOf({ code: "body-differs", details: { body: "comite", professions: 1, knownMembers: 1, knownProfessions: 0 } })).toEqual({
      fr: "Un organe « comite » de 1 profession est déclaré ; 1 membre est connu : cela ne concorde pas.",
      en: 'A body "comite" of 1 profession is declared; 1 member is known: it does not agree.',
    });
    expect(sentenceOf({ code: "body-cannot-be-verified", details: { body: "general-assembly", size: 120, knownMembers: 1, knownProfessions: 1 } }).fr).toBe(
      "Une assemblée générale de 120 personnes est déclarée ; 1 membre est connu, de 1 profession : cela ne peut pas être vérifié.",
    );
  });

  it("of a code of tomorrow is still said, with its figures", () => {
    expect(sentenceOf({ code: "of-tomorrow", details: { left: 1, codes: ["18", "41"] } })).toEqual({
      fr: "Écart « of-tomorrow » : left 1, codes 18,41.",
      en: 'Discrepancy "of-tomorrow": left 1, codes 18,41.',
    });
  });

  it("names each document once", () => {
    const source = { document: "Article" };
    expect(discrepancy("a", "differs", {}, [source, { ...source }, { document: "Autre" }]).sources).toEqual([source, { document: "Autre" }]);
  });
});
