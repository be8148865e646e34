import type { DiscrepancyDetails } from "../Discrepancy.ts";
import { formatEn, formatFr, isPartialDate } from "../PartialDate.ts";
import { sentence, type Sentence } from "./sentenceWords.ts";

const qualifiedFr: Readonly<Record<string, string>> = { "at-least": "au moins ", "more-than": "plus de ", "at-most": "au plus ", "less-than": "moins de ", about: "environ " };
const qualifiedEn: Readonly<Record<string, string>> = { "at-least": "at least ", "more-than": "more than ", "at-most": "at most ", "less-than": "less than ", about: "about " };

/** A date in words; what is no date is said as it stands. */
const dayFr = (text: string): string => (isPartialDate(text) ? formatFr(text) : "sans date");
const dayEn = (text: string): string => (isPartialDate(text) ? formatEn(text) : "without a date");

/** What the contracts service says, by code. */
export const contractsDiscrepancySentences: Readonly<Record<string, (details: DiscrepancyDetails) => Sentence>> = {
  "action-sheets-unknown": sentence(
    (the) => `Fiches actions déclarées : ${qualifiedFr[the("qualifier")] ?? ""}${the("declared")} ; titres connus : ${the("known")}.`,
    (the) => `${qualifiedEn[the("qualifier")] ?? ""}${the("declared")} action sheets are declared, the titles of ${the("known")} are known.`,
  ),
  "contract-ordinal": sentence(
    (the) => `Contrat déclaré n° ${the("ordinal")} de la région ${the("region")} ; contrats connus signés avant lui : ${the("known")}, dont ${the("inferred")} par déduction.`,
    (the) => `The contract is declared number ${the("ordinal")} of region ${the("region")}; contracts known to be signed before it: ${the("known")}, of which ${the("inferred")} by inference.`,
  ),
  "expected-party-missing": sentence(
    (the) => `Un contrat « ${the("kind")} » a d'ordinaire une partie que celui-ci n'a pas : ${the("missing")}${the("expectation") === "verified" ? "" : " (attente à vérifier)"}.`,
    (the) => `A contract "${the("kind")}" usually has a party that this one has not: ${the("missing")}${the("expectation") === "verified" ? "" : " (expectation to be verified)"}.`,
  ),
  "signed-year-inferred": sentence(
    (the) => `Date de signature selon le document : ${dayFr(the("signedOn"))} ; déduite : ${dayFr(the("inferredSignedOn"))}.`,
    (the) => `Date of signature by the document: ${dayEn(the("signedOn"))}; inferred: ${dayEn(the("inferredSignedOn"))}.`,
  ),
  "contract-counts-sum": sentence(
    (the) => `Le document compte ${the("total")} contrats dans la région ${the("region")} et ${the("sum")} par départements.`,
    (the) => `The document counts ${the("total")} contracts in region ${the("region")} and ${the("sum")} by departement.`,
  ),
};
