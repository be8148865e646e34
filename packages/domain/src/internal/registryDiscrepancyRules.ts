import type { Sentence } from "./sentenceWords.ts";

const epciCount: Sentence = {
  fr: "Le nombre déclaré est comparé aux intercommunalités nommées ; s'il est celui des seules communautés de communes parmi elles, l'écart est expliqué.",
  en: "The declared number is compared with the intercommunalities named; if it is that of the communautés de communes alone among them, the difference is explained.",
};

const sizeClass: Sentence = {
  fr: "La taille est gardée à la signature du contrat et ne change que par avenant ; elle est comparée à celle de la population calculée au jour demandé.",
  en: "The size is frozen at the signature of the contract and changes by an amendment only; it is compared with that of the population computed for the day asked.",
};

const withoutYear: Sentence = {
  fr: "Une date sans année reste ainsi. Un fait inféré de la même propriété, du même jour et du même mois, ou un contrat pour sa signature, donne une année sans la confirmer.",
  en: "A date without a year stays so. An inferred fact of the same property, day and month, or a contract for its signature, gives a year without confirming it.",
};

/** How the registry finds what does not fit, by code. */
export const registryDiscrepancyRules: Readonly<Record<string, Sentence>> = {
  "declared-differs": {
    fr: "Ce que le document déclare, avec sa réserve (« plus de », « environ »), n'admet pas le chiffre calculé.",
    en: 'What the document declares, with its qualifier ("more than", "about"), does not admit the computed figure.',
  },
  "declared-not-verifiable": {
    fr: "Une somme qui laisse de côté une commune sans population connue ne vérifie rien ; sans commune, rien n'est calculé.",
    en: "A sum that leaves out a commune without known population verifies nothing; without a commune nothing is computed.",
  },
  "declared-conflicts": {
    fr: "Deux faits d'une même propriété et d'une même date (à défaut, celle de leur document) qu'aucune valeur ne rend vrais ensemble.",
    en: "Two facts of one property and one date (or else that of their document) that no value makes true together.",
  },
  "epci-count-explained": epciCount,
  "epci-count-differs": epciCount,
  "parts-exceed-commune": {
    fr: "Les populations que les documents donnent aux parties d'une commune, exactes ou à peu près, sont additionnées et comparées à celle de la commune.",
    en: "The populations that documents give the parts of a commune, exact or about, are added up and compared with that of the commune.",
  },
  "size-class-drift": sizeClass,
  "size-class-not-verifiable": sizeClass,
  "no-year": withoutYear,
  "no-year-inferred": withoutYear,
};
