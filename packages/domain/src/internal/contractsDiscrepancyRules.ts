import type { Sentence } from "./sentenceWords.ts";

/** How the contracts service finds what does not fit, by code. */
export const contractsDiscrepancyRules: Readonly<Record<string, Sentence>> = {
  "action-sheets-unknown": {
    fr: "Le nombre de fiches déclaré, avec sa réserve, est comparé à celui des fiches dont le titre est connu : trop de titres diffère, trop peu ne permet pas de dire lesquels manquent. Aucune fiche n'est inventée.",
    en: "The declared number of sheets, with its qualifier, is compared with that of the sheets whose title is known: too many titles differ, too few leave untold which are missing. No sheet is made up.",
  },
  "contract-ordinal": {
    fr: "Le rang déclaré moins un est comparé aux contrats signés du même type, rattachés à la même région et signés avant : plus que le rang ne le permet diffère, moins ne permet pas de conclure. Une date déduite ne confirme ni ne réfute rien.",
    en: "The declared rank less one is compared with the signed contracts of the kind, attached to the same region and signed before: more than the rank allows differ, fewer tell nothing. An inferred date neither confirms nor refutes.",
  },
  "expected-party-missing": {
    fr: "Les parties du contrat, ou ses signataires quand ils sont connus, sont comparées à celles que ce type de contrat a d'ordinaire ; une seule des qualités attendues suffit. Une attente qui n'est pas vérifiée ne permet pas de conclure.",
    en: "The parties of the contract, or its signatories where they are known, are compared with those that this kind of contract usually has; one of the expected capacities is enough. An expectation that is not verified tells nothing.",
  },
  "signed-year-inferred": {
    fr: "Le document ne donne pas toute la date de signature ; ce qui en a été déduit est montré à côté, et ne la confirme pas.",
    en: "The document does not give the whole date of signature; what was inferred is shown beside it, and does not confirm it.",
  },
  "signed-before-validation": {
    fr: "L'adhésion à l'ACI suit la validation du projet de santé. Une signature que l'on note est refusée si elle la précède ; celle d'un contrat repris, ou d'un projet connu après elle, est gardée et dite ici.",
    en: "Joining the ACI follows the validation of the health project. A signature that is recorded is refused if it comes before; that of a contract taken over, or of a project known after it, is kept and said here.",
  },
  "contract-size-drift": {
    fr: "La taille que le contrat garde, par sa signature ou son dernier avenant en vigueur, est comparée à celle où tombe aujourd'hui la population de son territoire, selon le barème du contrat. Elle ne change que par un avenant.",
    en: "The size that the contract keeps, by its signature or its last amendment in force, is compared with the one that the population of its territory falls in today, by the grid of the contract. It only changes by an amendment.",
  },
  "contract-counts-sum": {
    fr: "La somme des contrats que le document compte par département est comparée au total qu'il donne pour la région.",
    en: "The sum of the contracts that the document counts by departement is compared with the total it gives for the region.",
  },
};
