/**
 * An amendment ("avenant") to a contract: numbered, dated and signed like it, and what keeps it from being recorded.
 *
 * What amendments may change rests on practice (territory, missions, targets, size, amounts): the clause was not read.
 *
 * @example
 * ```ts
 * import * as ContractAmendment from "@cpts/domain/ContractAmendment";
 * import { Schema } from "effect";
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import { PartialDate } from "@cpts/domain/PartialDate";
 *
 * const date = Schema.decodeUnknownSync(PartialDate);
 * const contract = { standing: "active", signedOn: date("2026-09-01"), last: null, capacities: ["ars"] } as const;
 * const amendment = { number: 2, signedOn: date("2027-01-01"), effectiveOn: date("2027-01-01"), capacities: ["ars"] };
 * ContractAmendment.amendmentFaults(contract, amendment, Schema.decodeUnknownSync(LocalDate)("2027-02-01"))[0]?._tag; // => "AmendmentOutOfOrder"
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { AnnouncedSigning, ContractMission, Signatory } from "./Contract.ts";
import { ContractStanding } from "./ContractLife.ts";
import { SignatoryNotParty } from "./ContractSigning.ts";
import { DeclaredCount } from "./DeclaredCount.ts";
import { freeText } from "./FreeText.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { compare, earliest, PartialDate } from "./PartialDate.ts";
import { Source } from "./Source.ts";

const atMost = (maximum: number) => Schema.isMaxLength(maximum);
const something = Schema.makeFilter((changes: object) => Object.keys(changes).length > 0 || "cpts-patch.empty", { identifier: "AmendmentChanges" });
const repeated = (missions: ReadonlyArray<{ readonly code: string }>) =>
  missions.flatMap(({ code }, index) => (missions.findIndex((other) => other.code === code) < index ? [{ path: [index, "code"], issue: "mission.code-repeated" }] : []));

/** What an amendment changes from its date on: absent keys stay what they were. Issues: `cpts-patch.empty`, `mission.code-repeated`. */
export const AmendmentChanges = Schema.Struct({
  sizeClass: Schema.optionalKey(Code.annotate({ description: "The size class from then on, as the contract's grid names it" })),
  population: Schema.optionalKey(DeclaredCount.fields.value.annotate({ description: "The population that the amendment names" })),
  communes: Schema.optionalKey(Schema.Array(CommuneCode).annotate({ description: "The whole territory of the contract from then on" }).pipe(Schema.check(Schema.isMinLength(1), atMost(2_000)))),
  missions: Schema.optionalKey(Schema.Array(ContractMission).annotate({ description: "All the missions from then on" }).pipe(Schema.check(atMost(50), Schema.makeFilter(repeated)))),
  termYears: Schema.optionalKey(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 50 })))),
  grid: Schema.optionalKey(Code.annotate({ description: "The grid of amounts that the contract refers to from then on" })),
  fundingRegime: Schema.optionalKey(Code.annotate({ description: "The funding regime from then on: the name of a grid, or of a regime without one. Not beside another `grid`" })),
  indicators: Schema.optionalKey(Schema.Array(Code).annotate({ description: "All the indicators from then on" }).pipe(Schema.check(atMost(200)))),
})
  .annotate({ title: "AmendmentChanges", description: "What an amendment changes from its date on: at least one thing" })
  .pipe(Schema.check(something));

/** What an amendment changes from its date on. */
export type AmendmentChanges = typeof AmendmentChanges.Type;

/** Rank of an amendment in its contract: 1 for the first. */
export const AmendmentNumber = Schema.Int.annotate({ title: "AmendmentNumber", description: "Rank of an amendment in its contract" }).pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 1_000 })));

