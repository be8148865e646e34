/**
 * Professionals by 10,000 inhabitants of the territory of a CPTS, by profession: what the directory knows of the register, over the
 * inhabitants that the registry told of the territory.
 *
 * @example
 * ```ts
 * import { supplyEndpoints } from "@cpts/api/ProfessionalSupply"
 *
 * supplyEndpoints.readSupply.path // => "/v1/cpts/{id}/supply"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { SupplyUnknown } from "@cpts/domain/ProfessionalSupply";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";

/** Those of a profession who practise on a territory. */
export const SupplyOfProfession = Schema.Struct({
  profession: Schema.NullOr(Code).annotate({ description: "TRE_G15; null: all professions of the RPPS together, each person once" }),
  label: Schema.NullOr(Schema.String),
  practising: Schema.NullOr(Schema.Int).annotate({ description: "People with an activity in a commune of the territory" }),
  per10000: Schema.NullOr(Schema.Finite).annotate({ description: "By 10,000 inhabitants, to the hundredth" }),
  unknownBecause: Schema.NullOr(SupplyUnknown),
}).annotate({ identifier: "SupplyOfProfession" });
export type SupplyOfProfession = typeof SupplyOfProfession.Type;

/** The supply of a territory on a day. */
export const Supply = Schema.Struct({
  cptsId: CptsId,
  asOf: LocalDate,
  registerOf: Schema.NullOr(LocalDate).annotate({ description: "Day of the extract of the RPPS that tells who practises" }),
  population: Schema.NullOr(Schema.Int).annotate({ description: "Inhabitants of the territory" }),
  populationSource: Schema.NullOr(Schema.String).annotate({ description: "The series and its vintage" }),
  professions: Schema.Array(SupplyOfProfession).annotate({ description: "All together first, then those of whom somebody practises there" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "Supply" });
export type Supply = typeof Supply.Type;

/** Supply, by name. */
export const supplyEndpoints = {
  readSupply: endpoint({
    id: "supply.read",
    method: "GET",
    path: "/v1/cpts/{id}/supply",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })), ...explained }),
    response: Supply,
    permission: "professional.read",
    summary: { fr: "Professionnels pour 10 000 habitants du territoire, par profession", en: "Professionals by 10,000 inhabitants of the territory, by profession" },
  }),
};
