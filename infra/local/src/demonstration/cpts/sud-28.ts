import * as documents from "../documents.ts";
import { declared, type Registration } from "../facts.ts";
import { codesOf, sud28 as communes } from "../territories.ts";

const onSignature = { ...documents.sud28, locator: "titre et 1er paragraphe" };
const onRegion = { ...documents.sud28, locator: "passage sur la démarche régionale" };

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
    declared(
      "partners",
      "Établissements de santé publics et privés, secteur associatif, secteur du handicap, Maison Départementale de l'Autonomie, future plateforme territoriale d'appui",
      { ...documents.sud28, locator: "2e paragraphe" },
      { note: "Une volonté de coordination globale ; le document n'en nomme aucun autrement." },
    ),
    declared("formation-support", "Démarche régionale et territoriale pilotée par la fédération régionale des URPS et l'URPS médecins", onRegion),
    declared("funding", "Financement stable des CPTS par l'ARS, dans l'attente d'un financement de droit commun", onRegion),
    declared("regional-plan", "Projet régional de santé 2", onRegion),
    declared("departements", ["28"], onSignature, { note: "Le sud de l'Eure-et-Loir." }),
  ],
};
