/**
 * How a contract is signed: once, from a draft, by its parties, not before it was drafted nor on a day to come; and which day the signing is
 * ordered by where the document gives no year.
 *
 * @example
 * ```ts
 * import * as ContractSigning from "@cpts/domain/ContractSigning";
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import * as PartialDate from "@cpts/domain/PartialDate";
 * import { Schema } from "effect";
 *
 * const date = Schema.decodeUnknownSync(PartialDate.PartialDate);
 * const today = Schema.decodeUnknownSync(LocalDate.LocalDate)("2026-11-22");
 * ContractSigning.signingDate({ signedOn: date("--09-22"), inferredSignedOn: date("2018-09-22") }); // => { on: "2018-09-22", orderedBy: "inferred" }
 * ContractSigning.signingFaults({ state: "signed", draftedOn: null, capacities: [] }, { signedOn: null, inferredSignedOn: null, capacities: [] }, today)[0]?._tag; // => "AlreadySigned"
 * ```
 */
import { Schema } from "effect";
import type { ContractState } from "./Contract.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { compare, earliest, PartialDate, precision } from "./PartialDate.ts";

/** The contract is signed: neither its text nor its signature changes. */
export class AlreadySigned extends Schema.TaggedError<AlreadySigned>()("AlreadySigned", { signedOn: Schema.NullOr(PartialDate) }) {}

/** The day of the signature is certainly before the day of the draft. */
export class SignedBeforeDraft extends Schema.TaggedError<SignedBeforeDraft>()("SignedBeforeDraft", {
  date: Schema.Literals(["signedOn", "inferredSignedOn"]),
  signed: PartialDate,
  draftedOn: PartialDate,
}) {}

/** The signature is told as done, and its day has certainly not come: a signing to come is announced, in the draft. */
export class SignedInTheFuture extends Schema.TaggedError<SignedInTheFuture>()("SignedInTheFuture", {
  date: Schema.Literals(["signedOn", "inferredSignedOn"]),
  signed: PartialDate,
  today: LocalDate,
}) {}

/** What was concluded is not a day that the document's words can mean, or has no year either. */
export class InferredDateDisagrees extends Schema.TaggedError<InferredDateDisagrees>()("InferredDateDisagrees", {
  signedOn: Schema.NullOr(PartialDate),
  inferredSignedOn: PartialDate,
}) {}

/** A signatory signs in a capacity that no party has. */
export class SignatoryNotParty extends Schema.TaggedError<SignatoryNotParty>()("SignatoryNotParty", {
  index: Schema.Int,
  capacity: Code,
}) {}

/** Why a contract cannot be signed like this. */
export type SigningFault = AlreadySigned | SignedBeforeDraft | SignedInTheFuture | InferredDateDisagrees | SignatoryNotParty;

/** The contract as the rule sees it. */
export interface Signable {
  readonly state: ContractState;
  readonly draftedOn: PartialDate | null;
  /** The date of a signature that stands. */
  readonly signedOn?: PartialDate | null;
  /** Capacities of the parties. */
  readonly capacities: ReadonlyArray<string>;
}

/** The date of a signature: what the document says, and what was concluded from it. */
export interface SigningDates {
  readonly signedOn: PartialDate | null;
  readonly inferredSignedOn: PartialDate | null;
}

/** A signature as the rule sees it. */
export interface Signature extends SigningDates {
  /** Capacities of the signatories, in their order. */
  readonly capacities: ReadonlyArray<string>;
}

/** Whether the words of a document can mean that date: the same month and day, or the same beginning. It must bring a year. */
export const mayMean = (signedOn: PartialDate | null, inferred: PartialDate): boolean => {
  if (precision(inferred) === "month-day") return false;
  if (signedOn === null) return true;
  return precision(signedOn) === "month-day" ? precision(inferred) === "day" && inferred.slice(4) === signedOn.slice(1) : inferred.startsWith(signedOn);
};

const beforeDraft = (date: SignedBeforeDraft["date"], signed: PartialDate | null, draftedOn: PartialDate | null): ReadonlyArray<SignedBeforeDraft> =>
  signed !== null && draftedOn !== null && compare(signed, draftedOn) === "before" ? [new SignedBeforeDraft({ date, signed, draftedOn })] : [];

