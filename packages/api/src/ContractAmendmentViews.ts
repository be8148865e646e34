/**
 * What an amendment is recorded with, and the size of a contract beside that of its territory.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { NewContractAmendment } from "@cpts/api/ContractAmendmentViews"
 *
 * const amendment = { signedOn: "2028-01", changes: { sizeClass: "T3" }, document: { document: "Avenant" } }
 * Schema.decodeUnknownSync(NewContractAmendment)(amendment).changes.sizeClass // => "T3"
 * ```
 *
 * @since 0.1.0
 */
import { ContractId } from "@cpts/domain/Contract";
import { AmendmentChanges, AmendmentNumber, ContractAmendment } from "@cpts/domain/ContractAmendment";
import { CptsId } from "@cpts/domain/Cpts";
import { GridId } from "@cpts/domain/Grid";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { FundingTotal } from "./ContractFunding.ts";
import { OverlapReason, SignatoryInput } from "./ContractInputs.ts";
import { Explanation } from "./Explanation.ts";

const { changes, commune, document, effectiveOn, note, place, signedOn } = ContractAmendment.fields;

/** An amendment to be recorded; its number stands in the address. */
export const NewContractAmendment = Schema.Struct({
  signedOn,
  effectiveOn: Schema.optionalKey(effectiveOn),
  place: Schema.optionalKey(place),
  commune: Schema.optionalKey(commune),
  signatories: Schema.optionalKey(Schema.Array(SignatoryInput).pipe(Schema.check(Schema.isMaxLength(50)))),
  changes,
  document,
  note: Schema.optionalKey(note),
  overlapReason: Schema.optionalKey(OverlapReason),
}).annotate({ identifier: "NewContractAmendment" });
export type NewContractAmendment = typeof NewContractAmendment.Type;

/**
 * The size that a contract keeps and the one that the population of its territory gives on a date. `drift`: the two differ, the
 * size of the contract holds until an amendment.
 */
export const ContractSizeView = Schema.Struct({
  contractId: ContractId,
  cptsId: CptsId,
  asOf: LocalDate,
  frozenSizeClass: Schema.NullOr(Schema.String).annotate({ description: "In force on that date, by the signature or the last amendment" }),
  frozenPopulation: Schema.NullOr(Schema.Int),
  frozenBy: Schema.Int.annotate({ description: "Number of the amendment it rests on; 0 for the signature" }),
  computedSizeClass: Schema.NullOr(Schema.String),
  computedPopulation: Schema.NullOr(Schema.Int),
  grid: Schema.NullOr(GridId).annotate({ description: "The grid that tells the sizes, and their amounts; null where none is known: then the sizes of the national agreement" }),
  frozenYearly: Schema.NullOr(FundingTotal).annotate({ description: "What the grid pays in a whole year for the size that the contract keeps, all missions running, variable parts at their most" }),
  computedYearly: Schema.NullOr(FundingTotal).annotate({ description: "The same for the size that the territory has" }),
  differenceCents: Schema.NullOr(Schema.Int).annotate({ description: "The second less the first, in cents a year; null where a cell is not known" }),
  proposal: Schema.NullOr(Schema.Struct({ number: AmendmentNumber, changes: AmendmentChanges }).annotate({ identifier: "ProposedAmendment" })).annotate({ description: "The amendment that would follow the territory, to be signed by the parties" }),
  drift: Schema.Literals(["none", "announced", "unknown"]).annotate({ description: "`announced`: the size would change; `unknown` where one of the two is not known" }),
  sentence: Schema.NullOr(Schema.Struct({ fr: Schema.String, en: Schema.String })),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "ContractSize" });
export type ContractSizeView = typeof ContractSizeView.Type;
