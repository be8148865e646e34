import type { Bilingual } from "@cpts/api/Endpoint";
import type { TaskState } from "@cpts/domain/Crisis";

/** The words of the report that closes a crisis. */
interface ReportWords {
  readonly title: string;
  readonly cpts: string;
  readonly level: string;
  readonly theme: string;
  readonly activated: string;
  readonly closed: string;
  readonly lasted: string;
  readonly plan: string;
  readonly withoutPlan: string;
  readonly reason: string;
  readonly report: string;
  readonly lessons: string;
  readonly tasks: string;
  readonly states: Readonly<Record<TaskState, string>>;
  readonly log: string;
  readonly kinds: Readonly<Record<string, string>>;
}

const fr: ReportWords = {
  title: "Rapport de clôture d'une crise",
  cpts: "CPTS",
  level: "Niveau",
  theme: "Thème",
  activated: "Alerte donnée",
  closed: "Alerte levée",
  lasted: "Durée, en minutes",
  plan: "Version du plan de crise",
  withoutPlan: "aucune",
  reason: "Pourquoi le plan a été activé",
  report: "Ce qui a été fait",
  lessons: "Ce que le prochain plan devrait dire",
  tasks: "Tâches",
  states: { todo: "à faire", doing: "en cours", done: "faite", cancelled: "abandonnée" },
  log: "Main courante (heure de Paris)",
  kinds: { activated: "alerte donnée", "task-added": "tâche donnée", "task-changed": "tâche avancée", closed: "alerte levée" },
};

const en: ReportWords = {
  title: "Report that closes a crisis",
  cpts: "CPTS",
  level: "Level",
  theme: "Theme",
  activated: "Alert given",
  closed: "Alert lifted",
  lasted: "Minutes it lasted",
  plan: "Version of the crisis plan",
  withoutPlan: "none",
  reason: "Why the plan was activated",
  report: "What was done",
  lessons: "What the next plan should say",
  tasks: "Tasks",
  states: { todo: "to do", doing: "under way", done: "done", cancelled: "given up" },
  log: "Log (time in Paris)",
  kinds: { activated: "alert given", "task-added": "task given", "task-changed": "task moved on", closed: "alert lifted" },
};

/** The words of the report, by language. */
export const reportWords: Readonly<Record<keyof Bilingual, ReportWords>> = { fr, en };
