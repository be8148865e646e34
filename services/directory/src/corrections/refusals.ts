import { Problem, type FieldFault } from "@cpts/api/Problem";

export const endsBeforeStart: FieldFault = { in: "body", path: ["validTo"], code: "period.empty", message: { fr: "la fin doit suivre le début", en: "the end must follow the start" } };
export const periodEmpty = new Problem({ type: "invalid-request", faults: [endsBeforeStart] });

/** Why a step is not possible from where something stands. */
export const illegalTransition = (fr: string, en: string): Problem => new Problem({ type: "illegal-transition", detail: { fr, en } });

/** Somebody else has changed it since it was read. */
export const versionConflictOf =
  (fr: string, pronoun: "la" | "le", en: string) =>
  (version: number): Problem =>
    new Problem({
      type: "version-conflict",
      detail: { fr: `${fr} en est à la version ${version}. Relisez-${pronoun}, puis refaites votre modification.`, en: `${en} is at version ${version}. Read it again, then make your change anew.` },
    });
