import * as documents from "../documents.ts";
import { declared, type Registration } from "../facts.ts";
import { codesOf, sud28 as communes } from "../territories.ts";

const onSignature = { ...documents.sud28, locator: "titre et 1er paragraphe" };
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
  ],
};
