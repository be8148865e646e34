import { describe, expect, it } from "vitest";
import { formationPart } from "./formation-section.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");
const text = (fr: string) => ({ fr, en: "", status: "verified" }) as const;
const formation = {
  cptsId: "x",
  status: "project-filed",
  done: [{ number: 1, action: "registration", from: null, to: "emergence", on: null, by: null, evidence: null }, { number: 2, action: "file-project", from: "project-drafting", to: "project-filed", on: "2026-09", by: "coordinator", evidence: { document: "Courrier" } }],
  next: [{ action: "validate-project", fr: "valider le projet de santé", en: "", to: "project-validated", by: ["ars-officer"], source: text("Code de la santé publique, art. L1434-12"), missing: [{ code: "opinion", fr: "l'avis de la caisse", en: "", source: text("Accord, art. 2") }], path: "/v1" }],
  letter: null,
  letterLacks: [],
  project: { projectId: "p", cptsId: "x", version: 1, state: "filed", submittedOn: "2026-09-30", completeOn: "2026-10-05", decidedOn: null },
  silence: { countsFrom: "2026-10-05", endsOn: "2026-12-05", rule: text("Deux mois de silence valent validation") },
} as const;

describe("the steps of a CPTS", () => {
  it("are told with their day, what can follow, what is missing for it, and the texts", () => {
    expect(words(formationPart(formation))).toMatch(/Inscription au registre date inconnue, en émergence.*Déposer le projet de santé en septembre 2026, projet de santé déposé Courrier.*Projet de santé, version 1, déposé le 30 septembre 2026, complet le 5 octobre 2026.*Valider le projet de santé il manque : l'avis de la caisse Accord, art\. 2 \(vérifié\).*L1434-12/u);
  });

  it("tell until when silence is waited for, and do not guess it", () => {
    expect(words(formationPart(formation))).toContain("validé tacitement après le 5 décembre 2026, compté depuis le 5 octobre 2026. Deux mois de silence valent validation (vérifié)");
    expect(words(formationPart({ ...formation, silence: { ...formation.silence, countsFrom: null, endsOn: null } }))).toContain("n'a pas d'échéance connue : le jour du dépôt n'est pas connu");
  });

  it("say when none follows", () => {
    expect(words(formationPart({ ...formation, next: [] }))).toContain("Aucune étape ne suit celle-ci.");
  });
});
