import { date, number } from "../french.ts";
import { allowed, every, isRefused, type SectionWriter, type Subject } from "../subject.ts";
import { contractLabel, missionLabel, sourceText } from "../words.ts";
import { cell, figure, missing, table, withoutContract } from "../writing.ts";

type Contract = Subject["contracts"][number];

const shown = ({ denominator, numerator, value }: { readonly numerator: number | null; readonly denominator: number | null; readonly value: number | null }): string =>
  numerator !== null && denominator !== null ? `${number(numerator)} sur ${number(denominator)}` : value === null ? "valeur retenue" : number(value);

const ofContract = async ({ connection, from, notes, to }: Subject, { id, kind }: Contract) => {
  const name = contractLabel(kind);
  const [plan, observed] = await Promise.all([allowed(`Les indicateurs : ${name}`, connection.contracts.readIndicatorPlan({ id })), every(`Les observations : ${name}`, connection.contracts.listObservations.all({ id }))]);
  if (isRefused(plan)) return { blocks: [], missing: [plan.refused] };
  const observations = isRefused(observed) ? [] : observed.filter(({ correctedBy }) => correctedBy === null);
  const inYear = observations.filter((one) => one.from < to && one.to > from);
  const before = (indicator: string) => observations.filter((one) => one.indicator === indicator && one.to <= from).toSorted((one, other) => (one.to < other.to ? 1 : -1))[0];
  return {
    blocks: table(
      `Indicateurs : ${name}`,
      plan.indicators.map((planned) => ({ planned, now: inYear.filter(({ indicator }) => indicator === planned.indicator).at(-1), earlier: before(planned.indicator) })),
      [
        { title: "Indicateur", cell: ({ planned }) => `${planned.indicator} ${planned.label ?? planned.catalogue.label}` },
        { title: "Mission", cell: ({ planned }) => (planned.mission === null ? "" : missionLabel(planned.mission)) },
        { title: "Départ", figures: true, cell: ({ planned: { baseline } }) => (baseline === null ? "inconnu" : figure(`${number(baseline.value)} (${date(baseline.on)})`, baseline.value)) },
        { title: "Période d'avant", figures: true, cell: ({ earlier }) => (earlier === undefined ? "aucune observation" : shown(earlier)) },
        { title: "Dans l'année", figures: true, cell: ({ now }) => (now === undefined ? "aucune observation" : cell(`${shown(now)}${now.validatedBy === null ? " (non validé)" : ""}`, notes.numberOf(sourceText(now.source)))) },
      ],
      notes.numberOf("Le point de départ est celui du plan d'indicateurs du contrat ; une observation est ce qui a été saisi pour sa période."),
    ),
    missing: [
      ...(plan.indicators.length === 0 ? [missing(`Les indicateurs : ${name}`, "aucun n'est fixé")] : []),
      ...(isRefused(observed) ? [observed.refused] : plan.indicators.filter(({ indicator }) => !inYear.some((one) => one.indicator === indicator)).map(({ indicator }) => missing(`L'indicateur ${indicator} : ${name}`, "rien n'est observé dans l'année"))),
    ],
  };
};

/** What the contracts measure, the year beside the last period before it. */
export const indicators: SectionWriter = {
  id: "indicateurs",
  heading: "Indicateurs",
  write: async (subject) => {
    const drafts = await Promise.all(subject.contracts.map((contract) => ofContract(subject, contract)));
    return { blocks: drafts.flatMap(({ blocks }) => blocks), missing: subject.contracts.length === 0 ? [withoutContract("Les indicateurs")] : drafts.flatMap((draft) => draft.missing) };
  },
};
