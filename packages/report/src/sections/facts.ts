import { capital, number } from "../french.ts";
import { allowed, isRefused, type SectionWriter } from "../subject.ts";
import { propertyLabel, qualified, sizeLabel, sourceText } from "../words.ts";
import { cell, heading, list, missing, table } from "../writing.ts";

type Value = number | string | ReadonlyArray<string>;

const shown = (property: string, value: Value, unit: string | undefined): string =>
  typeof value === "number" ? `${number(value)} ${units.get(unit ?? "") ?? ""}`.trimEnd() : typeof value === "string" ? (property === "size-class" ? capital(sizeLabel(value)) : value) : value.join(", ");

const units: ReadonlyMap<string, string> = new Map([
  ["inhabitants", "habitants"],
  ["km2", "km²"],
  ["communes", "communes"],
  ["departements", "départements"],
  ["epci", "intercommunalités"],
  ["professionals", "professionnels"],
  ["members", "adhérents"],
  ["people", "personnes"],
  ["professions", "professions"],
  ["contracts", "contrats"],
  ["axes", "axes"],
]);

/** What documents say beside what is computed; where they differ, both stand. */
export const facts: SectionWriter = {
  id: "faits-declares",
  heading: "Ce que disent les documents, et ce qui ne concorde pas",
  write: async ({ asOf, connection, cpts, notes }) => {
    const found = await allowed("Les écarts", connection.registry.listDiscrepancies({ id: cpts.id, asOf }));
    const discrepancies = isRefused(found) ? [] : found.items;
    return {
      blocks: [
        ...table("Faits déclarés par les documents", cpts.facts, [
          { title: "Sur", cell: ({ fact }) => propertyLabel(fact.property) },
          { title: "Ce que dit le document", cell: ({ fact }) => cell(qualified(shown(fact.property, fact.value, fact.unit), typeof fact.value === "number" ? fact.qualifier : undefined), notes.numberOf(sourceText(fact.source, fact.status))) },
        ]),
        ...(discrepancies.length === 0 ? [] : [heading("Ce qui ne concorde pas")]),
        ...list(discrepancies.map(({ sentence }) => cell(sentence.fr))),
      ],
      missing: [...(isRefused(found) ? [found.refused] : []), ...(cpts.facts.length === 0 ? [missing("Les faits déclarés", "aucun document n'est saisi")] : [])],
    };
  },
};
