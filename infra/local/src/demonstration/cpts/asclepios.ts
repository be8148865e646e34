import * as documents from "../documents.ts";
import { declared, inferred, type Registration } from "../facts.ts";
import { asclepios as communes, codesOf } from "../territories.ts";

const onBirth = { ...documents.asclepios, locator: "1er paragraphe" };
const onFigures = { ...documents.asclepios, locator: "2e paragraphe" };

export const asclepios: Registration = {
  name: "CPTS Asclépios",
  shortName: "Asclépios",
  // Born and under contract, says the article. That contract is older than the national agreement (ACI, 2019): "aci-signed" would be untrue.
  status: "active",
  legalForm: "association-1901",
  provenance: { status: "declared", source: documents.asclepios },
  territory: {
    territory: {
      communes: codesOf(communes),
      provenance: {
        status: "reconstructed",
        note: "Liste non officielle : deux intercommunalités entières et la commune de Montrichard, d'après les trois villes nommées. Elle dépasse les 555 km² déclarés.",
        source: onBirth,
      },
    },
  },
  facts: [
    declared("area-km2", 555, onFigures, { unit: "km2" }),
    declared("population", 50_000, onFigures, { unit: "inhabitants", qualifier: "more-than" }),
    declared("departements", ["37", "41"], onBirth),
    declared("creation-date", "30 novembre", onBirth, { date: "--11-30", note: "Le document ne dit pas l'année." }),
    inferred("creation-date", "30 novembre 2017", onBirth, {
      date: "2017-11-30",
      note: "Année déduite : le même document annonce la signature suivante pour le 17 janvier 2018.",
    }),
    declared("cpts-ordinal", 2, onBirth, { unit: "cpts", note: "Deuxième CPTS de la région Centre-Val de Loire." }),
    declared("initiator", "Professionnels de santé libéraux du territoire d'Amboise, Bléré et Montrichard", onBirth),
    declared("project-axis-count", 3, onFigures, { unit: "axes" }),
    inferred("attachment-departement", ["37"], documents.sud28, {
      note: "À cheval sur deux départements, elle serait comptée parmi les trois contrats d'Indre-et-Loire de ce communiqué, qui n'en donne pas les noms.",
    }),
  ],
};
