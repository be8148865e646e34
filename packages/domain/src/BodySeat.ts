/**
 * Who sits in a body, for which college, in what part and until when, as documents say it; elections that gave the seats; and
 * working groups, which are bodies of a kind of their own.
 *
 * @example
 * ```ts
 * import * as BodySeat from "@cpts/domain/BodySeat";
 * import { Schema } from "effect";
 *
 * const someone = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
 * const candidates = [{ professionalId: someone, votes: 12, elected: true }];
 * Schema.is(BodySeat.NewElection)({ on: "2026-03-02", seatsOpen: 1, candidates, provenance: { status: "sourced", source: { document: "PV" } } }); // => true
 * Schema.is(BodySeat.NewElection)({ on: "2026-03-02", seatsOpen: 0, candidates, provenance: { status: "sourced", source: { document: "PV" } } }); // => false
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { BodyId } from "./GovernanceBody.ts";
import { platformId } from "./internal/platformId.ts";
import { periodInOrder } from "./internal/statementChecks.ts";
import { LocalDate } from "./LocalDate.ts";
import { openCode } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { Provenance } from "./Source.ts";

/** Identity of a statement about a seat. Issue: `platform-id.format`. */
export const SeatId = platformId("SeatId", "Identity of a statement about a seat").pipe(Schema.brand("SeatId"));

/** Identity of a statement about a seat. */
export type SeatId = typeof SeatId.Type;

/** Identity of an election. Issue: `platform-id.format`. */
export const ElectionId = platformId("ElectionId", "Identity of an election").pipe(Schema.brand("ElectionId"));

/** Identity of an election. */
export type ElectionId = typeof ElectionId.Type;

/** What people do in a body or a working group, with their labels. */
export const seatParts = [
  { code: "lead", fr: "pilote", en: "lead" },
  { code: "deputy", fr: "pilote suppléant", en: "deputy lead" },
  { code: "secretary", fr: "secrétaire de séance", en: "secretary" },
  { code: "member", fr: "membre", en: "member" },
  { code: "substitute", fr: "suppléant", en: "substitute" },
  { code: "guest", fr: "invité permanent, sans voix", en: "standing guest, without a vote" },
] as const;

/** What someone does in a body, an open list. */
export const SeatPart = openCode(
  seatParts.map(({ code }) => code),
  { title: "SeatPart", description: "What someone does in a body" },
);

/** What someone does in a body. */
export type SeatPart = typeof SeatPart.Type;

const college = freeText({ max: 200, title: "College", description: "The college of members that the seat is of, as the statutes name it" });
const seat = freeText({ max: 60, title: "Seat", description: "Which seat of its college, where documents tell them apart: two that name different people for it contradict each other" });

/** What a document says of one seat: who, in what part, when. `part` is `member` unless said. Issue: `period.empty`. */
export const NewSeat = Schema.Struct({
  professionalId: ProfessionalId,
  college: Schema.optionalKey(college),
  seat: Schema.optionalKey(seat),
  part: Schema.optionalKey(SeatPart),
  validFrom: Schema.optionalKey(PartialDate),
  validTo: Schema.optionalKey(PartialDate.annotate({ description: "The day after the last" })),
  provenance: Provenance,
})
  .annotate({ title: "NewSeat", description: "What a document says of one seat of a body" })
  .pipe(Schema.check(Schema.makeFilter(periodInOrder, { identifier: "NewSeat" })));

/** What a document says of one seat. */
export type NewSeat = typeof NewSeat.Type;

/** Why a statement about a seat changes: an open list. `recorded-in-error`: no document says so. */
export const SeatCorrectionReason = openCode(["term-ended", "resigned", "left-the-cpts", "body-closed", "typing-error", "better-source", "recorded-in-error"], { title: "SeatCorrectionReason", description: "Why a statement about a seat changes" });

/** Why a statement about a seat changes. */
export type SeatCorrectionReason = typeof SeatCorrectionReason.Type;

const saysSomething = (correction: { readonly why: SeatCorrectionReason }) => Object.keys(correction).length > 1 || correction.why === "recorded-in-error" || "seat-correction.empty";

