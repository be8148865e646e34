import { date, number } from "../french.ts";
import { allowed, every, isRefused, type SectionWriter } from "../subject.ts";
import { eurosOr, missionLabel, numberOr } from "../words.ts";
import { amount, explanationText, figure, missing, table } from "../writing.ts";

const states: ReadonlyMap<string, string> = new Map([
  ["planned", "planifiée"],
  ["published", "publiée"],
]);

/** The actions of the year and what they came to. */
export const prevention: SectionWriter = {
  id: "prevention",
  heading: "Actions de prévention",
  write: async ({ connection, cpts, from, notes, to }) => {
    const [evaluation, actions] = await Promise.all([
      allowed("Le bilan des actions", connection.prevention.readEvaluation({ id: cpts.id, from, to, explain: "true" })),
      every("Les actions", connection.prevention.listActions.all({ cpts: cpts.id, from, to })),
    ]);
    const why = (name: string) => {
      const found = isRefused(evaluation) ? undefined : evaluation.explanations?.find(({ figure: one }) => one === name || name.startsWith(`${one}.`));
      return found === undefined ? null : notes.numberOf(explanationText(found));
    };
    const rows = isRefused(evaluation)
      ? []
      : ([
          ["Actions planifiées", figure(number(evaluation.actions.planned), evaluation.actions.planned, why("actions.planned"))],
          ["Actions menées", figure(number(evaluation.actions.done), evaluation.actions.done, why("actions.done"))],
          ["Séances tenues", figure(number(evaluation.sessions.held), evaluation.sessions.held, why("sessions.held"))],
          ["Personnes rencontrées", figure(number(evaluation.people.reached), evaluation.people.reached, why("people.reached"))],
          ["Personnes dépistées", figure(number(evaluation.people.screened), evaluation.people.screened, why("people.screened"))],
          ["Personnes orientées", figure(number(evaluation.people.referred), evaluation.people.referred, why("people.referred"))],
          ["Rencontrées pour 1 000 habitants", figure(numberOr(evaluation.people.perThousand), evaluation.people.perThousand, why("people.perThousand"))],
          ["Dépensé", amount(eurosOr(evaluation.cost.spentCents), evaluation.cost.spentCents, why("cost.spentCents"))],
          ["Coût par personne rencontrée", amount(eurosOr(evaluation.cost.perPersonCents), evaluation.cost.perPersonCents, why("cost.perPersonCents"))],
        ] as const);
    const held = isRefused(actions) ? [] : actions;
    return {
      blocks: [
        ...table("Bilan de l'année", rows, [
          { title: "Donnée", cell: ([name]) => name },
          { title: "Valeur", figures: true, cell: ([, value]) => value },
        ], notes.numberOf("Somme des derniers résultats saisis des séances tenues dans la période, d'après les actions et les séances saisies dans la plate-forme.")),
        ...table("Actions", held, [
          { title: "Action", cell: ({ title }) => title },
          { title: "Mission", cell: ({ mission }) => missionLabel(mission) },
          { title: "Quand", cell: ({ period }) => (period === null ? "inconnu" : `${date(period.from)} – ${date(period.to)}`) },
          { title: "État", cell: ({ state }) => states.get(state) ?? state },
        ]),
      ],
      missing: [...(isRefused(evaluation) ? [evaluation.refused] : []), ...(isRefused(actions) ? [actions.refused] : held.length === 0 ? [missing("Les actions de prévention", "aucune n'est saisie pour l'année")] : [])],
    };
  },
};
