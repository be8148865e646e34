import * as documents from "./documents.ts";
import { declared, inferred, type Registration } from "./facts.ts";
import { codesOf, sud28 as communes } from "./territories.ts";

const onSignature = { ...documents.sud28, locator: "titre et 1er paragraphe" };
const onContract = { ...documents.sud28, locator: "passage sur les fiches actions" };
const onOthers = { ...documents.sud28, locator: "passage sur les autres contrats de la région" };

const earlier = {
  unit: "contracts",
  note: "Contrats territoriaux de santé signés avant celui-ci dans la région. Le document n'en donne pas les noms : aucune CPTS n'en est déduite.",
};

export const sud28: Registration = {
  name: "CPTS Sud 28",
  // Its territorial health contract is signed, which came before the national agreement (ACI, 2019): "aci-signed" would be untrue.
  status: "active",
  provenance: { status: "declared", source: documents.sud28 },
  territory: {
    territory: {
      communes: codesOf(communes),
      provenance: {
        status: "reconstructed",
        note: "Liste non officielle : les deux intercommunalités du sud de l'Eure-et-Loir, entières. Le document dit seulement « le Sud du département ».",
        source: onSignature,
      },
    },
  },
  facts: [
    declared("departements", ["28"], onSignature, { note: "Le sud de l'Eure-et-Loir." }),
    declared("signature-date", "22 septembre", onSignature, { date: "--09-22", note: "Le document ne dit pas l'année." }),
    inferred("signature-date", "22 septembre 2018", onSignature, {
      date: "2018-09-22",
      note: "Année déduite : le document suit la présentation du plan « Ma santé 2022 », de septembre 2018.",
    }),
    declared("signature-place", "Cloyes-sur-le-Loir", onSignature, {
      note: "Commune fusionnée en 2017 dans Cloyes-les-Trois-Rivières (28103).",
    }),
    declared("contract-ordinal", 8, onSignature, { unit: "contracts", note: "Huitième contrat territorial de santé de la région Centre-Val de Loire." }),
    declared("action-sheet-count", 8, onContract, { unit: "action-sheets" }),
    declared("contract-count", 7, onOthers, earlier),
    declared("contract-count-18", 2, onOthers, earlier),
    declared("contract-count-36", 1, onOthers, earlier),
    declared("contract-count-37", 3, onOthers, earlier),
    declared("contract-count-45", 1, onOthers, earlier),
  ],
};
