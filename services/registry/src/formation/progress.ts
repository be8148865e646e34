import type { FormationView, NextStepView } from "@cpts/api/FormationViews";
import type { CptsId } from "@cpts/domain/Cpts";
import { cptsActions, type CptsAction, type CptsStatus } from "@cpts/domain/CptsStatus";
import { nextSteps, type NextStep } from "@cpts/domain/Formation";
import { silenceCountsFrom } from "@cpts/domain/HealthProject";
import { lackingIn } from "@cpts/domain/LetterOfIntent";
import { Effect } from "effect";
import { hasTerritory } from "./dossier.ts";
import { assertKnown, factsOf as letterFacts, lettersOf } from "./letters.ts";
import { factsOf as projectFacts, projectsOf } from "./projects.ts";
import { stepsOf } from "./steps.ts";
import { pathOfStep } from "./elsewhere.ts";

const silenceRule = {
  fr: "Art. L. 1434-12 CSP : deux mois de silence de l'ARS valident ; comptés de la réception du dossier complet (art. L. 114-5 CRPA), de quantième à quantième (art. 641 du code de procédure civile)",
  en: "Art. L. 1434-12 CSP: two months of silence of the ARS validate; counted from the receipt of the whole (art. L. 114-5 CRPA) to the same day of the month (art. 641 of the code de procédure civile)",
  // That nothing moves an end on a Sunday was not read.
  status: "provisional",
} as const;

const labelOf = (action: CptsAction) => cptsActions.find(({ code }) => code === action) ?? { fr: action, en: action };

const nextView = (step: NextStep): typeof NextStepView.Encoded => {
  const { en, fr } = labelOf(step.action);
  return {
    action: step.action,
    fr,
    en,
    to: step.to,
    by: step.by,
    source: { fr: step.legalSourceFr, en: step.legalSource, status: step.status },
    missing: step.missing.map(({ code, sourceEn, sourceFr, status, ...words }) => ({ code, fr: words.fr, en: words.en, source: { fr: sourceFr, en: sourceEn, status } })),
    path: pathOfStep(step.action),
  };
};

/** How far a CPTS has come, and what each of its next steps still needs. */
export const findFormation = (cptsId: CptsId) =>
  Effect.gen(function* () {
    const row = yield* assertKnown(cptsId);
    const steps = yield* stepsOf(cptsId);
    // Written by this service, from this list.
    const status = row.status as CptsStatus;
    const dossier = { status, reached: steps.map(({ to }) => to), legalForm: row.legal_form, hasTerritory: yield* hasTerritory(cptsId), hasEvidence: false };
    const letter = (yield* lettersOf(cptsId)).at(-1);
    const project = (yield* projectsOf(cptsId)).at(-1);
    const view: typeof FormationView.Encoded = {
      cptsId,
      status,
      done: steps.map((step) => step.view),
      next: nextSteps(dossier).map(nextView),
      letter: letter === undefined ? null : letterFacts(letter),
      letterLacks: lackingIn(letter?.content ?? {}),
      project: project === undefined ? null : projectFacts(project),
      silence: project?.state === "filed" ? { countsFrom: silenceCountsFrom(project.submittedOn, project.completeOn), endsOn: project.silenceEndsOn, rule: silenceRule } : null,
    };
    return view;
  });
