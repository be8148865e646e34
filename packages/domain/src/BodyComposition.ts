/**
 * Whether a body is composed as its statutes ask, by who is known to sit there. The statutes are data: the law of 1 July 1901 sets
 * no size. Who is known is a part of who sits, unless a document counts them and the count is met: what cannot be told is said so,
 * with what is missing.
 *
 * @example
 * ```ts
 * import * as BodyComposition from "@cpts/domain/BodyComposition";
 *
 * const seats = [{ certain: true, college: null, profession: "10", isKnownMember: true, isPastTerm: false }];
 * const source = { document: "Statuts" };
 * BodyComposition.checksOf({ maxSize: 18, source }, seats, false)[0]?.verdict; // => "cannot-verify"
 * BodyComposition.checksOf({ maxSize: 18, source }, seats, true)[0]?.verdict; // => "kept"
 * BodyComposition.checksOf({ parity: true, source }, seats, true)[0]?.missing; // => [{ code: "gender-not-kept", count: null }]
 * ```
 */
import { Schema } from "effect";
import { freeText } from "./FreeText.ts";
import { Source } from "./Source.ts";

const count = (description: string) => Schema.Int.annotate({ description }).pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 1_000 }, { message: "composition.range" })));

const minimumFirst = ({ max, min }: { readonly min?: number; readonly max?: number }) => min === undefined || max === undefined || min <= max || { path: ["max"], issue: "composition.bounds" };

/** How many seats of a college the statutes ask for. Issues: `composition.range`, `composition.bounds`. */
export const CollegeRule = Schema.Struct({
  college: freeText({ max: 200, title: "College", description: "The college, as the statutes name it" }),
  min: Schema.optionalKey(count("At least so many")),
  max: Schema.optionalKey(count("At most so many")),
})
  .annotate({ title: "CollegeRule", description: "How many seats of a college the statutes ask for" })
  .pipe(Schema.check(Schema.makeFilter(minimumFirst, { identifier: "CollegeRule" })));

/** How many seats of a college the statutes ask for. */
export type CollegeRule = typeof CollegeRule.Type;

const sizes = ({ maxSize, minSize }: { readonly minSize?: number; readonly maxSize?: number }) => minSize === undefined || maxSize === undefined || minSize <= maxSize || { path: ["maxSize"], issue: "composition.bounds" };

/** What the statutes ask of a body. Issues: `composition.range`, `composition.bounds`. */
export const BodyRules = Schema.Struct({
  minSize: Schema.optionalKey(count("At least so many people")),
  maxSize: Schema.optionalKey(count("At most so many people")),
  colleges: Schema.optionalKey(Schema.Array(CollegeRule).pipe(Schema.check(Schema.isMaxLength(30, { message: "composition.range" })))),
  minProfessions: Schema.optionalKey(count("At least so many professions")),
  membersOnly: Schema.optionalKey(Schema.Boolean.annotate({ description: "Only members of the CPTS sit there" })),
  parity: Schema.optionalKey(Schema.Boolean.annotate({ description: "As many women as men: not to be verified here, where nobody's gender is kept" })),
  termsKept: Schema.optionalKey(Schema.Boolean.annotate({ description: "Nobody sits beyond their term" })),
  source: Source,
})
  .annotate({ title: "BodyRules", description: "What the statutes ask of a body" })
  .pipe(Schema.check(Schema.makeFilter(sizes, { identifier: "BodyRules" })));

/** What the statutes ask of a body. */
export type BodyRules = typeof BodyRules.Type;

/** Whether a rule is kept, as far as it can be told. */
export const CompositionVerdict = Schema.Literals(["kept", "broken", "cannot-verify"]).annotate({ title: "CompositionVerdict", description: "Whether the statutes are kept" });

/** Whether a rule is kept, as far as it can be told. */
export type CompositionVerdict = typeof CompositionVerdict.Type;

/** Someone who sits, or may sit, as the rules need them. */
export interface ComposedSeat {
  readonly certain: boolean;
  readonly college: string | null;
  readonly profession: string | null;
  readonly isKnownMember: boolean;
  readonly isPastTerm: boolean;
}

/** What keeps a rule from being verified: `count` of those concerned, where they can be counted. */
export interface MissingKnowledge {
  readonly code: "seats-unknown" | "uncertain-seats" | "college-unknown" | "profession-unknown" | "membership-unknown" | "gender-not-kept";
  readonly count: number | null;
}

/** One rule against who is known. */
export interface CompositionCheck {
  readonly rule: "size" | "college" | "professions" | "members-only" | "parity" | "terms";
  readonly college: string | null;
  readonly min: number | null;
  readonly max: number | null;
  /** How many certainly count, and how many more may. */
  readonly counted: number;
  readonly perhaps: number;
  readonly verdict: CompositionVerdict;
  readonly missing: ReadonlyArray<MissingKnowledge>;
}