/** What is corrected of a seat, and why; `null` takes a value away. Who sits is not corrected: record it anew. Issue: `seat-correction.empty`. */
export const SeatCorrection = Schema.Struct({
  why: SeatCorrectionReason,
  college: Schema.optionalKey(Schema.NullOr(college)),
  seat: Schema.optionalKey(Schema.NullOr(seat)),
  part: Schema.optionalKey(SeatPart),
  validFrom: Schema.optionalKey(Schema.NullOr(PartialDate)),
  validTo: Schema.optionalKey(Schema.NullOr(PartialDate)),
})
  .annotate({ title: "SeatCorrection", description: "What is corrected of a statement about a seat" })
  .pipe(Schema.check(Schema.makeFilter(saysSomething, { identifier: "SeatCorrection" })));

/** What is corrected of a seat. */
export type SeatCorrection = typeof SeatCorrection.Type;

const votes = Schema.Int.annotate({ title: "Votes", description: "Voices that they had, as declared" }).pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 100_000 }, { message: "election.range" })));

/** Someone who stood, and what came of it as the document declares it. */
export const Candidate = Schema.Struct({ professionalId: ProfessionalId, votes: Schema.optionalKey(votes), elected: Schema.Boolean }).annotate({ identifier: "Candidate", title: "Candidate", description: "Someone who stood for election" });

const soundElection = ({ candidates, on, seatsOpen, termEndsOn }: { readonly candidates: ReadonlyArray<{ readonly professionalId: string; readonly elected: boolean }>; readonly on: string; readonly seatsOpen: number; readonly termEndsOn?: string }) => {
  const repeated = candidates.flatMap(({ professionalId }, index) => (candidates.findIndex((other) => other.professionalId === professionalId) < index ? [{ path: ["candidates", index], issue: "election.candidate-repeated" }] : []));
  const tooMany = candidates.filter(({ elected }) => elected).length > seatsOpen ? [{ path: ["candidates"], issue: "election.more-than-seats" }] : [];
  return [...repeated, ...tooMany, ...(termEndsOn !== undefined && termEndsOn <= on ? [{ path: ["termEndsOn"], issue: "period.empty" }] : [])];
};

/**
 * An election as its minutes declare it; whoever is elected sits from its day on, or from `termFrom`, until `termEndsOn`. Issues: `election.range`,
 * `election.candidate-repeated`, `election.more-than-seats`, `period.empty`.
 */
export const NewElection = Schema.Struct({
  on: LocalDate,
  college: Schema.optionalKey(college),
  seatsOpen: Schema.Int.annotate({ description: "How many seats were open" }).pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 200 }, { message: "election.range" }))),
  candidates: Schema.Array(Candidate).pipe(Schema.check(Schema.isMaxLength(500, { message: "election.range" }))),
  termEndsOn: Schema.optionalKey(LocalDate.annotate({ description: "The day after the last of the term" })),
  provenance: Provenance,
})
  .annotate({ title: "NewElection", description: "An election to a body, as declared" })
  .pipe(Schema.check(Schema.makeFilter(soundElection, { identifier: "NewElection" })));

/** An election to a body, as declared. */
export type NewElection = typeof NewElection.Type;

const of = { bodyId: BodyId, cptsId: CptsId };

/** A seat as it is told: ids, codes and dates. The words of its college stay in the directory. */
const told = { seatId: SeatId, ...of, holderId: ProfessionalId, part: SeatPart, validFrom: Schema.NullOr(PartialDate), validTo: Schema.NullOr(PartialDate), electionId: Schema.NullOr(ElectionId) };

/** A document says who sits in a body. */
export const SeatRecorded = Schema.Struct(told).annotate({ identifier: "SeatRecorded", title: "SeatRecorded", description: "A document says who sits in a body" });

/** A statement about a seat is corrected: this is how it stands now. Withdrawn, it never was. */
export const SeatChanged = Schema.Struct({ ...told, withdrawn: Schema.Boolean, why: SeatCorrectionReason }).annotate({ identifier: "SeatChanged", title: "SeatChanged", description: "A statement about a seat is corrected" });

/** An election took place; the seats that it gave are told one by one. */
export const ElectionRecorded = Schema.Struct({ electionId: ElectionId, ...of, on: LocalDate, seatsOpen: Schema.Int, candidates: Schema.Int, electedIds: Schema.Array(ProfessionalId) }).annotate({
  identifier: "ElectionRecorded",
  title: "ElectionRecorded",
  description: "An election to a body is known",
});
