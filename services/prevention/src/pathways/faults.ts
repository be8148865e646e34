import type { Bilingual } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import { formatEn, formatFr, fromLocalDate } from "@cpts/domain/PartialDate";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { PeriodNotOver, PeriodOverlaps } from "@cpts/domain/PathwayInclusions";
import type { DayNotPossible, NoDraft, NothingNew, NothingToFollow, StepsUnreachable } from "@cpts/domain/PathwayVersions";

const fr = (day: LocalDate): string => formatFr(fromLocalDate(day));
const en = (day: LocalDate): string => formatEn(fromLocalDate(day));

const notNow = (detail: Bilingual): Problem => new Problem({ type: "illegal-transition", detail });
const faulty = (path: ReadonlyArray<string>, code: string, message: Bilingual): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path, code, message }] });

const unreachableSteps = ({ steps }: StepsUnreachable): Problem =>
  new Problem({
    type: "illegal-transition",
    detail: {
      fr: `Aucun chemin ne mène de la première étape à : ${steps.join(", ")}. Reliez-les ou retirez-les.`,
      en: `No way leads from the first step to: ${steps.join(", ")}. Link them or remove them.`,
    },
  });

/** Why a draft is not published. */
export const notPublished = (failure: NoDraft | NothingToFollow | NothingNew | StepsUnreachable | DayNotPossible): Problem => {
  switch (failure._tag) {
    case "NoDraft":
      return notNow({ fr: "Ce parcours n'a pas de brouillon : ce qui est publié ne change plus. Commencez la version suivante.", en: "This pathway has no draft: what is published changes no more. Begin the next version." });
    case "NothingToFollow":
      return notNow({ fr: "Ce brouillon n'a ni document ni étape : rien que l'on puisse suivre.", en: "This draft has neither a document nor a step: nothing to follow." });
    case "NothingNew":
      return notNow({ fr: `Ce brouillon dit la même chose que la version ${failure.number} et n'apporte aucun document.`, en: `This draft says the same as version ${failure.number} and brings no document.` });
    case "StepsUnreachable":
      return unreachableSteps(failure);
    case "DayNotPossible":
      return failure.publishedOn > failure.today
        ? faulty(["publishedOn"], "in-the-future", { fr: `ce jour n'est pas encore venu : nous sommes le ${fr(failure.today)}`, en: `this day has not come yet: today is ${en(failure.today)}` })
        : faulty(["publishedOn"], "before-the-version-before", {
            fr: `la version précédente a été publiée le ${fr(failure.earliest ?? failure.today)}`,
            en: `the version before was published on ${en(failure.earliest ?? failure.today)}`,
          });
  }
};

/** Why a count of inclusions is not taken. */
export const notCounted = (failure: PeriodOverlaps | PeriodNotOver): Problem =>
  failure._tag === "PeriodNotOver"
    ? faulty(["to"], "period-not-over", { fr: `cette période n'est pas finie : nous sommes le ${fr(failure.today)}`, en: `this period is not over: today is ${en(failure.today)}` })
    : faulty(["from"], "period-overlaps", {
        fr: `des jours sont déjà comptés du ${fr(failure.from)} au ${fr(failure.to)} exclu : corrigez cette période-là`,
        en: `days are already counted from ${en(failure.from)} to ${en(failure.to)} excluded: correct that period`,
      });

export const versionConflict = (version: number): Problem =>
  new Problem({
    type: "version-conflict",
    detail: { fr: `Le parcours en est à la version ${version}. Relisez-le, puis refaites votre modification.`, en: `The pathway is at version ${version}. Read it again, then make your change anew.` },
  });

export const neverPublished = notNow({ fr: "Ce parcours n'a jamais été publié : personne n'a pu y entrer.", en: "This pathway was never published: nobody can have entered it." });
export const noDraftForDocument = notNow({ fr: "Ce parcours n'a pas de brouillon : un document vient avec la version suivante.", en: "This pathway has no draft: a document comes with the next version." });
export const noSteps = new Problem({ type: "not-found", detail: { fr: "Cette version n'a pas d'étapes à dessiner.", en: "This version has no steps to draw." } });
export const noSuchVersion = new Problem({ type: "not-found", detail: { fr: "Ce parcours n'a pas cette version.", en: "This pathway has no such version." } });
