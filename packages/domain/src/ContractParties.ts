/**
 * Who is expected to sign a contract, by its kind. Someone missing is a discrepancy to be shown, never an error: the paper says
 * what it says.
 *
 * @example
 * ```ts
 * import * as ContractParties from "@cpts/domain/ContractParties";
 *
 * ContractParties.missingParties("aci", ["cpts", "ars"]).map(({ anyOf }) => anyOf.join("|")); // => ["cpam|msa|cgss"]
 * ContractParties.missingParties("aci", ["cpts", "ars", "msa"]); // => []
 * ```
 */

/** One expected party: any of these capacities will do. */
export interface ExpectedParty {
  readonly anyOf: ReadonlyArray<string>;
}

/** Who signs a kind of contract, and how well that is known. */
export interface ExpectedParties {
  readonly kind: string;
  readonly parties: ReadonlyArray<ExpectedParty>;
  /** `provisional` where it rests on one announcement rather than on a text. */
  readonly status: "verified" | "provisional";
  readonly source: string;
}

/** The kinds whose parties are known. Nothing is expected of another kind. */
export const expectedParties: ReadonlyArray<ExpectedParties> = [
  {
    kind: "aci",
    parties: [{ anyOf: ["cpts"] }, { anyOf: ["ars"] }, { anyOf: ["cpam", "msa", "cgss"] }],
    status: "verified",
    source: "ACI-CPTS of 20 June 2019 (tripartite contract CPTS, fund, ARS); TRE_R395, code ACI",
  },
  {
    kind: "contrat-territorial-de-sante",
    parties: [{ anyOf: ["ars"] }, { anyOf: ["federation-urps"] }, { anyOf: ["cpts"] }],
    status: "provisional",
    source: "Announcement of the contract of CPTS Sud 28 by the ARS Centre-Val de Loire; the article on Asclepios names the CPTS and the ARS only",
  },
];

/** What is known of a kind; `null` when nothing is. */
export const expectedOf = (kind: string): ExpectedParties | null => expectedParties.find((row) => row.kind === kind) ?? null;

/** The expected parties that none of these capacities is, in the order of the table. */
export const missingParties = (kind: string, capacities: ReadonlyArray<string>): ReadonlyArray<ExpectedParty> =>
  (expectedOf(kind)?.parties ?? []).filter(({ anyOf }) => !anyOf.some((capacity) => capacities.includes(capacity)));
