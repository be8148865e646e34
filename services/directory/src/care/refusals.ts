import { Problem } from "@cpts/api/Problem";

/** Refused at one field of the body. */
export const refused = (path: string, code: string, fr: string, en: string, type: Problem["type"] = "invalid-request"): Problem => new Problem({ type, faults: [{ in: "body", path: [path], code, message: { fr, en } }] });

export const participationNotFound = new Problem({ type: "not-found", detail: { fr: "Cette participation n'est pas connue ici.", en: "This participation is not known here." } });
export const countNotFound = new Problem({ type: "not-found", detail: { fr: "Ce décompte n'est pas connu ici.", en: "This count is not known here." } });
export const alreadyEnded = new Problem({ type: "illegal-transition", detail: { fr: "Cette participation est déjà terminée.", en: "This participation has already ended." } });
export const staleCount = (version: number): Problem =>
  new Problem({ type: "version-conflict", detail: { fr: `Le décompte en est à la version ${version}. Relisez-le, puis corrigez-le.`, en: `The count is at version ${version}. Read it again, then correct it.` } });
