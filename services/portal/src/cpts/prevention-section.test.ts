import { describe, expect, it } from "vitest";
import { preventionPart } from "./prevention-section.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");
const provenance = { status: "declared", source: { document: "Page" } } as const;

describe("the actions of a CPTS", () => {
  const missions = {
    cptsId: "x",
    missions: [{ code: "PREVENTION", label: { fr: "Actions de prévention", en: "" }, localLabel: "Vacciner", contractId: "c", kind: "aci", signedOn: null, lastDay: null }],
    actions: { planned: null, published: 1 },
  } as const;
  const action = {
    id: "a",
    cptsId: "x",
    contractId: "c",
    actionSheetId: null,
    unusual: [],
    state: "published",
    mission: "PREVENTION",
    title: "Grippe",
    objective: null,
    audience: "65 ans et plus",
    period: { from: "2026-10-05", to: "2026-12-01" },
    communes: [{ code: "37003", nom: "Amboise" }],
    place: null,
    expectedPeople: null,
    provenance,
    publishedOn: "2026-09-15",
    version: 2,
    externalIds: [],
  } as const;

  it("are told with their mission, days, communes and what is unknown of them", () => {
    const shown = String(preventionPart(missions, [action]));
    expect(words(shown)).toMatch(/Actions de prévention \(«\u00a0Vacciner\u00a0»\) Contrat ACI, date de signature inconnue.*1 action publiée pourquoi \?/u);
    expect(words(shown)).toContain("depuis le 5 octobre 2026, jusqu'au 30 novembre 2026 ; 1 commune : Amboise ; nombre de personnes attendues inconnu ; public : 65 ans et plus ; publiée le 15 septembre 2026");
    expect(shown).toContain('href="/communes/37003"');
  });

  it("are said to be none, and the missions unknown", () => {
    expect(words(preventionPart({ ...missions, missions: [], actions: { planned: null, published: 0 } }, []))).toMatch(/Aucune mission sous contrat n'est connue pourquoi \?.*Aucune action publiée pourquoi \?/u);
  });

  it("are said to be more than those that are shown", () => {
    expect(words(preventionPart({ ...missions, actions: { planned: null, published: 2 } }, [action]))).toContain("1 première est montrée");
  });
});
