/**
 * What a CPTS still lacks to take its next step: each requirement with the text it comes from, and how sure that text is.
 *
 * `CptsStatus` says which steps exist from a status; this says what must be there before one of them.
 *
 * @example
 * ```ts
 * import * as Formation from "@cpts/domain/Formation";
 *
 * const dossier = { status: "terminated", reached: ["active", "terminated"], legalForm: null, hasTerritory: true, hasEvidence: false } as const;
 * Formation.missingFor("open-aci-negotiation", dossier).map(({ code }) => code); // => ["validated-project"]
 * Formation.nextSteps(dossier).map(({ action }) => action); // => ["open-aci-negotiation", "dissolve", "merge"]
 * ```
 */
import { transitionsFrom, type CptsAction, type CptsStatus, type Transition } from "./CptsStatus.ts";

/** What is known of a CPTS when a step is asked for. */
export interface Dossier {
  readonly status: CptsStatus;
  /** Every status it has had, as taken or as stated. */
  readonly reached: ReadonlyArray<CptsStatus>;
  readonly legalForm: string | null;
  /** Communes, parts of communes, or prose. */
  readonly hasTerritory: boolean;
  /** A document that proves the step comes with it. */
  readonly hasEvidence: boolean;
}

/** Something that must be there before a step. `provisional`: the text was not read, or texts disagree. */
export interface Requirement {
  readonly code: "territory" | "validated-project" | "legal-form" | "evidence";
  readonly fr: string;
  readonly en: string;
  readonly sourceFr: string;
  readonly sourceEn: string;
  readonly status: "verified" | "provisional";
}

interface Rule extends Requirement {
  readonly isMet: (dossier: Dossier) => boolean;
}

const validatedProject: Rule = {
  code: "validated-project",
  fr: "un projet de santé validé par l'ARS, expressément ou par son silence",
  en: "a health project that the ARS has validated, expressly or by its silence",
  sourceFr: "Art. L. 1434-12 CSP et ACI-CPTS du 20 juin 2019 : l'adhésion suit la validation du projet de santé",
  sourceEn: "Art. L. 1434-12 CSP and ACI-CPTS of 20 June 2019: the adhesion follows the validation of the health project",
  status: "verified",
  isMet: ({ reached }) => reached.includes("project-validated") || reached.includes("project-tacitly-validated"),
};

const legalForm: Rule = {
  code: "legal-form",
  fr: "une forme juridique : un contrat demande une personne morale",
  en: "a legal form: a contract takes a legal person",
  sourceFr: "Art. 1145 du code civil ; l'ACI n'impose aucune forme (sources contraires)",
  sourceEn: "Art. 1145 of the code civil; the ACI imposes no form (sources disagree)",
  status: "provisional",
  isMet: (dossier) => dossier.legalForm !== null,
};

const territory: Rule = {
  code: "territory",
  fr: "un territoire envisagé, en communes ou en mots",
  en: "an envisaged territory, in communes or in words",
  sourceFr: "Art. L. 1434-12 CSP : le projet de santé précise le territoire d'action",
  sourceEn: "Art. L. 1434-12 CSP: the health project says for which territory",
  status: "verified",
  isMet: (dossier) => dossier.hasTerritory,
};

const evidence = (fr: string, en: string, sourceFr: string, sourceEn: string): Rule => ({
  code: "evidence",
  fr,
  en,
  sourceFr,
  sourceEn,
  status: "provisional",
  isMet: (dossier) => dossier.hasEvidence,
});

const minutes = evidence(
  "le procès-verbal de l'assemblée générale (evidence)",
  "the minutes of the general assembly (evidence)",
  "Loi du 1er juillet 1901, art. 9, et statuts de l'association",
  "Law of 1 July 1901, art. 9, and the statutes of the association",
);
const signedContract = evidence(
  "le contrat signé (evidence)",
  "the signed contract (evidence)",
  "ACI-CPTS du 20 juin 2019 : contrat tripartite signé",
  "ACI-CPTS of 20 June 2019: signed tripartite contract",
);
const notifiedDecision = evidence(
  "la décision notifiée à la CPTS (evidence)",
  "the decision notified to the CPTS (evidence)",
  "Art. L. 211-2 CRPA : une décision défavorable est motivée, donc écrite",
  "Art. L. 211-2 CRPA: an unfavourable decision gives its reasons, hence is written",
);

const rules: { readonly [A in CptsAction]?: ReadonlyArray<Rule> } = {
  "file-letter-of-intent": [territory],
  "file-project": [territory],
  "open-aci-negotiation": [validatedProject],
  "sign-aci": [validatedProject, legalForm, signedContract],
  renew: [signedContract],
  suspend: [notifiedDecision],
  terminate: [notifiedDecision],
  dissolve: [minutes],
  merge: [minutes],
};

const told = ({ code, en, fr, sourceEn, sourceFr, status }: Rule): Requirement => ({ code, fr, en, sourceFr, sourceEn, status });

/** What is missing for a step, in the order of the rules; empty where nothing is. */
export const missingFor = (action: CptsAction, dossier: Dossier): ReadonlyArray<Requirement> => (rules[action] ?? []).filter(({ isMet }) => !isMet(dossier)).map(told);

/** A step that exists from where a CPTS stands, and what is missing for it. */
export interface NextStep extends Transition {
  readonly missing: ReadonlyArray<Requirement>;
}

/** Every step that exists from where a CPTS stands, in the order of the table. */
export const nextSteps = (dossier: Dossier): ReadonlyArray<NextStep> => transitionsFrom(dossier.status).map((step) => ({ ...step, missing: missingFor(step.action, dossier) }));