const missingOf = (...entries: ReadonlyArray<readonly [MissingKnowledge["code"], number]>): ReadonlyArray<MissingKnowledge> => entries.flatMap(([code, number]) => (number === 0 ? [] : [{ code, count: number }]));

interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** So many certainly, up to so many more, and perhaps others of whom nobody knows unless the list is whole. */
const verdictOf = ({ max = Infinity, min = 0 }: Bounds, counted: number, perhaps: number, isWhole: boolean): CompositionVerdict => {
  if (counted > max || (isWhole && counted + perhaps < min)) return "broken";
  const mostlyKept = counted >= min && (max === Infinity || (isWhole && counted + perhaps <= max));
  return mostlyKept ? "kept" : "cannot-verify";
};

const check = (rule: CompositionCheck["rule"], bounds: Bounds & { readonly college?: string }, counted: number, perhaps: number, isWhole: boolean, missing: ReadonlyArray<MissingKnowledge>): CompositionCheck => {
  const verdict = verdictOf(bounds, counted, perhaps, isWhole);
  const unknown: ReadonlyArray<MissingKnowledge> = isWhole ? [] : [{ code: "seats-unknown", count: null }];
  return { rule, college: bounds.college ?? null, min: bounds.min ?? null, max: bounds.max ?? null, counted, perhaps, verdict, missing: verdict === "cannot-verify" ? [...missing, ...unknown] : [] };
};

const ofCollege = (rule: CollegeRule, seats: ReadonlyArray<ComposedSeat>, isWhole: boolean): CompositionCheck => {
  const inside = seats.filter(({ college }) => college === rule.college);
  const counted = inside.filter(({ certain }) => certain).length;
  const unplaced = seats.filter(({ college }) => college === null).length;
  return check("college", rule, counted, inside.length - counted + unplaced, isWhole, missingOf(["uncertain-seats", inside.length - counted], ["college-unknown", unplaced]));
};

const ofProfessions = (min: number, seats: ReadonlyArray<ComposedSeat>, isWhole: boolean): CompositionCheck => {
  const certain = new Set(seats.flatMap(({ certain: isCertain, profession }) => (isCertain && profession !== null ? [profession] : [])));
  const more = new Set(seats.flatMap(({ profession }) => (profession === null || certain.has(profession) ? [] : [profession])));
  const unknown = seats.filter(({ profession }) => profession === null).length;
  return check("professions", { min }, certain.size, more.size + unknown, isWhole, missingOf(["uncertain-seats", more.size], ["profession-unknown", unknown]));
};

const simple = (rule: CompositionCheck["rule"], counted: number, perhaps: number, verdict: CompositionVerdict, missing: ReadonlyArray<MissingKnowledge>): CompositionCheck => ({ rule, college: null, min: null, max: null, counted, perhaps, verdict, missing });

/** Each rule of the statutes against who sits. `isWhole`: a document counts the seats, and so many are known. */
export const checksOf = (rules: BodyRules, seats: ReadonlyArray<ComposedSeat>, isWhole: boolean): ReadonlyArray<CompositionCheck> => {
  const { colleges = [], maxSize, membersOnly = false, minProfessions, minSize, parity = false, termsKept = false } = rules;
  const certain = seats.filter((seat) => seat.certain);
  const uncertain = seats.length - certain.length;
  const strangers = certain.filter(({ isKnownMember }) => !isKnownMember).length;
  const past = certain.filter(({ isPastTerm }) => isPastTerm).length;
  return [
    ...(minSize === undefined && maxSize === undefined ? [] : [check("size", { min: minSize, max: maxSize }, certain.length, uncertain, isWhole, missingOf(["uncertain-seats", uncertain]))]),
    ...colleges.map((rule) => ofCollege(rule, seats, isWhole)),
    ...(minProfessions === undefined ? [] : [ofProfessions(minProfessions, seats, isWhole)]),
    ...(membersOnly ? [simple("members-only", certain.length - strangers, strangers, strangers === 0 && isWhole ? "kept" : "cannot-verify", [...missingOf(["membership-unknown", strangers]), ...(isWhole ? [] : [{ code: "seats-unknown" as const, count: null }])])] : []),
    ...(parity ? [simple("parity", 0, seats.length, "cannot-verify", [{ code: "gender-not-kept", count: null }])] : []),
    ...(termsKept ? [simple("terms", certain.length - past, uncertain, past > 0 ? "broken" : uncertain === 0 && isWhole ? "kept" : "cannot-verify", past > 0 ? [] : [...missingOf(["uncertain-seats", uncertain]), ...(isWhole ? [] : [{ code: "seats-unknown" as const, count: null }])])] : []),
  ];
};

/** All rules together: broken where one is, kept where all are; without any rule it cannot be verified. */
export const verdictOfAll = (checks: ReadonlyArray<CompositionCheck>): CompositionVerdict => {
  if (checks.some(({ verdict }) => verdict === "broken")) return "broken";
  return checks.length > 0 && checks.every(({ verdict }) => verdict === "kept") ? "kept" : "cannot-verify";
};