/** An amendment that is signed. */
export const ContractAmendment = Schema.Struct({
  number: AmendmentNumber,
  signedOn: PartialDate,
  effectiveOn: PartialDate.annotate({ description: "From when on it holds: its signature, unless it says otherwise" }),
  place: AnnouncedSigning.fields.place,
  commune: Schema.NullOr(CommuneCode),
  signatories: Schema.Array(Signatory),
  changes: AmendmentChanges,
  document: Source,
  note: Schema.NullOr(freeText({ max: 1000 })),
  overlapReason: Schema.optionalKey(freeText({ max: 1000, description: "Why the contract holds from then on beside another of its kind" })),
}).annotate({ identifier: "ContractAmendment", title: "ContractAmendment", description: "An amendment to a contract" });

/** An amendment that is signed. */
export type ContractAmendment = typeof ContractAmendment.Type;

/** Another number was expected: amendments are recorded in their order. */
export class AmendmentOutOfOrder extends Schema.TaggedError<AmendmentOutOfOrder>()("AmendmentOutOfOrder", { number: Schema.Int, expected: Schema.Int }) {}

/** Nothing can be amended where the contract stands: it is not signed, or has ended. */
export class NotAmendable extends Schema.TaggedError<NotAmendable>()("NotAmendable", { standing: ContractStanding }) {}

/** A date is certainly before that of the contract or of the amendment before it. */
export class AmendedBefore extends Schema.TaggedError<AmendedBefore>()("AmendedBefore", { field: Schema.Literals(["signedOn", "effectiveOn"]), on: PartialDate, after: PartialDate, afterNumber: Schema.Int }) {}

/** The signature is told as done, and its day has certainly not come. */
export class AmendedInTheFuture extends Schema.TaggedError<AmendedInTheFuture>()("AmendedInTheFuture", { on: PartialDate, today: LocalDate }) {}

/** Why an amendment cannot be recorded like this. */
export type AmendmentFault = AmendmentOutOfOrder | NotAmendable | AmendedBefore | AmendedInTheFuture | SignatoryNotParty;

/** A contract as the rule sees it. */
export interface Amendable {
  readonly standing: ContractStanding;
  readonly signedOn: PartialDate | null;
  readonly last: Pick<ContractAmendment, "effectiveOn" | "number" | "signedOn"> | null;
  /** Capacities of the parties. */
  readonly capacities: ReadonlyArray<string>;
}

/** An amendment as the rule sees it, with the capacities of its signatories in their order. */
export interface Amending extends Pick<ContractAmendment, "effectiveOn" | "number" | "signedOn"> {
  readonly capacities: ReadonlyArray<string>;
}

const dateFaults = ({ last, signedOn }: Amendable, amendment: Amending): ReadonlyArray<AmendedBefore> =>
  (["signedOn", "effectiveOn"] as const).flatMap((field) => {
    const on = amendment[field];
    if (last !== null && compare(on, last[field]) === "before") return [new AmendedBefore({ field, on, after: last[field], afterNumber: last.number })];
    return signedOn !== null && compare(on, signedOn) === "before" ? [new AmendedBefore({ field, on, after: signedOn, afterNumber: 0 })] : [];
  });

/** Everything that keeps an amendment from being recorded, as told today. It may hold from a day before its signature, or after today. */
export const amendmentFaults = (contract: Amendable, amendment: Amending, today: LocalDate): ReadonlyArray<AmendmentFault> => {
  const { capacities, number, signedOn } = amendment;
  if (contract.standing === "draft" || contract.standing === "terminated" || contract.standing === "expired") return [new NotAmendable({ standing: contract.standing })];
  const expected = (contract.last?.number ?? 0) + 1;
  if (number !== expected) return [new AmendmentOutOfOrder({ number, expected })];
  const first = earliest(signedOn);
  return [
    ...dateFaults(contract, amendment),
    ...(first !== null && first > today ? [new AmendedInTheFuture({ on: signedOn, today })] : []),
    ...capacities.flatMap((capacity, index) => (contract.capacities.includes(capacity) ? [] : [new SignatoryNotParty({ index, capacity })])),
  ];
};
