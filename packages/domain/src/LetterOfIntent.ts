/**
 * The letter of intent: what those who want a CPTS tell the agency, the fund and the union of professionals before they write a
 * health project. Practice asks for it, no law does: what a version lacks is told, and refuses nothing.
 *
 * @example
 * ```ts
 * import * as LetterOfIntent from "@cpts/domain/LetterOfIntent";
 * import { Schema } from "effect";
 *
 * const letter = Schema.decodeUnknownSync(LetterOfIntent.NewLetterOfIntent)({ on: "2025-03", territory: "Amboise et ses voisines" });
 * LetterOfIntent.lackingIn(letter); // => ["diagnosis", "actors", "orientations", "calendar", "budget"]
 * ```
 */
import { Schema } from "effect";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { MissionCodes } from "./Mission.ts";
import { openCode } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { Source } from "./Source.ts";

/** Identity of the letter of intent of a CPTS, whatever its version. Issue: `platform-id.format`. */
export const LetterId = platformId("LetterId", "Identity of a letter of intent").pipe(Schema.brand("LetterId"));

/** Identity of a letter of intent. */
export type LetterId = typeof LetterId.Type;

const tooMany = { message: "formation.too-many" };

/** Cents of euro, never negative. Issue: `amount.range`. */
export const AmountCents = Schema.Int.annotate({ title: "AmountCents", description: "Cents of euro" }).pipe(
  Schema.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000_000_000 }, { message: "amount.range" })),
);

/** What is asked for or planned, line by line. Issues: `amount.range`, `formation.too-many`. */
export const Budget = Schema.Array(
  Schema.Struct({ label: freeText({ max: 300, title: "Label", description: "What the money is for" }), amountCents: AmountCents }).annotate({ identifier: "BudgetLine", title: "BudgetLine", description: "A line of a budget" }),
)
  .annotate({ title: "Budget", description: "What is asked for or planned, line by line" })
  .pipe(Schema.check(Schema.isMaxLength(100, tooMany)));

/** A version of the letter, with the day it was handed in. Issue: `formation.too-many`. */
export const NewLetterOfIntent = Schema.Struct({
  on: PartialDate.annotate({ description: "When it was handed in, as far as it is known" }),
  territory: Schema.optionalKey(freeText({ max: 4000, title: "EnvisagedTerritory", description: "The envisaged territory, in words" })),
  diagnosis: Schema.optionalKey(freeText({ max: 20_000, title: "Diagnosis", description: "First diagnosis of the territory" })),
  actors: Schema.optionalKey(Schema.Array(freeText({ max: 300, title: "Actor", description: "A structure that takes part or shall, never a person" })).pipe(Schema.check(Schema.isMaxLength(200, tooMany)))),
  orientations: Schema.optionalKey(
    Schema.Array(Schema.Struct({ label: freeText({ max: 500 }), codes: MissionCodes }).annotate({ identifier: "Orientation", title: "Orientation", description: "What the CPTS wants to do, and the official missions that it belongs to" })).pipe(
      Schema.check(Schema.isMaxLength(50, tooMany)),
    ),
  ),
  calendar: Schema.optionalKey(
    Schema.Array(Schema.Struct({ label: freeText({ max: 300 }), on: PartialDate }).annotate({ identifier: "PlannedStep", title: "PlannedStep", description: "What is planned, and when" })).pipe(Schema.check(Schema.isMaxLength(50, tooMany))),
  ),
  budget: Schema.optionalKey(Budget),
  source: Schema.optionalKey(Source),
}).annotate({ identifier: "NewLetterOfIntent", title: "NewLetterOfIntent", description: "A version of a letter of intent" });

/** A version of the letter. */
export type NewLetterOfIntent = typeof NewLetterOfIntent.Type;

/** What guides of regional agencies ask of a letter of intent (cpts-na, medaviz), in their order. */
export const letterSections = ["territory", "diagnosis", "actors", "orientations", "calendar", "budget"] as const;

/** A section of the letter. */
export type LetterSection = (typeof letterSections)[number];

/** The sections that a letter has not, in the order of the guides. */
export const lackingIn = (letter: { readonly [S in LetterSection]?: unknown }): ReadonlyArray<LetterSection> =>
  letterSections.filter((section) => letter[section] === undefined || (Array.isArray(letter[section]) && letter[section].length === 0));

/** Who examines the letter: all in one meeting. */
export const Examiner = openCode(["ars", "caisse", "urps"], { title: "Examiner", description: "Who examines or gives an opinion" });

/** The answer to a letter, named with its source. */
export const LetterDecision = Schema.Struct({
  decision: Schema.Literals(["validated", "returned"]),
  on: PartialDate,
  examinedBy: Schema.optionalKey(Schema.Array(Examiner).pipe(Schema.check(Schema.isMaxLength(20, tooMany)))),
  source: Source,
}).annotate({ identifier: "LetterDecision", title: "LetterDecision", description: "The answer to a letter of intent" });

/** The answer to a letter. */
export type LetterDecision = typeof LetterDecision.Type;
