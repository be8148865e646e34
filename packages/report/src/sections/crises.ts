import { date, number } from "../french.ts";
import { every, isRefused, type SectionWriter } from "../subject.ts";
import { cell, list, missing, paragraph } from "../writing.ts";

/** The crisis plan, its exercises, and the crises of the year. */
export const crises: SectionWriter = {
  id: "crise",
  heading: "Plan de crise",
  write: async ({ asOf, connection, cpts, from, to }) => {
    const [plans, activated] = await Promise.all([every("Le plan de crise", connection.prevention.listCrisisPlans.all({ cpts: cpts.id })), every("Les crises", connection.prevention.listCrises.all({ cpts: cpts.id }))]);
    const plan = isRefused(plans) ? undefined : plans.find(({ published }) => published !== null);
    const exercises = plan?.exercises.filter(({ heldOn }) => heldOn >= from && heldOn < to) ?? [];
    const crisesOfYear = isRefused(activated) ? [] : activated.filter(({ activatedAt }) => activatedAt.slice(0, 10) >= from && activatedAt.slice(0, 10) < to);
    return {
      blocks: [
        ...(plan?.published == null ? [] : [paragraph(`« ${plan.published.title} », version ${number(plan.published.number)} publiée le ${date(plan.published.publishedOn)}${plan.updateDueOn === null ? "" : `, à mettre à jour avant le ${date(plan.updateDueOn)}${plan.updateDueOn < asOf ? " : la date est passée" : ""}`}.`)]),
        ...list(exercises.map(({ heldOn, scenario }) => cell(`Exercice du ${date(heldOn)} : ${scenario}`))),
        ...list(crisesOfYear.map(({ activatedAt, closedAt, theme }) => cell(`Crise « ${theme} » : activée le ${date(activatedAt.slice(0, 10))}, ${closedAt === null ? "en cours" : `close le ${date(closedAt.slice(0, 10))}`}`))),
        ...(isRefused(activated) || crisesOfYear.length > 0 ? [] : [paragraph("Aucune crise n'a été activée dans l'année.")]),
      ],
      missing: [...(isRefused(plans) ? [plans.refused] : plan === undefined ? [missing("Le plan de crise", "aucun n'est publié")] : exercises.length === 0 ? [missing("Les exercices de crise", "aucun n'est noté dans l'année")] : []), ...(isRefused(activated) ? [activated.refused] : [])],
    };
  },
};
