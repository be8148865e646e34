import type { Bilingual } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import type { NobodyHolds, PlanDayNotPossible } from "@cpts/domain/CrisisPlan";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { formatEn, formatFr, fromLocalDate } from "@cpts/domain/PartialDate";

const fr = (day: LocalDate): string => formatFr(fromLocalDate(day));
const en = (day: LocalDate): string => formatEn(fromLocalDate(day));

const refusal = (detail: Bilingual): Problem => new Problem({ type: "illegal-transition", detail });
const faulty = (path: string, code: string, message: Bilingual): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path: [path], code, message }] });

/** Why a draft does not become the plan. */
export const notPublished = (failure: PlanDayNotPossible | NobodyHolds): Problem => {
  if (failure._tag === "NobodyHolds")
    return failure.roles.length === 0
      ? refusal({ fr: "Ce plan n'a aucun rôle : en cas de crise personne n'agirait.", en: "This plan has no role: in a crisis nobody would act." })
      : refusal({ fr: `Personne ne tient : ${failure.roles.join(", ")}. Nommez quelqu'un à chaque rôle.`, en: `Nobody holds: ${failure.roles.join(", ")}. Name somebody for each role.` });
  if (failure.publishedOn > failure.today || failure.earliest === null) return inTheFuture("publishedOn", failure.today);
  return faulty("publishedOn", "before-the-version-before", { fr: `la version précédente a été publiée le ${fr(failure.earliest)}`, en: `the version before was published on ${en(failure.earliest)}` });
};

export const inTheFuture = (path: string, today: LocalDate): Problem =>
  faulty(path, "in-the-future", { fr: `ce jour n'est pas encore venu : nous sommes le ${fr(today)}`, en: `this day has not come yet: today is ${en(today)}` });

export const noDraft = refusal({ fr: "Ce plan n'a pas de brouillon : ce qui est publié ne change plus. Commencez la version suivante.", en: "This plan has no draft: what is published changes no more. Begin the next version." });
export const notYetPublished = refusal({ fr: "Ce plan n'a jamais été publié : il n'y a rien à exercer.", en: "This plan was never published: there is nothing to exercise." });
export const hasAPlan = new Problem({ type: "already-exists", detail: { fr: "Cette CPTS a déjà un plan de crise : modifiez-le.", en: "This CPTS has a crisis plan already: change it." } });
export const versionConflict = (version: number): Problem =>
  new Problem({
    type: "version-conflict",
    detail: { fr: `On en est à la version ${version}. Relisez, puis refaites votre modification.`, en: `It is at version ${version}. Read it again, then make your change anew.` },
  });
