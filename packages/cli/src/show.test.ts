import { describe, expect, it } from "vitest";
import { recordLines, tableOf } from "./show.ts";

const cpts = (name: string, more: object = {}) => ({ id: "1", version: 3, name, shortName: null, identifiers: { rna: null, finess: null }, website: null, provenance: { status: "declared", source: { document: "Statuts" } }, ...more });

describe("a list", () => {
  it("shows no column that is empty everywhere, and the provenance by its status", () => {
    const { lines } = tableOf([cpts("A"), cpts("B", { website: "https://b.example" })], "fr", null);
    expect(lines).toEqual(["Identifiant  Nom  Site               Provenance", "1            A                       declared", "1            B    https://b.example  declared"]);
    expect(tableOf([cpts("A")], "en", null).lines[0]).toBe("Id  Name  Provenance");
  });

  it("shows what has an id around it as that thing", () => {
    expect(tableOf([{ id: "f1", fact: { property: "population", value: 50_000 } }], "fr", null).lines).toEqual(["Identifiant  Propriété   Valeur", "f1           population  50000"]);
  });

  it("shows a contract by its CPTS, its parties and the day it was signed, inferred or not", () => {
    const contract = { id: "c", cptsId: "1", kind: "aci", parties: [{ capacity: "ars", organizationId: null, name: null }], cptsName: "A", signature: { signedOn: "--11-30", inferredSignedOn: "2017-11-30", signatories: [] } };
    expect(tableOf([contract], "fr", null).lines).toEqual(["Identifiant  Nom de la CPTS  Signature                    CPTS  Nature  Parties", "c            A               --11-30 (déduit 2017-11-30)  1     aci     ars"]);
    expect(tableOf([{ id: "c", state: "draft", announced: { on: "2018-01-17", time: "20:00", place: "Cave", commune: null } }], "en", null).lines[1]).toBe("c   draft  2018-01-17 20:00");
  });

  it("shows items that are plain texts", () => {
    expect(tableOf(["a", "b"], "en", null).lines).toEqual(["Value", "a", "b"]);
  });
});

describe("a record", () => {
  it("has each field with its title, in the language of the reader, and what is inside it indented", () => {
    const record = { code: "37003", departement: { code: "37", nom: "Indre-et-Loire" }, provenance: { status: "sourced", source: { document: "COG", location: null } }, empty: null, none: [], open: true };
    expect(recordLines(record, "fr", null)).toEqual(["Code : 37003", "Département : Indre-et-Loire (37)", "Provenance :", "  Statut : sourced", "  Source : document COG", "Open : oui"]);
    expect(recordLines(record, "en", null)[1]).toBe("Departement: Indre-et-Loire (37)");
  });

  it("tells a sentence whole and in one language, however narrow the terminal", () => {
    const rule = { fr: "Somme des populations des communes du territoire, par la série communale", en: "Sum of the populations" };
    expect(recordLines({ explanations: [{ figure: "population", rule }] }, "fr", 40)).toEqual(["Explications :", "  - Chiffre : population", `    Règle : ${rule.fr}`]);
    expect(recordLines({ explanations: [{ figure: "population", rule }] }, "en", 40).at(-1)).toBe("    Rule: Sum of the populations");
  });

  it("lets no text of the data command the terminal", () => {
    expect(recordLines({ name: "a\u001b]0;b\u0007" }, "en", null)).toEqual(["Name: a ]0;b "]);
  });
});
