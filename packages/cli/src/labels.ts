/**
 * What the fields of answers are called, in French and English. A field that is not here is shown under its own name, so
 * that what a newer service answers is shown too.
 *
 * @example
 * ```ts
 * import { labelOf } from "./labels.ts"
 *
 * labelOf("shortName", "fr") // => "Nom court"
 * labelOf("signedOn", "en") // => "Signed on"
 * ```
 *
 * @since 0.1.0
 */
import type { Language } from "./language.ts";

const labels: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  id: ["Identifiant", "Id"],
  name: ["Nom", "Name"],
  nom: ["Nom", "Name"],
  shortName: ["Nom court", "Short name"],
  title: ["Titre", "Title"],
  status: ["Statut", "Status"],
  legalForm: ["Forme juridique", "Legal form"],
  identifiers: ["Identifiants nationaux", "National ids"],
  externalIds: ["Autres identifiants", "External ids"],
  website: ["Site", "Website"],
  provenance: ["Provenance", "Provenance"],
  version: ["Version", "Version"],
  facts: ["Faits déclarés", "Declared facts"],
  fact: ["Fait", "Fact"],
  property: ["Propriété", "Property"],
  value: ["Valeur", "Value"],
  unit: ["Unité", "Unit"],
  qualifier: ["Précision", "Qualifier"],
  date: ["Date", "Date"],
  source: ["Source", "Source"],
  document: ["Document", "Document"],
  code: ["Code", "Code"],
  type: ["Type", "Type"],
  kind: ["Genre", "Kind"],
  departement: ["Département", "Departement"],
  departements: ["Départements", "Departements"],
  region: ["Région", "Region"],
  epci: ["EPCI", "EPCI"],
  population: ["Population", "Population"],
  codesPostaux: ["Codes postaux", "Postal codes"],
  matched: ["Trouvé par", "Found by"],
  coveredBy: ["Couverte par", "Covered by"],
  perhapsCoveredBy: ["Peut-être couverte par", "Perhaps covered by"],
  resolvedFrom: ["Demandée comme", "Asked for as"],
  cog: ["Édition du COG", "COG edition"],
  cogNote: ["Note sur le COG", "COG note"],
  asOf: ["À la date du", "As of"],
  certainty: ["Certitude", "Certainty"],
  validFrom: ["Depuis", "From"],
  validTo: ["Jusqu'au", "Until"],
  communes: ["Communes", "Communes"],
  parts: ["Parties de commune", "Parts of communes"],
  prose: ["Description", "Description"],
  extent: ["Étendue", "Extent"],
  places: ["Lieux", "Places"],
  sizeClass: ["Taille", "Size class"],
  explanations: ["Explications", "Explanations"],
  figure: ["Chiffre", "Figure"],
  rule: ["Règle", "Rule"],
  inputs: ["Données", "Inputs"],
  sources: ["Sources", "Sources"],
  computed: ["Calculé", "Computed"],
  declared: ["Déclaré", "Declared"],
  learnedAt: ["Appris à", "Learned at"],
  cptsId: ["CPTS", "CPTS"],
  mission: ["Mission", "Mission"],
  missions: ["Missions", "Missions"],
  profession: ["Profession", "Profession"],
  role: ["Rôle", "Role"],
  position: ["Position", "Position"],
  head: ["Tête", "Head"],
};

/** A name from code, as words: `signedOn` -> `Signed on`. */
const wordsOf = (field: string): string => {
  const words = field.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The title of a field. */
export const labelOf = (field: string, language: Language): string => (Object.hasOwn(labels, field) ? labels[field]?.[language === "fr" ? 0 : 1] : undefined) ?? wordsOf(field);
