import { describe, expect, it } from "vitest";
import { declaredWords, ruleWords, sourceWords, valueWords } from "./explanation-words.ts";

describe("an explanation in French", () => {
  it("writes numbers, dates and brackets as people do, and the unknown as unknown", () => {
    expect(["54037", "40000..80000", "-..40000", "[80000, 175000]", "]175000, -[", "--09-22", "-", "sans chiffre"].map(valueWords)).toEqual([
      "54\u202f037", "de 40\u202f000 à 80\u202f000", "moins de 40\u202f000", "de 80\u202f000 à 175\u202f000", "plus de 175\u202f000", "22 septembre, année non précisée", "inconnu", "sans chiffre",
    ]);
  });

  it("keeps what a document says of its number", () => {
    expect(["exactly 8", "more-than 50", "about 200", "7", "-"].map(declaredWords)).toEqual(["8", "plus de 50", "environ 200", "7", "inconnu"]);
  });

  it("says the days and the offices of a rule, and leaves its other words", () => {
    expect(ruleWords("Population au 2017-11-30 (ACI).")).toBe("Population au 30 novembre 2017 (ACI).");
    expect(ruleWords("fonctions : PRESIDENT CO_PRESIDENT. FINESS")).toBe("fonctions : président, présidente ; co-président, co-présidente. FINESS");
  });

  it("says how far a log was read, and names a document as it is named", () => {
    expect(sourceWords("contracts@75a85014-ac64-4787-ab12-284486c72edf:9")).toBe("Journal du service Contrats, 9 événements lus");
    expect(["communes 2026", "/cpts/registry 01a2", "Communiqué, 1er paragraphe"].map(sourceWords)).toEqual(["Populations des communes (INSEE), édition 2026", "Territoire tenu par le registre", "Communiqué, 1er paragraphe"]);
  });
});
