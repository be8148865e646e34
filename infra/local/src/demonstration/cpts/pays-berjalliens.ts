import * as documents from "../documents.ts";
import { declared, type Registration } from "../facts.ts";
import { codesOf, paysBerjalliens as communes } from "../territories.ts";

const presentation = { ...documents.paysBerjalliens, locator: "passage sur la CPTS elle-même" };

export const paysBerjalliens: Registration = {
  name: "CPTS des Pays Berjalliens",
  // Its page shows working groups and a governance at work; it names no contract.
  status: "active",
  provenance: { status: "declared", source: documents.paysBerjalliens },
  territory: {
    territory: {
      communes: codesOf(communes),
      provenance: {
        status: "reconstructed",
        note: "Liste non officielle : l'est de l'agglomération autour de Bourgoin-Jallieu, d'après le seul nom de la CPTS. Le document ne nomme aucune commune.",
        source: presentation,
      },
    },
  },
  facts: [
    declared("territory-description", "Territoire à la fois urbain et rural", presentation),
    declared("territory-needs", "Répartition inégale de l'offre de soins, développement de parcours coordonnés pour les patients chroniques", presentation),
    declared(
      "professions-named",
      "Médecins, infirmiers, kinésithérapeutes, sages-femmes, orthophonistes, pharmaciens, acteurs médico-sociaux et associatifs",
      presentation,
    ),
    declared("working-groups", "Gouvernance participative, groupes de travail actifs", { ...presentation, quote: "gouvernance participative, des groupes de travail actifs" }),
    declared("yearly-priority", "Accompagnement des personnes atteintes de diabète de type 2", presentation, {
      note: "« Cette année », que le document ne date pas.",
    }),
  ],
};
