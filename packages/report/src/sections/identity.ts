import { capital, date } from "../french.ts";
import { allowed, isRefused, type SectionWriter } from "../subject.ts";
import { departementLabel, legalFormLabel, sourceText, statusLabel } from "../words.ts";
import { cell, list, missing, paragraph, table } from "../writing.ts";

/** Who the CPTS is, and how far it has come. */
export const identity: SectionWriter = {
  id: "identite",
  heading: "Identité",
  write: async ({ connection, cpts, asOf, notes, from, to }) => {
    const { identifiers, legalForm, name, provenance, shortName, website } = cpts;
    const source = provenance.source === undefined ? null : notes.numberOf(sourceText(provenance.source, provenance.status));
    const life = await allowed("Les étapes de la vie de la CPTS", connection.registry.readLife({ id: cpts.id, asOf }));
    const attachment = cpts.facts.find(({ fact }) => fact.property === "attachment-departement")?.fact;
    const rows = [
      ["Nom", cell(name, source)],
      ["Sigle", cell(shortName ?? "")],
      ["Forme juridique", cell(legalForm === null ? "" : legalFormLabel(legalForm))],
      ["SIRET", cell(identifiers.siret ?? "")],
      ["RNA", cell(identifiers.rna ?? "")],
      ["FINESS", cell(identifiers.finess ?? "")],
      ["Site", cell(website ?? "")],
      ["Département de rattachement", cell(attachment === undefined || typeof attachment.value !== "object" ? "" : attachment.value.map(departementLabel).join(", "), attachment === undefined ? null : notes.numberOf(sourceText(attachment.source, attachment.status)))],
      ["Étape", cell(isRefused(life) || life.status === null ? "" : capital(statusLabel(life.status)))],
    ] as const;
    const steps = isRefused(life) ? [] : life.items.filter(({ on }) => on !== null && on >= from && on < to);
    return {
      blocks: [
        ...table("Identité de la CPTS", rows.filter(([, { text }]) => text !== ""), [
          { title: "Donnée", cell: ([what]) => what },
          { title: "Valeur", cell: ([, value]) => value },
        ]),
        ...(steps.length === 0 ? [paragraph("Aucune étape de sa vie n'est datée de cette année.")] : []),
        ...list(steps.map(({ evidence, on, to: reached }) => cell(`${date(on)} : ${capital(statusLabel(reached))}`, evidence === null ? null : notes.numberOf(sourceText(evidence))))),
      ],
      missing: [...rows.filter(([what, { text }]) => text === "" && !["Sigle", "Site"].includes(what)).map(([what]) => missing(what, "personne ne l'a saisi")), ...(isRefused(life) ? [life.refused] : [])],
    };
  },
};
