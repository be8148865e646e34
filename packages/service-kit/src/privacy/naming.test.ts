import { searchKey } from "@cpts/reference-data";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutPerson, withoutPersonIn } from "./naming.ts";

const anne = { familyName: "Petit-Quenouille", givenName: "Anne Élise", exactly: ["19990000002", "anne@exemple.fr"] };

describe("a text without a person", () => {
  test.each([
    ["présidée par Anne Petit-Quenouille depuis 2019", "présidée par … …-… depuis 2019"],
    ["PETIT QUENOUILLE Anne, RPPS 19990000002", "… … …, RPPS …"],
    ["le Dr Petit-Quenouille, anne@exemple.fr", "le Dr …-…, …"],
    ["écrire à Anne@Exemple.FR", "écrire à …"],
    ["avec PETIT-QUENOUILLE", "avec …-…"],
    ["un petit déjeuner, puis une quenouille", "un petit déjeuner, puis une quenouille"],
    ["petit quenouille sans personne", "petit quenouille sans personne"],
  ])("%s", (text, expected) => {
    expect(withoutPerson(text, anne)).toBe(expected);
  });

  test("keeps no name beside another word of it, in any order, case or accent", () => {
    const name = fc.stringMatching(/^[A-Z][a-zéèëîôû]{3,9}$/u);
    fc.assert(
      fc.property(name, name, fc.constantFrom(" ", ", ", "-", " / "), fc.boolean(), fc.boolean(), (familyName, givenName, between, turned, capitals) => {
        const written = (turned ? [givenName, familyName] : [familyName, givenName]).join(between);
        const left = searchKey(withoutPerson(`Avec ${capitals ? written.toUpperCase() : written}.`, { familyName, givenName, exactly: [] }));
        expect(left).toBe("avec");
      }),
    );
  });

  test("is left out at any depth of a value", () => {
    expect(withoutPersonIn({ source: { document: "Mot de Mme Petit-Quenouille", page: 3 }, list: ["anne@exemple.fr", null] }, anne)).toEqual({ source: { document: "Mot de Mme …-…", page: 3 }, list: ["…", null] });
  });
});
