import { contractKinds, partyCapacities } from "../Contract.ts";
import type { DiscrepancyDetails } from "../Discrepancy.ts";
import { formatEn, formatFr, isPartialDate } from "../PartialDate.ts";
import { sentence, type Sentence } from "./sentenceWords.ts";

const qualifiedFr: Readonly<Record<string, string>> = { "at-least": "au moins ", "more-than": "plus de ", "at-most": "au plus ", "less-than": "moins de ", about: "environ " };
const qualifiedEn: Readonly<Record<string, string>> = { "at-least": "at least ", "more-than": "more than ", "at-most": "at most ", "less-than": "less than ", about: "about " };

/** A date in words; what is no date is said as it stands. */
const dayFr = (text: string): string => (isPartialDate(text) ? formatFr(text) : "sans date");
const dayEn = (text: string): string => (isPartialDate(text) ? formatEn(text) : "without a date");

type Labels = ReadonlyArray<{ readonly code: string; readonly fr: string; readonly en: string }>;

const labelIn = (labels: Labels, language: "fr" | "en", code: string): string => labels.find((row) => row.code === code)?.[language] ?? code;

/** The missing parties: each a list of capacities of which one is enough, written `cpam/msa/cgss`. */
const partiesIn = (language: "fr" | "en", details: DiscrepancyDetails): string => {
  const missing = details["missing"];
  const or = language === "fr" ? " ou " : " or ";
  return (typeof missing === "object" ? missing : []).map((anyOf) => String(anyOf).split("/").map((code) => labelIn(partyCapacities, language, code)).join(or)).join(", ");
};

const partyMissing = (details: DiscrepancyDetails): Sentence => {
  const kind = String(details["kind"]);
  const verified = details["expectation"] === "verified";
  return {
    fr: `Un ${labelIn(contractKinds, "fr", kind)} a d'ordinaire une partie que celui-ci n'a pas : ${partiesIn("fr", details)}${verified ? "" : " (attente à vérifier)"}.`,
    en: `This ${labelIn(contractKinds, "en", kind)} lacks a party that its kind usually has: ${partiesIn("en", details)}${verified ? "" : " (expectation to be verified)"}.`,
  };
};

/** What the contracts service says, by code. */
export const contractsDiscrepancySentences: Readonly<Record<string, (details: DiscrepancyDetails) => Sentence>> = {
  "action-sheets-unknown": sentence(
    (the) => `Fiches actions déclarées : ${qualifiedFr[the("qualifier")] ?? ""}${the("declared")} ; titres connus : ${the("known")}.`,
    (the) => `${qualifiedEn[the("qualifier")] ?? ""}${the("declared")} action sheets are declared, the titles of ${the("known")} are known.`,
  ),
  "contract-ordinal": sentence(
    (the) => `Contrat déclaré n° ${the("ordinal")} de la région ${the("regionName")} ; contrats connus signés avant lui : ${the("known")}, dont ${the("inferred")} par déduction.`,
    (the) => `The contract is declared number ${the("ordinal")} of the region ${the("regionName")}; contracts known to be signed before it: ${the("known")}, of which ${the("inferred")} by inference.`,
  ),
  "expected-party-missing": partyMissing,
  "signed-year-inferred": sentence(
    (the) => `Date de signature selon le document : ${dayFr(the("signedOn"))} ; déduite : ${dayFr(the("inferredSignedOn"))}.`,
    (the) => `Date of signature by the document: ${dayEn(the("signedOn"))}; inferred: ${dayEn(the("inferredSignedOn"))}.`,
  ),
  "signed-before-validation": sentence(
    (the) => `Date de signature selon le document : ${dayFr(the("signedOn"))} ; première validation connue du projet de santé : ${dayFr(the("validatedOn"))}.`,
    (the) => `Date of signature by the document: ${dayEn(the("signedOn"))}; first known validation of the health project: ${dayEn(the("validatedOn"))}.`,
  ),
  "contract-size-drift": sentence(
    (the) => `Le contrat garde la taille ${the("frozen")} ; son territoire a aujourd'hui la taille ${the("computedSizeClass")} : un avenant est à signer.`,
    (the) => `The contract keeps size ${the("frozen")}; its territory has size ${the("computedSizeClass")} today: an amendment is to be signed.`,
  ),
  "contract-counts-sum": sentence(
    (the) => `Le document compte ${the("total")} contrats dans la région ${the("regionName")} et ${the("sum")} par départements.`,
    (the) => `The document counts ${the("total")} contracts in the region ${the("regionName")} and ${the("sum")} by departement.`,
  ),
};