const inTheFuture = (date: SignedInTheFuture["date"], signed: PartialDate | null, today: LocalDate): ReadonlyArray<SignedInTheFuture> => {
  const first = signed === null ? null : earliest(signed);
  return signed === null || first === null || first <= today ? [] : [new SignedInTheFuture({ date, signed, today })];
};

/** Everything that keeps a contract from being signed like this, as told today; empty when nothing does. An order that cannot be told is accepted. */
export const signingFaults = (contract: Signable, signature: Signature, today: LocalDate): ReadonlyArray<SigningFault> => {
  const { inferredSignedOn, signedOn } = signature;
  if (contract.state === "signed") return [new AlreadySigned({ signedOn: contract.signedOn ?? null })];
  return [
    ...beforeDraft("signedOn", signedOn, contract.draftedOn),
    ...beforeDraft("inferredSignedOn", inferredSignedOn, contract.draftedOn),
    ...inTheFuture("signedOn", signedOn, today),
    ...inTheFuture("inferredSignedOn", inferredSignedOn, today),
    ...(inferredSignedOn === null || mayMean(signedOn, inferredSignedOn) ? [] : [new InferredDateDisagrees({ signedOn, inferredSignedOn })]),
    ...signature.capacities.flatMap((capacity, index) => (contract.capacities.includes(capacity) ? [] : [new SignatoryNotParty({ index, capacity })])),
  ];
};

/** Someone is said to have signed on a day that has certainly not come. */
export class SignatoryInTheFuture extends Schema.TaggedError<SignatoryInTheFuture>()("SignatoryInTheFuture", { index: Schema.Int, on: PartialDate, today: LocalDate }) {}

/** Someone is said to have signed before the draft. */
export class SignatoryBeforeDraft extends Schema.TaggedError<SignatoryBeforeDraft>()("SignatoryBeforeDraft", { index: Schema.Int, on: PartialDate, draftedOn: PartialDate }) {}

/** What the dates of signatories cannot be, by their place; one that no document gives is accepted. */
export const signatoryFaults = (dates: ReadonlyArray<PartialDate | null>, draftedOn: PartialDate | null, today: LocalDate): ReadonlyArray<SignatoryInTheFuture | SignatoryBeforeDraft> =>
  dates.flatMap((on, index): ReadonlyArray<SignatoryInTheFuture | SignatoryBeforeDraft> => {
    const first = on === null ? null : earliest(on);
    if (on === null) return [];
    if (first !== null && first > today) return [new SignatoryInTheFuture({ index, on, today })];
    return draftedOn !== null && compare(on, draftedOn) === "before" ? [new SignatoryBeforeDraft({ index, on, draftedOn })] : [];
  });

/** Why a contract in this state can no longer be changed; `null` when it can. */
export const changeFault = (contract: Pick<Signable, "state" | "signedOn">): AlreadySigned | null =>
  contract.state === "signed" ? new AlreadySigned({ signedOn: contract.signedOn ?? null }) : null;

/** What the place of a signing in time rests on. */
export const OrderedBy = Schema.Literals(["declared", "inferred", "unknown"]).annotate({
  title: "OrderedBy",
  description: "What the place in time rests on: the date of the document, a conclusion, or nothing",
});

/** What the place of a signing in time rests on. */
export type OrderedBy = typeof OrderedBy.Type;

/** The date a signing is ordered by: the document's when it has a year, else what was concluded, else none. */
export const signingDate = ({ inferredSignedOn, signedOn }: SigningDates): { readonly on: PartialDate | null; readonly orderedBy: OrderedBy } => {
  if (signedOn !== null && precision(signedOn) !== "month-day") return { on: signedOn, orderedBy: "declared" };
  if (inferredSignedOn !== null) return { on: inferredSignedOn, orderedBy: "inferred" };
  return { on: null, orderedBy: "unknown" };
};

/** Whether one signing was certainly before or after another date; `unknown` where the documents do not tell. */
export const orderOf = (signing: PartialDate | null, other: PartialDate | null): ReturnType<typeof compare> =>
  signing === null || other === null ? "unknown" : compare(signing, other);
