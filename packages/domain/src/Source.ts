/**
 * Where a statement comes from, and how far it may be trusted.
 *
 * @example
 * ```ts
 * import * as Source from "@cpts/domain/Source";
 * import { Schema } from "effect";
 *
 * const source = Schema.decodeUnknownSync(Source.Source)({ document: "Rapport n° 32 du Sénat", published: "2025-10-15" });
 * source.published; // => "2025-10-15"
 * Source.dayOf(source); // => "2025-10-15"
 * ```
 */
import { Schema } from "effect";
import { freeText } from "./FreeText.ts";
import type { LocalDate } from "./LocalDate.ts";
import { earliest, PartialDate, precision } from "./PartialDate.ts";
import { WebAddress } from "./WebAddress.ts";

/** Short quotations only (art. L. 122-5 3° a CPI). */
const longestQuote = 15;

const Quote = freeText({ max: 300, title: "Quote", description: "The words of the document, at most 15" }).pipe(
  Schema.check(Schema.makeFilter((text: string) => text.trim().split(/\s+/u).length <= longestQuote || "source.quote-too-long")),
);

/** A document and the place in it. Issue besides those of its texts: `source.quote-too-long` (more than 15 words). */
export const Source = Schema.Struct({
  document: freeText({ max: 300, title: "Document", description: "Title of the document" }),
  locator: Schema.optionalKey(freeText({ max: 200, title: "Locator", description: "Page, article or section" })),
  quote: Schema.optionalKey(Quote),
  url: Schema.optionalKey(WebAddress),
  published: Schema.optionalKey(PartialDate),
}).annotate({ identifier: "Source", title: "Source", description: "The document a statement comes from" });

/** The document a statement comes from. */
export type Source = typeof Source.Type;

/** The day on which a document says what it says; `null` where it is not known to the day. */
export const dayOf = ({ published }: Source): LocalDate | null => (published !== undefined && precision(published) === "day" ? earliest(published) : null);

/**
 * How a statement was obtained: `declared` by those concerned, `sourced` from a document, `reconstructed` to fit one,
 * `inferred` from others, `corrected` against an authority, `computed` from reference data.
 */
export const ProvenanceStatus = Schema.Literals(["declared", "sourced", "reconstructed", "inferred", "corrected", "computed"]).annotate({
  title: "ProvenanceStatus",
  description: "How a statement was obtained",
});

/** How a statement was obtained. */
export type ProvenanceStatus = typeof ProvenanceStatus.Type;

/** How a statement was obtained, with its source and a note where there are. */
export const Provenance = Schema.Struct({
  status: ProvenanceStatus,
  note: Schema.optionalKey(freeText({ max: 1000 })),
  source: Schema.optionalKey(Source),
}).annotate({ identifier: "Provenance", title: "Provenance", description: "How a statement was obtained" });

/** How a statement was obtained, with its source and a note where there are. */
export type Provenance = typeof Provenance.Type;

/** What was reconstructed or inferred to fit a statement can never confirm it. */
export const canConfirm = (status: ProvenanceStatus): boolean => status !== "reconstructed" && status !== "inferred";

/** French and English labels of the statuses. */
export const provenanceLabels: ReadonlyArray<{ readonly code: ProvenanceStatus; readonly fr: string; readonly en: string }> = [
  { code: "declared", fr: "déclaré", en: "declared" },
  { code: "sourced", fr: "tiré d'un document", en: "taken from a document" },
  { code: "reconstructed", fr: "reconstitué", en: "reconstructed" },
  { code: "inferred", fr: "déduit", en: "inferred" },
  { code: "corrected", fr: "corrigé", en: "corrected" },
  { code: "computed", fr: "calculé", en: "computed" },
];
