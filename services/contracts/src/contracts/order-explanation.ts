import type { Explanation } from "@cpts/api/Explanation";
import { dateInCalendar } from "./dates.ts";
import type { NamedContract } from "./queries.ts";

type Encoded = typeof Explanation.Encoded;

const inputOf = (row: NamedContract): Encoded["inputs"][number] => {
  const { signature, terms } = row;
  const said = signature === null ? (terms.announced?.on ?? "-") : (signature.signedOn ?? "-");
  const inferred = signature?.inferredSignedOn ?? null;
  return { name: row.id, value: [said, ...(inferred === null ? [] : [`inferred ${inferred}`]), dateInCalendar(row).orderedBy].join(", ") };
};

const sourcesOf = (rows: ReadonlyArray<NamedContract>): Encoded["sources"] => {
  const named = rows.map(({ terms: { provenance } }) => ({ name: provenance.source?.document ?? "-", status: provenance.status }));
  return named.filter((one, index) => named.findIndex((other) => other.name === one.name && other.status === one.status) === index);
};

/** Why some contracts stand in this order, and some in none. */
export const explainOrder = (rows: ReadonlyArray<NamedContract>): Encoded => ({
  figure: "orderedBy",
  rule: {
    fr: "Une signature est à la date que son document donne, ou à celle qui en a été déduite quand il ne donne pas l'année ; une signature annoncée, à la date annoncée. Sans année, sa place ne peut pas être dite, et aucune ne lui est donnée.",
    en: "A signing stands at the date its document gives, or at the one inferred where it gives no year; an announced signing, at the date announced. Without a year its place cannot be told, and none is given to it.",
  },
  inputs: rows.map(inputOf),
  sources: sourcesOf(rows),
});
