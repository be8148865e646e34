import { discrepancy } from "@cpts/domain/Discrepancy";
import type { EncodedFact } from "../cpts/queries.ts";
import { documentsOf, inputOf, sourceOf, type Finding, type Known } from "./known.ts";

/** The legal nature of a communaute de communes (CGCT, L. 5214-1). */
const communauteDeCommunes = "CC";

const whyOf = (count: EncodedFact, named: EncodedFact, types: string): Finding["why"] => ({
  figure: "epci-count",
  inputs: [inputOf(count), inputOf(named), { name: "types", value: types }],
  sources: [...documentsOf(count, named), { name: "Liste des EPCI à fiscalité propre", status: "sourced" }],
});

const compare = (count: EncodedFact, declared: number, named: EncodedFact, codes: ReadonlyArray<string>, { names }: Known): Finding | null => {
  if (declared === codes.length) return null;
  const known = codes.map((code) => ({ code, nom: names.epci.get(code)?.nom ?? code, type: names.epci.get(code)?.type ?? "" }));
  const others = known.filter(({ type }) => type !== communauteDeCommunes);
  const communautes = codes.length - others.length;
  const isExplained = communautes === declared && others.every(({ type }) => type !== "");
  const details = {
    factId: count.id,
    namesFactId: named.id,
    declared,
    named: codes.length,
    communautesDeCommunes: communautes,
    others: others.map(({ code }) => code),
    othersNames: others.map(({ nom }) => nom),
    othersTypes: others.map(({ type }) => type),
  };
  return {
    found: discrepancy(isExplained ? "epci-count-explained" : "epci-count-differs", isExplained ? "explained" : "differs", details, [sourceOf(count), sourceOf(named)]),
    why: whyOf(count, named, known.map(({ code, type }) => `${code} ${type}`).join(", ")),
  };
};

/** Where a document counts intercommunalities and names another number of them. */
export const epciCounts = (known: Known): ReadonlyArray<Finding> => {
  const about = (property: string) => known.facts.filter(({ fact }) => fact.property === property && fact.qualifier === "exactly");
  return about("epci-count").flatMap((count) =>
    about("epci").flatMap((named) => {
      const { value: declared } = count.fact;
      const { value: codes } = named.fact;
      if (typeof declared !== "number" || typeof codes !== "object") return [];
      return compare(count, declared, named, [...new Set(codes)], known) ?? [];
    }),
  );
};

/** The counts whose difference with the computed list has the same reason: no need to tell it twice. */
export const explainedCounts = (known: Known, found: ReadonlyArray<Finding>): ReadonlySet<string> => {
  const communautes = known.computed?.epci.filter(({ type }) => type === communauteDeCommunes).length;
  return new Set(found.flatMap(({ found: { code, details } }) => (code === "epci-count-explained" && details["declared"] === communautes && typeof details["factId"] === "string" ? [details["factId"]] : [])));
};
