import type { Bilingual } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import { formatEn, formatFr, type PartialDate } from "@cpts/domain/PartialDate";
import type { DecisionFault } from "@cpts/domain/HealthProject";

export const noSuchVersion = new Problem({ type: "not-found", detail: { fr: "Cette CPTS n'a pas cette version.", en: "This CPTS has no such version." } });

/** A version waits for its answer: the next one comes after it. */
export const stillWaiting = new Problem({
  type: "illegal-transition",
  detail: { fr: "La version précédente attend encore sa réponse.", en: "The version before it still waits for its answer." },
});

export const alreadyAnswered = new Problem({ type: "illegal-transition", detail: { fr: "Cette version a déjà sa réponse.", en: "This version has its answer already." } });

const invalid = (code: string, message: Bilingual): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["on"], code, message }] });

/** An answer before what it answers. */
export const beforeSubmission = (on: PartialDate): Problem =>
  invalid("before-submission", { fr: `la version a été déposée le ${formatFr(on)} : ceci ne peut être d'avant`, en: `the version was handed in on ${formatEn(on)}: this cannot be earlier` });

const future = invalid("in-the-future", { fr: "ceci est à venir : il se note quand il est fait", en: "this is yet to come: it is recorded once it is done" });

/** The agency was silent for two months: the project is validated, and nothing is left to answer. */
const afterSilence = (endsOn: string | null): Problem =>
  new Problem({
    type: "illegal-transition",
    detail: {
      fr: `L'ARS avait jusqu'au ${endsOn ?? ""} pour répondre : son silence a validé le projet de santé (art. L. 1434-12 CSP ; délai compté selon l'art. 641 du code de procédure civile).`,
      en: `The agency had until ${endsOn ?? ""} to answer: its silence has validated the health project (art. L. 1434-12 CSP; counted as art. 641 of the code de procédure civile counts).`,
    },
  });

export const decisionProblem = (fault: DecisionFault, submittedOn: PartialDate, endsOn: string | null): Problem => {
  if (fault === "already-decided") return alreadyAnswered;
  if (fault === "in-the-future") return future;
  return fault === "before-submission" ? beforeSubmission(submittedOn) : afterSilence(endsOn);
};
