import type { Connection } from "@cpts/sdk";
import * as documents from "../documents.ts";
import { said } from "../facts.ts";
import type { CptsKey } from "./all.ts";

type Missions = Parameters<Connection["registry"]["declareMissions"]>[1] & { readonly cpts: CptsKey };

const mission = (label: string, ...codes: ReadonlyArray<string>) => ({ label, codes });

/** The missions as each document words them, with the official ones that we read in them (none where there is none). */
export const missions: Readonly<Record<string, Missions>> = {
  "bvs-missions": {
    cpts: "berry-vierzon-sologne",
    on: "2020",
    missions: [
      mission("Développer la coordination entre les professionnels de santé", "PARCOURS"),
      mission("Organiser la prise en charge des patients entre professionnels de santé et entre la ville et l'hôpital", "PARCOURS"),
      mission("Permettre l'accès à un médecin traitant", "ACCES_SOINS"),
      mission("Gérer les demandes de soins non-programmées", "ACCES_SOINS"),
      mission("Fluidifier le parcours de soins", "PARCOURS"),
      mission("Développer la prévention", "PREVENTION"),
      mission("Imaginer de nouveaux modes de prise en charge des patients", "QUALITE_PERTINENCE"),
      mission("Expérimenter de nouveaux modes d'exercice professionnel", "ACCOMPAGNEMENT_PS"),
    ],
    provenance: said(documents.berryVierzonSologne, "passage sur les missions", "définies lors de la rédaction de son projet de santé en 2020"),
  },
  "asclepios-axes": {
    cpts: "asclepios",
    missions: [
      mission("Renforcer le parcours de santé", "PARCOURS"),
      mission("Améliorer les conditions d'exercice", "ACCOMPAGNEMENT_PS"),
      mission("Généraliser les usages du numérique dans les pratiques professionnelles"),
    ],
    provenance: said(documents.asclepios, "2e paragraphe", "un projet de santé qui comporte 3 axes"),
  },
  "berjalliens-missions": {
    cpts: "pays-berjalliens",
    missions: [
      mission("Faciliter l'accès aux soins, notamment pour les soins non programmés et l'accès à un médecin traitant", "ACCES_SOINS"),
      mission("Organiser les parcours de santé des patients", "PARCOURS"),
      mission("Développer des actions de prévention sur le territoire", "PREVENTION"),
      mission("Gestion des crises sanitaires", "CRISE_SANITAIRE"),
      mission("Accompagnement des professionnels", "ACCOMPAGNEMENT_PS"),
    ],
    provenance: {
      ...said(documents.paysBerjalliens, "passage sur les missions prioritaires"),
      note: "La page de la CPTS énonce là les missions des CPTS en général.",
    },
  },
};
