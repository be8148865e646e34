import { Problem } from "@cpts/api/Problem";
import type { TaskState } from "@cpts/domain/Crisis";

export const closedAlready = new Problem({ type: "illegal-transition", detail: { fr: "Cette crise est close : sa main courante et ses tâches ne changent plus.", en: "This crisis is closed: its log and its tasks change no more." } });

export const notInTime = new Problem({
  type: "invalid-request",
  faults: [{ in: "body", path: ["at"], code: "not-in-time", message: { fr: "entre l'alerte et maintenant", en: "between the alert and now" } }],
});

const labels: Readonly<Record<TaskState, string>> = { todo: "à faire", doing: "en cours", done: "faite", cancelled: "annulée" };

export const taskStays = (state: TaskState): Problem =>
  new Problem({ type: "illegal-transition", detail: { fr: `Cette tâche est ${labels[state]} : elle ne peut aller là.`, en: `This task is ${state}: it cannot go there.` } });

export const tasksOpen = (titles: ReadonlyArray<string>): Problem =>
  new Problem({
    type: "illegal-transition",
    detail: {
      fr: `Il reste à faire ou à annuler : ${titles.map((title) => `« ${title} »`).join(", ")}.`,
      en: `Still to be done or cancelled: ${titles.map((title) => `"${title}"`).join(", ")}.`,
    },
  });
