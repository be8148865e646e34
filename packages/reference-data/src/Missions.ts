/**
 * The missions of a CPTS under the interprofessional agreement (ACI), with their delays. Codes are ours; labels follow
 * article L. 1434-12-2 of the Code de la sante publique. The list is open: a mission written by a CPTS keeps its own words
 * and refers to none, one or several of these codes.
 *
 * @example
 * ```ts
 * import { entryOf, missions } from "@cpts/reference-data";
 *
 * entryOf(missions, "ACCES_SOINS")?.startWithinMonths; // => 6
 * entryOf(missions, "QUALITE_PERTINENCE")?.category; // => "complementaire"
 * ```
 */
import type { CodeEntry, CodeList } from "./CodeList.ts";
import { own, ownLicence } from "./internal/code-entries.ts";

/** `socle`: every CPTS under contract carries it out. `complementaire`: chosen. */
export type MissionCategory = "socle" | "complementaire";

/** A mission of the agreement. */
export interface Mission extends CodeEntry {
  readonly category: MissionCategory;
  /** Months from the signature of the contract within which it must start; null when free. */
  readonly startWithinMonths: number | null;
  /** Months from the signature within which it must be fully deployed; null when free. */
  readonly deployedWithinMonths: number | null;
  readonly subMissions: readonly CodeEntry[];
  readonly legalSource: string;
}

const aci = "Code de la santé publique, L. 1434-12-2; accord conventionnel interprofessionnel du 20 juin 2019";
const avenant2 = "Code de la santé publique, L. 1434-12-2; avenant 2 à l'accord conventionnel interprofessionnel, 20 décembre 2021";

const mission = (
  entry: CodeEntry,
  category: MissionCategory,
  months: readonly [start: number, deployed: number] | null,
  subMissions: readonly CodeEntry[],
  legalSource: string,
): Mission => ({
  ...entry,
  category,
  startWithinMonths: months?.[0] ?? null,
  deployedWithinMonths: months?.[1] ?? null,
  subMissions,
  legalSource,
});

/** The six missions. A France Sante mission may follow from the negotiations the LFSS 2026 opened; none is invented here. */
export const missions: CodeList<Mission> = {
  id: "cpts-mission",
  name: "Missions des CPTS",
  oid: null,
  url: null,
  version: null,
  status: "ours",
  source: "Code de la santé publique, L. 1434-12-2, as quoted by secondary sources; calendar: PAPS Hauts-de-France, 30 November 2023",
  licence: ownLicence,
  entries: [
    mission(
      own("ACCES_SOINS", "Amélioration de l'accès aux soins", "Better access to care"),
      "socle",
      [6, 18],
      [
        own("MEDECIN_TRAITANT", "Accès à un médecin traitant", "Access to a regular doctor"),
        own("SNP", "Prise en charge des soins non programmés", "Unscheduled care"),
        own("TELESANTE", "Développement de la télésanté", "Telehealth"),
      ],
      aci,
    ),
    mission(
      own("PARCOURS", "Organisation de parcours pluriprofessionnels autour du patient", "Multiprofessional care pathways"),
      "socle",
      [12, 24],
      [
        own("RUPTURES_PARCOURS", "Prévention des ruptures de parcours", "Avoiding breaks in pathways"),
        own("MAINTIEN_DOMICILE", "Maintien à domicile", "Staying at home"),
        own("VILLE_HOPITAL", "Lien ville-hôpital", "Between town and hospital"),
      ],
      aci,
    ),
    mission(own("PREVENTION", "Développement d'actions territoriales de prévention", "Prevention in the territory"), "socle", [12, 24], [], aci),
    mission(
      own("CRISE_SANITAIRE", "Participation à la réponse aux crises sanitaires graves", "Response to serious health crises"),
      "socle",
      [6, 18],
      [
        own("PLAN_INITIAL", "Rédaction du plan", "First plan"),
        own("PLAN_MISE_A_JOUR", "Mise à jour annuelle du plan", "Yearly update of the plan"),
        own("ACTIVATION", "Activation du plan", "Activation of the plan"),
      ],
      avenant2,
    ),
    mission(own("QUALITE_PERTINENCE", "Qualité et pertinence des soins", "Quality and relevance of care"), "complementaire", null, [], aci),
    mission(
      own("ACCOMPAGNEMENT_PS", "Accompagnement des professionnels de santé sur le territoire", "Support to professionals in the territory"),
      "complementaire",
      null,
      [],
      aci,
    ),
  ],
};
