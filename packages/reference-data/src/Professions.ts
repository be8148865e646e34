/**
 * The health professions of the Code de la sante publique, TRE_G15.
 *
 * @example
 * ```ts
 * import { activeEntries, entryOf, professions } from "@cpts/reference-data";
 *
 * activeEntries(professions).length; // => 24
 * entryOf(professions, "93")?.deprecatedOn; // => "2021-12-17"
 * ```
 */
import type { CodeList } from "./CodeList.ts";
import { ansLicence, official } from "./internal/code-entries.ts";

/**
 * Thirty professions, 24 of them active. "93 Psychologue" was closed here on 2021-12-17: psychologists are users of a
 * title, in TRE_R95. Codes 35 to 39 were closed on 2024-12-13.
 */
export const professions: CodeList = {
  id: "TRE_G15",
  name: "Profession de santé",
  oid: "1.2.250.1.71.1.2.7",
  url: "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante",
  version: "20250328120000",
  status: "verified",
  source: "TRE_G15-ProfessionSante, Agence du Numérique en Santé",
  licence: ansLicence,
  entries: [
    official("10", "Médecin"),
    official("21", "Pharmacien"),
    official("26", "Audioprothésiste"),
    official("28", "Opticien-Lunetier"),
    official("31", "Assistant dentaire"),
    official("32", "Physicien médical"),
    official("35", "Aide-soignant", "2024-12-13"),
    official("36", "Ambulancier", "2024-12-13"),
    official("37", "Auxiliaire de puériculture", "2024-12-13"),
    official("38", "Préparateur en pharmacie hospitalière", "2024-12-13"),
    official("39", "Préparateur en pharmacie (officine)", "2024-12-13"),
    official("40", "Chirurgien-Dentiste"),
    official("50", "Sage-Femme"),
    official("60", "Infirmier"),
    official("69", "Infirmier psychiatrique"),
    official("70", "Masseur-Kinésithérapeute"),
    official("80", "Pédicure-Podologue"),
    official("81", "Orthoprothésiste"),
    official("82", "Podo-Orthésiste"),
    official("83", "Orthopédiste-Orthésiste"),
    official("84", "Oculariste"),
    official("85", "Epithésiste"),
    official("86", "Technicien de laboratoire médical"),
    official("91", "Orthophoniste"),
    official("92", "Orthoptiste"),
    official("93", "Psychologue", "2021-12-17"),
    official("94", "Ergothérapeute"),
    official("95", "Diététicien"),
    official("96", "Psychomotricien"),
    official("98", "Manipulateur ERM"),
  ],
};
