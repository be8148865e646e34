/**
 * The FINESS categories met around a CPTS: an extract of TRE_R66, which FINESS+ replaces by TRE_R397 with the same codes.
 *
 * @example
 * ```ts
 * import { cptsFinessCategory, finessCategories, labelOf } from "@cpts/reference-data";
 *
 * labelOf(finessCategories, cptsFinessCategory); // => "Communauté Professionnelle Territoriale de Santé (CPTS)"
 * ```
 */
import type { CodeList } from "./CodeList.ts";
import { ansLicence, official } from "./internal/code-entries.ts";

/** The category under which CPTS with a validated project are registered: legal entity and seat only, not their members. */
export const cptsFinessCategory = "604";

/** An extract: a code missing here may well exist. */
export const finessCategories: CodeList = {
  id: "TRE_R66",
  name: "Catégorie d'établissement (extract)",
  oid: "1.2.250.1.213.1.6.1.8",
  url: "https://mos.esante.gouv.fr/NOS/TRE_R66-CategorieEtablissement/FHIR/TRE-R66-CategorieEtablissement",
  version: "20260505120000",
  status: "partial",
  source: "TRE_R66-CategorieEtablissement, Agence du Numérique en Santé; TRE_R397 in FINESS+",
  licence: ansLicence,
  entries: [
    official("124", "Centre de Santé"),
    official("127", "Hospitalisation à Domicile"),
    official("156", "Centre Médico-Psychologique (C.M.P.)"),
    official("354", "Service de Soins Infirmiers A Domicile (S.S.I.A.D)"),
    official("355", "Centre Hospitalier (C.H.)"),
    official("603", "Maison de santé (L.6223-3)"),
    official("604", "Communauté Professionnelle Territoriale de Santé (CPTS)"),
    official("606", "Dispositif d'appui à la coordination (DAC)"),
    official("611", "Laboratoire de Biologie Médicale"),
    official("620", "Pharmacie d'Officine"),
  ],
};
