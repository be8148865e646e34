import { PartialDate } from "@cpts/domain/PartialDate";
import { Option, Schema } from "effect";

/** A contract as the registry shows it beside a CPTS. The SDK's types do not have it yet: it is decoded here. */
const Contract = Schema.Struct({
  contractId: Schema.String,
  kind: Schema.String,
  state: Schema.String,
  signedOn: Schema.NullOr(PartialDate),
  announcedOn: Schema.NullOr(PartialDate),
  termYears: Schema.NullOr(Schema.Finite),
  missions: Schema.Array(Schema.Struct({ code: Schema.String, label: Schema.NullOr(Schema.String) })),
  population: Schema.NullOr(Schema.Finite),
  sizeClass: Schema.NullOr(Schema.String),
});
export type Contract = typeof Contract.Type;

const decode = Schema.decodeUnknownOption(Schema.Struct({ contracts: Schema.Array(Contract) }));

/** The contracts in an answer about a CPTS; null where the registry does not tell them. */
export const contractsOf = (cpts: unknown): ReadonlyArray<Contract> | null => Option.getOrNull(decode(cpts))?.contracts ?? null;
