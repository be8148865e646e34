/**
 * What a session came to, in counts alone: people reached by age band, screened, referred. Never a person.
 *
 * @example
 * ```ts
 * import * as SessionResults from "@cpts/domain/SessionResults";
 * import { Schema } from "effect";
 *
 * const results = Schema.decodeUnknownSync(SessionResults.SessionResults)({
 *   byAge: [{ band: "40-64", count: 30 }, { band: "65-74", count: 4 }], screened: 12, referred: 2
 * });
 * SessionResults.reachedOf(results); // => 34
 * SessionResults.shownResults(results); // => { reached: 34, byAge: [{ band: "40-64", count: null }, { band: "65-74", count: null }], screened: 12, referred: null, rule: "small-counts-below-11" }
 * ```
 */
import { Schema } from "effect";
import { Count } from "./DeclaredCount.ts";
import { openCode } from "./OpenCode.ts";
import { hide, hideParts, ShownCount, smallCounts } from "./SmallCounts.ts";

/** Ages in years, an open list: no text binds a CPTS to one. `unknown`: nobody asked. */
export const AgeBand = openCode(["0-5", "6-17", "18-39", "40-64", "65-74", "75-plus", "unknown"], { title: "AgeBand", description: "Ages in years, from the first to the last" });

/** Ages in years. */
export type AgeBand = typeof AgeBand.Type;

/** People reached in one age band. */
export const AgeCount = Schema.Struct({ band: AgeBand, count: Count }).annotate({ identifier: "AgeCount", title: "AgeCount", description: "People reached in one age band" });

/** People reached in one age band. */
export type AgeCount = typeof AgeCount.Type;

const bandOf = ({ band }: AgeCount): string => (typeof band === "string" ? band : band.code);

interface Counts {
  readonly byAge: ReadonlyArray<AgeCount>;
  readonly screened: number;
  readonly referred: number;
}

/** How many people were reached, whatever their age. */
export const reachedOf = ({ byAge }: Pick<Counts, "byAge">): number => byAge.reduce((total, { count }) => total + count, 0);

const faultsOf = (results: Counts) => {
  const seen = new Set<string>();
  const repeated = results.byAge.flatMap((one, index) => (seen.size === seen.add(bandOf(one)).size ? [{ path: ["byAge", index, "band"], issue: "session-results.band-repeated" }] : []));
  const reached = reachedOf(results);
  const beyond = (["screened", "referred"] as const).flatMap((name) => (results[name] > reached ? [{ path: [name], issue: "session-results.more-than-reached" }] : []));
  return [...repeated, ...beyond];
};

/** The check of counts, for a schema that has more fields than they. */
export const countsInOrder = Schema.makeFilter(faultsOf);

const fields = { byAge: Schema.Array(AgeCount).pipe(Schema.check(Schema.isMaxLength(30, { message: "session-results.too-many" }))), screened: Count, referred: Count };

/**
 * The counts of a session. `screened` and `referred` are of the people reached. Issues: `session-results.band-repeated`,
 * `session-results.more-than-reached`, `session-results.too-many`.
 */
export const SessionResults = Schema.Struct(fields)
  .annotate({ title: "SessionResults", description: "What a session came to, in counts" })
  .pipe(Schema.check(Schema.makeFilter(faultsOf, { identifier: "SessionResults" })));

/** The counts of a session. */
export type SessionResults = typeof SessionResults.Type;

/** The counts as everyone may see them. */
export const ShownResults = Schema.Struct({
  reached: ShownCount,
  byAge: Schema.Array(Schema.Struct({ band: AgeBand, count: ShownCount })),
  screened: ShownCount,
  referred: ShownCount,
  rule: Schema.String.annotate({ description: "The rule by which small counts are hidden" }),
}).annotate({ identifier: "ShownResults", title: "ShownResults", description: "What a session came to, small counts hidden" });

/** The counts as everyone may see them. */
export type ShownResults = typeof ShownResults.Type;

/** The counts without those that could point at somebody. */
export const shownResults = (results: SessionResults): ShownResults => {
  const counts = hideParts(results.byAge.map(({ count }) => count));
  return {
    reached: hide(reachedOf(results)),
    byAge: results.byAge.map(({ band }, index) => ({ band, count: counts[index] ?? null })),
    screened: hide(results.screened),
    referred: hide(results.referred),
    rule: smallCounts.rule,
  };
};
