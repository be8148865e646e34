/**
 * Where two statements about a CPTS do not fit: said, never judged. A discrepancy is a code with the figures at hand; the
 * sentence is made from them for a reader, so that a figure or a language that moves moves the sentence.
 *
 * @example
 * ```ts
 * import * as Discrepancy from "@cpts/domain/Discrepancy";
 *
 * const unexplained = Discrepancy.discrepancy("headcount-remainder", "cannot-tell", { total: 227, counted: 156, remainder: 71, unit: "people" }, []);
 * Discrepancy.sentenceOf(unexplained).en; // => "Of 227 people declared, 156 are counted by profession: 71 are not explained."
 * Discrepancy.ruleOf(unexplained)?.en.startsWith("The declared total minus the lines counted in the same unit"); // => true
 * ```
 */
import { Schema } from "effect";
import { Code } from "./OpenCode.ts";
import { CptsId } from "./Cpts.ts";
import { detailNames } from "./internal/detailNames.ts";
import { discrepancyRules } from "./internal/discrepancyRules.ts";
import { discrepancySentences } from "./internal/discrepancySentences.ts";
import { Source } from "./Source.ts";

/** `differs`: two figures that should be equal are not; `conflicts`: two statements exclude each other; `cannot-tell`: it cannot be verified; `explained`: the difference has a reason. */
export const Verdict = Schema.Literals(["differs", "conflicts", "cannot-tell", "explained"]).annotate({
  title: "Verdict",
  description: "What may be said of two statements that do not fit",
});

/** What may be said of two statements that do not fit. */
export type Verdict = typeof Verdict.Type;

/** Figures and codes of a discrepancy, by name. Never a person's name: discrepancies travel in events. */
export const DiscrepancyDetails = Schema.Record(
  Schema.String,
  Schema.Union([Schema.Finite, Schema.String, Schema.Array(Schema.String), Schema.Array(Schema.Finite)]),
).annotate({ title: "DiscrepancyDetails", description: "Figures and codes of a discrepancy, by name" });

/** Figures and codes of a discrepancy, by name. */
export type DiscrepancyDetails = typeof DiscrepancyDetails.Type;

/** Two statements about a CPTS that do not fit, with the documents that make them. */
export const Discrepancy = Schema.Struct({
  code: Code,
  verdict: Verdict,
  details: DiscrepancyDetails,
  sources: Schema.Array(Source),
}).annotate({ identifier: "Discrepancy", title: "Discrepancy", description: "Two statements about a CPTS that do not fit" });

/** Two statements about a CPTS that do not fit. */
export type Discrepancy = typeof Discrepancy.Type;

/** All that a service finds about one CPTS, whole: it replaces what the service said before. */
export const DiscrepanciesChanged = Schema.Struct({ cptsId: CptsId, discrepancies: Schema.Array(Discrepancy) }).annotate({
  identifier: "DiscrepanciesChanged",
  title: "DiscrepanciesChanged",
  description: "What a service finds that does not fit about a CPTS",
});

/** All that a service finds about one CPTS. */
export type DiscrepanciesChanged = typeof DiscrepanciesChanged.Type;

/** Builds a discrepancy; each document is named once. */
export const discrepancy = (code: string, verdict: Verdict, details: DiscrepancyDetails, sources: ReadonlyArray<Source>): Discrepancy => ({
  code,
  verdict,
  details,
  sources: sources.filter((one, index) => sources.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index),
});

/** The discrepancy as a sentence. A code this version does not know is said with its figures. */
export const sentenceOf = ({ code, details }: Pick<Discrepancy, "code" | "details">): { readonly fr: string; readonly en: string } => {
  const sentence = Object.hasOwn(discrepancySentences, code) ? discrepancySentences[code] : undefined;
  if (sentence !== undefined) return sentence(details);
  const figures = Object.entries(details).map(([name, value]) => `${name} ${String(value)}`).join(", ");
  return { fr: `Écart « ${code} » : ${figures}.`, en: `Discrepancy "${code}": ${figures}.` };
};

/** The rule that found a discrepancy, in French and English. `null` for a code this version does not know. */
export const ruleOf = ({ code }: Pick<Discrepancy, "code">): { readonly fr: string; readonly en: string } | null =>
  Object.hasOwn(discrepancyRules, code) ? (discrepancyRules[code] ?? null) : null;

/** What a figure or code among the details is called, in French and English. `null` for an id, and for a detail this version does not know. */
export const detailNameOf = (name: string): { readonly fr: string; readonly en: string } | null => (Object.hasOwn(detailNames, name) ? (detailNames[name] ?? null) : null);
