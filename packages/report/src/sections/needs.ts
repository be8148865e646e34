import { number, percent } from "../french.ts";
import { allowed, every, isRefused, type SectionWriter } from "../subject.ts";
import { numberOr, professionLabel } from "../words.ts";
import { explanationText, figure, missing, table } from "../writing.ts";

/** What the territory needs, and who practises there. */
export const needs: SectionWriter = {
  id: "besoins",
  heading: "Besoins et offre de soins",
  write: async ({ asOf, connection, cpts, notes }) => {
    const [indicators, supply] = await Promise.all([
      every("Les indicateurs de besoins", connection.registry.readCptsNeeds.all({ id: cpts.id, asOf })),
      allowed("L'offre de soins", connection.directory.readSupply({ id: cpts.id, asOf, explain: "true" })),
    ]);
    const known = isRefused(indicators) ? [] : indicators;
    const professions = isRefused(supply) ? [] : supply.professions.filter(({ practising }) => practising !== null);
    const why = isRefused(supply) ? undefined : supply.explanations?.[0];
    const note = why === undefined || professions.length === 0 ? null : notes.numberOf(explanationText(why));
    return {
      blocks: [
        ...table("Indicateurs de besoins du territoire", known, [
          { title: "Indicateur", cell: ({ label }) => label },
          { title: "Édition", cell: ({ edition }) => edition },
          { title: "Valeur", figures: true, cell: ({ classes, edition, label, unit, value }) => (value === null ? classes.map(({ label: name, class: code, ofPopulation }) => `${name ?? code} : ${ofPopulation === null ? "inconnu" : percent(ofPopulation)}`).join(" ; ") : figure(`${number(value)} ${unit}`, value, notes.numberOf(`${label}, édition ${edition}, rapporté aux communes du territoire.`))) },
          { title: "Habitants couverts", figures: true, cell: ({ reach: { ofPopulation } }) => (ofPopulation === null ? "inconnu" : percent(ofPopulation)) },
        ]),
        ...table("Professionnels en exercice sur le territoire", professions, [
          { title: "Profession", cell: ({ label, profession }) => label ?? professionLabel(profession) },
          { title: "En exercice", figures: true, cell: ({ practising }) => figure(numberOr(practising), practising, note) },
          { title: "Pour 10 000 habitants", figures: true, cell: ({ per10000 }) => figure(numberOr(per10000), per10000, note) },
        ]),
      ],
      missing: [
        ...(isRefused(indicators) ? [indicators.refused] : known.length === 0 ? [missing("Les indicateurs de besoins", "aucun n'est importé sur cette plateforme")] : []),
        ...(isRefused(supply) ? [supply.refused] : professions.length === 0 ? [missing("L'offre de soins", "aucun extrait du RPPS n'est importé, ou le territoire n'a pas de communes")] : []),
      ],
    };
  },
};
