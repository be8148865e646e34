import { expect, it } from "vitest";
import { contractTopic } from "./contract-topic.ts";
import { whyPage } from "./why-page.ts";

const words = (text: unknown): string => String(text).replaceAll(/<[^>]+>/gu, " ").replaceAll("&#39;", "'").replaceAll(/[ \n]+/gu, " ");

// Only what the page of this figure shows.
const contract = { id: "c", cptsId: "x", kind: "aci", lastDay: "2022-11-30", population: null } as unknown as Parameters<typeof contractTopic>[0]["contract"];

it("tells why a contract ends on its last day, and what is only assumed", () => {
  const lastDay = {
    figure: "lastDay",
    rule: { fr: "La règle dite.", en: "" },
    inputs: [{ name: "signedOn", value: "2017-11-30" }, { name: "termYears", value: "5" }],
    sources: [{ name: "No tacit renewal; the clause of the agreement was not read", status: "provisional" }],
  };
  const shown = whyPage(contractTopic({ cptsName: "CPTS d'Essai", contract, explanations: [lastDay], sheets: { titlesUnknown: null, known: 0 } }), "lastDay");
  expect(words(shown)).toMatch(/Dernier jour du contrat .*le 30 novembre 2022 .*La règle dite\..*date d'après le document 30 novembre 2017 .*durée, en années 5 .*Pas de renouvellement tacite ; la clause de l'accord n'a pas été lue \(provisoire/u);
});
