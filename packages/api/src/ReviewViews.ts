/**
 * The annual review of a contract year as it travels: its file, what is missing, the decision, and the figures it froze.
 *
 * @example
 * ```ts
 * import { ReviewDecision } from "@cpts/api/ReviewViews"
 * import { Schema } from "effect"
 *
 * const decision = { decidedOn: "2027-10-12", document: { document: "Compte rendu" }, rates: [], nextTargets: [] }
 * Schema.decodeUnknownSync(ReviewDecision)(decision).decidedOn // => "2027-10-12"
 * ```
 *
 * @since 0.1.0
 */
import { MissingCode, ReviewId, ReviewState } from "@cpts/domain/AnnualReview";
import { ContractId } from "@cpts/domain/Contract";
import { CptsId } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { IndicatorValue, Ppm } from "@cpts/domain/Indicator";
import { ContractYearNumber } from "@cpts/domain/IndicatorPlan";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { AchievedView, DoneBy } from "./ContractIndicatorViews.ts";
import { StoredFile, UploadQuery } from "./Files.ts";
import { queryInteger } from "./Page.ts";

const note = freeText({ max: 2000, title: "Note", description: "Why, or what is to be done" });
const atMost = (maximum: number) => Schema.isMaxLength(maximum);

/** The contract year whose review is opened. */
export const NewReview = Schema.Struct({ contractYear: ContractYearNumber }).annotate({ identifier: "NewReview" });

/** What a file of a review is. */
export const ReviewPart = Schema.Literals(["report", "annex", "proof"]);

/** What is said of a file: which part, which number in it, and of which indicator it is the proof. */
export const ReviewFileQuery = Schema.Struct({
  ...UploadQuery.fields,
  part: ReviewPart,
  number: queryInteger({ minimum: 1, maximum: 999 }).annotate({ description: "Its number among the files of that part" }),
  indicator: Schema.optionalKey(Code),
});

/** A file of a review. */
export const ReviewFile = Schema.Struct({ ...StoredFile.fields, part: ReviewPart, number: Schema.Int, indicator: Schema.NullOr(Code) }).annotate({ identifier: "ReviewFile" });

/** Something that the file lacks, with the reason why it is asked for. */
export const MissingView = Schema.Struct({ code: MissingCode, about: Schema.NullOr(Schema.String).annotate({ description: "The indicator, mission or question" }), reason: Schema.Struct({ fr: Schema.String, en: Schema.String }) }).annotate({ identifier: "MissingPiece" });

/** What is said with a step. */
export const ReviewStepNote = Schema.Struct({ note: Schema.optionalKey(note) }).annotate({ identifier: "ReviewStepNote" });

/** What is asked for when a file is sent back. */
export const ReviewReturn = Schema.Struct({ note }).annotate({ identifier: "ReviewReturn" });

const rate = { mission: Code, ratePpm: Ppm };

/** The decision. Rates left out are those computed; one that departs says why. Next targets hold for the year after. */
export const ReviewDecision = Schema.Struct({
  decidedOn: LocalDate,
  document: Source,
  minutes: Schema.optionalKey(freeText({ max: 20_000, title: "Minutes", description: "What was said" })),
  rates: Schema.Array(Schema.Struct({ ...rate, reason: Schema.optionalKey(note) }).annotate({ identifier: "NewDecidedRate" })).pipe(Schema.check(atMost(50))),
  nextTargets: Schema.Array(Schema.Struct({ indicator: Code, value: IndicatorValue }).annotate({ identifier: "NextTarget" })).pipe(Schema.check(atMost(200))),
  despiteMissing: Schema.optionalKey(note.annotate({ description: "Why it is decided although the file lacks something" })),
}).annotate({ identifier: "ReviewDecision" });
export type ReviewDecision = typeof ReviewDecision.Type;

/** What was computed of a contract year. */
export const ReviewFigures = Schema.Struct({
  planVersion: Schema.Int,
  indicators: Schema.Array(AchievedView),
  missions: Schema.Array(Schema.Struct({ mission: Code, ratePpm: Schema.NullOr(Ppm), missing: Schema.Array(Code) }).annotate({ identifier: "ComputedRate" })),
}).annotate({ identifier: "ReviewFigures" });

/** What the decision froze. */
export const FrozenReview = Schema.Struct({
  hash: Schema.String.annotate({ description: "SHA-256 of the rest, in hexadecimal digits" }),
  decidedOn: LocalDate,
  document: Source,
  minutes: Schema.NullOr(Schema.String),
  rates: Schema.Array(Schema.Struct({ ...rate, computedPpm: Schema.NullOr(Ppm), reason: Schema.NullOr(Schema.String), agreedOn: LocalDate }).annotate({ identifier: "DecidedRate" })),
  nextTargets: ReviewDecision.fields.nextTargets,
  despiteMissing: Schema.NullOr(Schema.String),
  missing: Schema.Array(MissingView),
  figures: ReviewFigures,
  files: Schema.Array(ReviewFile),
}).annotate({ identifier: "FrozenReview" });

/** An annual review in a list: where it stands, and what was decided. Its file and figures are read one by one. */
export const ReviewItem = Schema.Struct({
  id: ReviewId,
  contractId: ContractId,
  cptsId: CptsId,
  cptsName: Schema.NullOr(Schema.String).annotate({ description: "As learned from the registry" }),
  kind: Code.annotate({ description: "Kind of the contract" }),
  region: Schema.NullOr(Schema.String),
  departement: Schema.NullOr(Schema.String).annotate({ description: "Departement of attachment of the contract" }),
  contractYear: Schema.Int,
  state: ReviewState,
  decidedOn: Schema.NullOr(LocalDate),
  rates: Schema.NullOr(Schema.Array(Schema.Struct(rate).annotate({ identifier: "ListedRate" }))).annotate({ description: "As decided; null before" }),
  version: Schema.Int,
}).annotate({ identifier: "ReviewItem" });
export type ReviewItem = typeof ReviewItem.Type;

/** An annual review. */
export const ReviewView = Schema.Struct({
  id: ReviewId,
  contractId: ContractId,
  cptsId: CptsId,
  contractYear: Schema.Int,
  state: ReviewState,
  steps: Schema.Array(Schema.Struct({ action: Schema.Literals(["submit", "return", "close"]), by: DoneBy, note: Schema.NullOr(Schema.String) }).annotate({ identifier: "ReviewStep" })),
  files: Schema.Array(ReviewFile),
  missing: Schema.Array(MissingView).annotate({ description: "What the file lacks today, each with its reason" }),
  figures: ReviewFigures,
  frozen: Schema.NullOr(FrozenReview).annotate({ description: "As decided: it never changes" }),
  version: Schema.Int,
}).annotate({ identifier: "AnnualReview" });
export type ReviewView = typeof ReviewView.Type;
