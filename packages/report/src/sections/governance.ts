import { allowed, isRefused, type SectionWriter } from "../subject.ts";
import { bodyLabel, period, sourceText } from "../words.ts";
import { cell, missing, table } from "../writing.ts";

/** Who holds which office on the day of the report, and what is known of the bodies. */
export const governance: SectionWriter = {
  id: "gouvernance",
  heading: "Gouvernance",
  write: async ({ asOf, connection, cpts, notes }) => {
    const found = await allowed("La gouvernance", connection.directory.readGovernance({ id: cpts.id, asOf }));
    if (isRefused(found)) return { blocks: [], missing: [found.refused] };
    const held = found.offices.flatMap(({ conflict, label, statements }) => statements.map((statement) => ({ conflict, label, statement })));
    return {
      blocks: [
        ...table("Fonctions tenues", held, [
          { title: "Fonction", cell: ({ label, statement }) => statement.label ?? label.fr },
          { title: "Par", cell: ({ statement }) => statement.holders.map(({ name }) => name ?? "une personne dont le nom n'est pas public").join(", ") },
          { title: "Quand", cell: ({ statement }) => period(statement.validFrom, statement.validTo) },
          { title: "Certitude", cell: ({ conflict, statement }) => cell(`${statement.certainty === "yes" ? "certain" : "on ne sait pas si c'est le cas ce jour-là"}${conflict ? " ; d'autres documents se contredisent" : ""}`, notes.numberOf(sourceText(statement.provenance.source, statement.provenance.status))) },
        ]),
        ...table("Instances", found.bodies, [
          { title: "Instance", cell: ({ kind }) => bodyLabel(kind) },
          { title: "Ce que l'on peut en dire", cell: ({ sentence }) => sentence.fr },
        ]),
      ],
      missing: [...(held.length === 0 ? [missing("Les fonctions tenues", "aucune n'est saisie")] : []), ...(found.bodies.length === 0 ? [missing("Les instances", "aucune n'est saisie : bureau, conseil d'administration, assemblée générale")] : [])],
    };
  },
};
