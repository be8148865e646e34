/**
 * How and under which status a professional practises: the columns "mode d'exercice", "genre d'activite" and "categorie
 * professionnelle" of the RPPS extracts.
 *
 * @example
 * ```ts
 * import { activityGenres, entryOf, exerciseModes, labelOf, professionalCategories } from "@cpts/reference-data";
 *
 * labelOf(exerciseModes, "L"); // => "Libéral, indépendant, artisan, commerçant"
 * labelOf(professionalCategories, "M"); // => "Agent public"
 * entryOf(activityGenres, "GENR05")?.status; // => "deprecated"
 * ```
 */
import type { CodeList } from "./CodeList.ts";
import { ansLicence, official } from "./internal/code-entries.ts";

/** Mode d'exercice. "I" appeared on 2026-02-02: work done for a structure through a company. */
export const exerciseModes: CodeList = {
  id: "TRE_R23",
  name: "Mode d'exercice",
  oid: "1.2.250.1.213.1.6.1.18",
  url: "https://mos.esante.gouv.fr/NOS/TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice",
  version: "20260202120000",
  status: "verified",
  source: "TRE_R23-ModeExercice, Agence du Numérique en Santé",
  licence: ansLicence,
  entries: [
    official("L", "Libéral, indépendant, artisan, commerçant"),
    official("S", "Salarié"),
    official("B", "Bénévole"),
    official("I", "Indirect"),
  ],
};

/** Genre d'activite. */
export const activityGenres: CodeList = {
  id: "TRE_R22",
  name: "Genre d'activité",
  oid: "1.2.250.1.213.1.6.1.19",
  url: "https://mos.esante.gouv.fr/NOS/TRE_R22-GenreActivite/FHIR/TRE-R22-GenreActivite",
  version: "20240329120000",
  status: "verified",
  source: "TRE_R22-GenreActivite, Agence du Numérique en Santé",
  licence: ansLicence,
  entries: [
    official("GENR01", "Activité de soin et de pharmacie"),
    official("GENR02", "Activité de soins ou de pharmacien en tant que remplaçant"),
    official("GENR03", "Remplacement dans une activité de soins"),
    official("GENR04", "Activité non soignante"),
    official("GENR05", "Activité non médicale", "2020-06-26"),
    official("GENR06", "Délégation de responsabilité pour continuité de service"),
    official("GENR07", "Activité de soins en tant qu'intérimaire", "2020-06-26"),
    official("GENR08", "Coordination et orientation"),
    official("GENR09", "Administratif ou appui à l'organisation de l'accompagnement social/médico-social"),
    official("GENR10", "Accompagnement social/médico-social à la vie sociale, professionnelle, éducative"),
    official("GENR11", "Accompagnement social/médico-social au soin"),
    official("GENR12", "Encadrement et organisation de l'accompagnement social/médico-social"),
    official("GENR13", "Activité médico-administrative"),
    official("GENR99", "Autre activité"),
  ],
};

/** Categorie professionnelle. "M" reads "Agent public" since 2024-03-29: it is not "militaire". */
export const professionalCategories: CodeList = {
  id: "TRE_R09",
  name: "Catégorie professionnelle",
  oid: "1.2.250.1.213.1.6.1.10",
  url: "https://mos.esante.gouv.fr/NOS/TRE_R09-CategorieProfessionnelle/FHIR/TRE-R09-CategorieProfessionnelle",
  version: "20260223120000",
  status: "verified",
  source: "TRE_R09-CategorieProfessionnelle, Agence du Numérique en Santé",
  licence: ansLicence,
  entries: [
    official("C", "Civil"),
    official("E", "Etudiant"),
    official("F", "Fonctionnaire d'Etat ou de collectivité locale", "2026-02-23"),
    official("M", "Agent public"),
  ],
};
