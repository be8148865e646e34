import { describe, expect, it } from "vitest";
import { headcountTopic } from "./headcount-topic.ts";
import { missionTopic } from "./mission-topic.ts";
import { whyPage } from "./why-page.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");

const explanation = (figure: string, ...inputs: ReadonlyArray<{ readonly name: string; readonly value: string }>) => ({
  figure,
  rule: { fr: "La somme.", en: "The sum." },
  inputs,
  sources: [{ name: "Article", status: "declared" }],
});

describe("why a figure is what it is", () => {
  const missions = {
    cptsId: "x",
    missions: [],
    actions: { planned: null, published: 2 },
    explanations: [explanation("missions", { name: "contract c", value: "aci, --11-30, inferred 2017-11-30, PREVENTION" }), explanation("actions.planned", { name: "planned", value: "-" })],
  };

  it("tells the rule, each input and source in French, and leads back and to the other figures", () => {
    const shown = String(whyPage(missionTopic("CPTS d'Essai", missions), "missions"));
    expect(words(shown)).toMatch(/CPTS d'Essai Pourquoi \? Missions sous contrat aucune connue La règle La somme\. Ce qui y entre contrat signé Contrat ACI, signé : 30 novembre, année non précisée \(30 novembre 2017 par déduction\) ; .*prévention.* D'où cela vient Article \(déclaré\)/u);
    expect(shown).toContain('href="/cpts/x"');
    expect(shown).toContain('href="/cpts/x/pourquoi/missions/actions.planned"');
  });

  it("does not tell what is not shown to everybody", () => {
    expect(words(whyPage(missionTopic("CPTS d'Essai", missions), "actions.planned"))).toMatch(/réservé aux membres de la CPTS et à ses agences.*actions planifiées non montrées/u);
  });

  it("is not told of a figure that nothing explains", () => {
    expect(whyPage(missionTopic("CPTS d'Essai", missions), "nothing")).toBeNull();
  });

  it("keeps the unit and the qualifier of what is counted", () => {
    const headcount = {
      id: "h", cptsId: "x", scope: null, practiceMode: null, on: null, total: { value: 200, unit: "people", qualifier: "about" }, lines: [], externalIds: [], counted: [],
      provenance: { status: "declared", source: { document: "Article" } },
      remainders: [{ unit: "people", total: 200, counted: 40, value: null, sentence: null }],
    } as const;
    const topic = headcountTopic("CPTS d'Essai", "x", [headcount], [explanation("h.remainder.people", { name: "total", value: "about 200 people" }, { name: "officines", value: "21 structures" })]);
    expect(words(whyPage(topic, "h.remainder.people"))).toMatch(/Reste, en personnes inconnu .*total déclaré environ 200 personnes officines 21 structures/u);
  });
});
