import { date, number, percent } from "../french.ts";
import { allowed, isRefused, type SectionWriter } from "../subject.ts";
import { numberOr, professionLabel, qualified, sourceText } from "../words.ts";
import { explanationText, figure, list, cell, missing, table } from "../writing.ts";

const unknowns: ReadonlyMap<string, string> = new Map([
  ["no-register", "aucun extrait du RPPS n'est importé"],
  ["no-territory", "aucun territoire n'est connu ce jour-là"],
]);

/** Members by profession beside those who practise on the territory, and beside what documents declare. */
export const members: SectionWriter = {
  id: "membres",
  heading: "Membres et taux d'adhésion",
  write: async ({ asOf, connection, cpts, notes }) => {
    const [found, headcounts] = await Promise.all([
      allowed("Les membres", connection.directory.readMemberStatistics({ id: cpts.id, asOf, explain: "true" })),
      allowed("Les effectifs déclarés", connection.directory.listHeadcounts({ id: cpts.id })),
    ]);
    if (isRefused(found)) return { blocks: [], missing: [found.refused] };
    const sourceOf = (id: string): number | null => {
      const given = isRefused(headcounts) ? undefined : headcounts.items.find((one) => one.id === id);
      return given?.provenance.source === undefined ? null : notes.numberOf(sourceText(given.provenance.source, given.provenance.status));
    };
    const note = found.explanations?.[0] === undefined ? null : notes.numberOf(explanationText(found.explanations[0]));
    const total = found.adhesion.find(({ profession }) => profession === null);
    return {
      blocks: [
        ...table("Taux d'adhésion par profession", found.adhesion, [
          { title: "Profession", cell: ({ label, profession }) => label ?? professionLabel(profession) },
          { title: "Membres", figures: true, cell: ({ members: sure, perhaps }) => figure(perhaps === 0 ? number(sure) : `${number(sure)} (et ${number(perhaps)} peut-être)`, sure, note) },
          { title: "En exercice", figures: true, cell: ({ practising }) => figure(numberOr(practising), practising, note) },
          { title: "Taux", figures: true, cell: ({ rate, unknownBecause }) => figure(rate === null ? `inconnu : ${unknowns.get(unknownBecause ?? "") ?? "personne n'exerce"}` : percent(rate), rate, note) },
        ]),
        ...found.declared.flatMap(({ headcountId, lines, on, remainders, total: whole }) => [
          ...table(`Ce que déclare un document${on === null ? " sans date" : ` (${date(on)})`}`, [...lines, ...(whole === null ? [] : [{ label: "Total déclaré", declared: whole, known: null }])], [
            { title: "Qui", cell: ({ label }) => label },
            { title: "Déclaré", figures: true, cell: ({ declared }) => figure(qualified(`${number(declared.value)} ${declared.unit === "people" ? "personnes" : "structures"}`, declared.qualifier), declared.value) },
            { title: "Connu", figures: true, cell: ({ known }) => figure(numberOr(known), known) },
          ], sourceOf(headcountId)),
          ...list(remainders.flatMap(({ sentence }) => (sentence === null ? [] : [cell(sentence.fr)]))),
        ]),
      ],
      missing: [...((total?.members ?? 0) + (total?.perhaps ?? 0) === 0 ? [missing("Les membres", "aucune adhésion n'est saisie ; un tableur peut être importé")] : []), ...(found.registerOf === null ? [missing("Les professionnels en exercice", "aucun extrait du RPPS n'est importé")] : [])],
    };
  },
};
