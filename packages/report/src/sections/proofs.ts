import { every, isRefused, type SectionWriter } from "../subject.ts";
import { contractLabel } from "../words.ts";
import { missing, table, withoutContract } from "../writing.ts";

/** The proofs that observations of the year rest on. */
export const proofs: SectionWriter = {
  id: "preuves",
  heading: "Preuves",
  write: async ({ connection, contracts, from, to }) => {
    const found = await Promise.all(contracts.map(async ({ id, kind }) => ({ kind, observed: await every(`Les preuves : ${contractLabel(kind)}`, connection.contracts.listObservations.all({ id })) })));
    const rows = found.flatMap(({ observed }) => (isRefused(observed) ? [] : observed.filter((one) => one.correctedBy === null && one.from < to && one.to > from)));
    return {
      blocks: table("Preuves des observations de l'année", rows.flatMap(({ indicator, proofs: files }) => files.map((file) => ({ file, indicator }))), [
        { title: "Indicateur", cell: ({ indicator }) => indicator },
        { title: "Fichier", cell: ({ file }) => file.name },
        { title: "Empreinte SHA-256", cell: ({ file }) => file.sha256 },
      ]),
      missing: contracts.length === 0 ? [withoutContract("Les preuves")] : [...(rows.length === 0 && !found.some(({ observed }) => isRefused(observed)) ? [missing("Les preuves", "aucune observation n'est saisie pour l'année")] : []), ...found.flatMap(({ observed }) => (isRefused(observed) ? [observed.refused] : [])), ...rows.filter(({ proofs: files }) => files.length === 0).map(({ indicator }) => missing(`La preuve de l'indicateur ${indicator}`, "aucun fichier n'est joint"))],
    };
  },
};
