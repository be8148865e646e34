import { capital, count, date, lastDay } from "../french.ts";
import { allowed, every, isRefused, type SectionWriter } from "../subject.ts";
import { numberOr, period, sizeLabel, sourceText, trustLabel, unknown } from "../words.ts";
import { explanationText, figure, list, cell, missing, paragraph, table } from "../writing.ts";

const names = (all: ReadonlyArray<{ readonly code: string; readonly nom: string }>) => all.map(({ code, nom }) => `${nom} (${code})`).join(", ");

/** The territory on the day of the report, and what the year changed of it. */
export const territory: SectionWriter = {
  id: "territoire",
  heading: "Territoire",
  write: async ({ asOf, connection, cpts, from, notes }) => {
    const what = "Le territoire";
    const [now, before, listed] = await Promise.all([
      allowed(what, connection.registry.readTerritory({ id: cpts.id, asOf, explain: "true" })),
      allowed(what, connection.registry.readTerritory({ id: cpts.id, asOf: from })),
      every("Les territoires successifs", connection.registry.listTerritories.all({ id: cpts.id })),
    ]);
    if (isRefused(now)) return { blocks: [], missing: [missing(what, "aucun territoire n'est connu ce jour-là")] };
    const why = (name: string) => {
      const explanation = now.explanations?.find((one) => one.figure === name);
      return explanation === undefined ? null : notes.numberOf(explanationText(explanation));
    };
    const { communes, communeCount = communes.length, departements, epci, population, sizeClass } = { communes: now.communes, ...now.computed };
    const source = now.provenance.source === undefined ? null : notes.numberOf(sourceText(now.provenance.source, now.provenance.status));
    const versions = isRefused(listed) ? [] : listed.filter(({ withdrawn }) => withdrawn === null);
    const isEmpty = communes.length === 0;
    const codes = new Set(communes.map(({ code }) => code));
    const old = isRefused(before) ? [] : before.communes;
    const oldCodes = new Set(old.map(({ code }) => code));
    const added = communes.filter(({ code }) => !oldCodes.has(code));
    const removed = old.filter(({ code }) => !codes.has(code));
    return {
      blocks: [
        paragraph(`Ce territoire est ${trustLabel(now.provenance.status)} ; ${period(now.validFrom, now.validTo)}.`, source),
        ...table(
          "Le territoire en chiffres",
          [
            ["Communes", figure(isEmpty ? unknown : numberOr(communeCount), isEmpty ? null : communeCount, why("communeCount"))],
            ["Habitants", figure(numberOr(population.value), population.value, why("population"))],
            ["Édition de la population", cell(population.vintage)],
            ["Taille au sens de l'ACI", figure(sizeClass === null ? unknown : capital(sizeLabel(sizeClass)), sizeClass, why("sizeClass"))],
            ["Départements", figure(departements.map(({ nom }) => nom).join(", ") || unknown, departements.length === 0 ? null : departements.length, why("departements"))],
            ["Intercommunalités", figure(isEmpty ? unknown : numberOr(epci.length), isEmpty ? null : epci.length, why("epci"))],
          ] as const,
          [
            { title: "Donnée", cell: ([name]) => name },
            { title: "Valeur", cell: ([, value]) => value },
          ],
        ),
        ...(isRefused(before)
          ? [paragraph("Aucun territoire n'est connu au début de l'année.")]
          : added.length + removed.length === 0
            ? [paragraph("Aucun changement du territoire n'est enregistré dans l'année.")]
            : list([
                ...(added.length === 0 ? [] : [cell(`${count(added.length, "commune ajoutée", "communes ajoutées")} : ${names(added)}`)]),
                ...(removed.length === 0 ? [] : [cell(`${count(removed.length, "commune retirée", "communes retirées")} : ${names(removed)}`)]),
              ])),
        ...(versions.length < 2
          ? []
          : table("Territoires successifs", versions, [
              { title: "Depuis", cell: ({ validFrom }) => date(validFrom) },
              { title: "Jusqu'à", cell: ({ validTo }) => (validTo === null ? "" : lastDay(validTo)) },
              { title: "Communes", figures: true, cell: ({ communes: held, provenance: { source: given, status } }) => figure(numberOr(held.length), held.length, given === undefined ? null : notes.numberOf(sourceText(given, status))) },
            ], notes.numberOf("Territoires saisis, chacun avec son document."))),
        ...(now.prose === null ? [] : [paragraph(`En mots : ${now.prose}`, source)]),
        ...(isEmpty ? [] : [paragraph(`Communes : ${names(communes)}.`)]),
      ],
      missing: [...(isEmpty ? [missing("Les communes du territoire", "personne ne les a saisies")] : []), ...(population.value === null ? [missing("La population du territoire", "une commune au moins n'en a pas, ou le territoire n'a pas de communes")] : []), ...(now.validFrom === null ? [missing("La date de début du territoire", "les documents ne la disent pas")] : [])],
    };
  },
};
