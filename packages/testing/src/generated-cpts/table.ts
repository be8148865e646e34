import type { GeneratedCpts } from "./generate.ts";

/** The titles that an import of CPTS knows, each with what stands below it. */
const columns: ReadonlyArray<readonly [title: string, cell: (cpts: GeneratedCpts) => string]> = [
  ["Nom de la CPTS", ({ name }) => name],
  ["Sigle", ({ shortName }) => shortName],
  ["Stade", ({ stage }) => stage],
  ["Forme juridique", ({ legalForm }) => legalForm],
  ["SIREN", ({ siren }) => siren],
  ["SIRET", ({ siret }) => siret],
  ["RNA", ({ rna }) => rna ?? ""],
  ["FINESS", ({ finess }) => finess],
  ["Commune du siège", ({ seat }) => seat],
  ["Département de rattachement", ({ departement }) => departement],
  ["Initiateur", ({ initiator }) => initiator],
  ["Date de création", ({ foundedOn }) => foundedOn],
  ["Territoire valable depuis", ({ foundedOn }) => foundedOn],
  ["Communes", ({ communes }) => communes.join(" ")],
  ["Parties de communes", ({ parts }) => parts.map(({ commune, kind, name, population }) => `${commune} | ${kind} | ${name} | ${population}`).join("\n")],
  ["Motifs de chevauchement", ({ overlaps }) => overlaps.map(({ commune, reason }) => `${commune} : ${reason}`).join("\n")],
  ["Population déclarée", ({ population }) => String(population)],
];

const quoted = (cell: string): string => (/["\r\n;]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The CPTS as a list of values that an import of CPTS reads. */
export const tableOfCpts = (all: ReadonlyArray<GeneratedCpts>): string =>
  [columns.map(([title]) => title), ...all.map((cpts) => columns.map(([, cell]) => cell(cpts)))].map((cells) => `${cells.map(quoted).join(";")}\r\n`).join("");

const source = { document: "CPTS d'essai, inventée" };

/** A CPTS as the body of its registration. */
export const registrationOf = ({ communes, departement, finess, foundedOn, initiator, legalForm, name, overlaps, parts, rna, seat, shortName, siren, siret, stage }: GeneratedCpts) => ({
  name,
  shortName,
  status: stage,
  legalForm,
  identifiers: { siren, siret, rna, finess },
  seat: { commune: seat },
  attachment: { departement, source },
  initiator,
  foundedOn,
  territory: {
    territory: {
      communes,
      ...(parts.length === 0 ? {} : { parts: parts.map(({ population, ...part }) => ({ ...part, population: { value: population, qualifier: "exactly", source } })) }),
      ...(overlaps.length === 0 ? {} : { overlaps }),
    },
    validFrom: foundedOn,
  },
});
