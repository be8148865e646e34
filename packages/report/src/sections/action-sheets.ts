import { count, date, number } from "../french.ts";
import { allowed, isRefused, type SectionWriter } from "../subject.ts";
import { contractLabel, missionLabel } from "../words.ts";
import { cell, figure, missing, paragraph, table, withoutContract } from "../writing.ts";

const states: ReadonlyMap<string, string> = new Map([
  ["not-started", "non commencée"],
  ["under-way", "en cours"],
  ["done", "achevée"],
  ["abandoned", "abandonnée"],
]);

/** The action sheets of the contracts, and how far each was noted to be. */
export const actionSheets: SectionWriter = {
  id: "fiches-actions",
  heading: "Fiches actions",
  write: async ({ connection, contracts, notes }) => {
    const found = await Promise.all(contracts.map(async ({ id, kind }) => ({ kind, sheets: await allowed(`Les fiches actions : ${contractLabel(kind)}`, connection.contracts.listActionSheets({ id })) })));
    return {
      blocks: found.flatMap(({ kind, sheets }) =>
        isRefused(sheets)
          ? []
          : [
              ...(sheets.titlesUnknown === null || sheets.titlesUnknown === 0 ? [] : [paragraph(`${contractLabel(kind)} : ${count(sheets.titlesUnknown, "fiche déclarée", "fiches déclarées")} sans titre connu.`)]),
              ...table(`Fiches actions : ${contractLabel(kind)}`, sheets.items, [
                { title: "Fiche", cell: ({ number: position, title }) => `${position === null ? "" : `${number(position)}. `}${title}` },
                { title: "Missions", cell: ({ missions }) => missions.map(missionLabel).join(", ") },
                { title: "Calendrier", cell: ({ from, to }) => `${date(from)} – ${date(to)}` },
                { title: "Avancement", cell: ({ progress }) => (progress === null ? cell("non noté") : figure(`${states.get(progress.state) ?? progress.state}${progress.percent === null ? "" : ` (${progress.percent} %)`}, le ${date(progress.on)}`, progress.percent)) },
              ], notes.numberOf("Avancement tel que la CPTS l'a noté, au jour dit.")),
            ],
      ),
      missing: contracts.length === 0 ? [withoutContract("Les fiches actions")] : found.flatMap(({ kind, sheets }) => (isRefused(sheets) ? [sheets.refused] : sheets.items.length === 0 ? [missing(`Les fiches actions : ${contractLabel(kind)}`, "aucune n'est saisie")] : [])),
    };
  },
};
