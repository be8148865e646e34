import type { ContractSignature } from "@cpts/api/ContractViews";
import { signingDate } from "@cpts/domain/ContractSigning";
import { earliest, isPartialDate, latest, precision, type PartialDate } from "@cpts/domain/PartialDate";
import type { Terms } from "./terms.ts";

/** A date as it was stored. */
export const dateOf = (text: string | null | undefined): PartialDate | null => (typeof text === "string" && isPartialDate(text) ? text : null);

/** The date a signature is ordered by, and what that rests on. */
export const dateOfSignature = (signature: Pick<typeof ContractSignature.Encoded, "signedOn" | "inferredSignedOn"> | null) =>
  signingDate({ signedOn: dateOf(signature?.signedOn), inferredSignedOn: dateOf(signature?.inferredSignedOn) });

/** The date a contract stands at in the calendar: that of its signature, or that of its announcement when it has a year. */
export const dateInCalendar = (contract: { readonly signature: typeof ContractSignature.Encoded | null; readonly terms: Terms }) => {
  if (contract.signature !== null) return dateOfSignature(contract.signature);
  const announced = dateOf(contract.terms.announced?.on);
  return announced === null || precision(announced) === "month-day" ? { on: null, orderedBy: "unknown" as const } : { on: announced, orderedBy: "declared" as const };
};

/** Sorts texts by their dates: first by the earliest day, then by the latest; without a year, after everything ("~" follows digits). */
export const sortKey = (date: PartialDate | null): string => (date === null || earliest(date) === null ? "~" : `${earliest(date)}/${latest(date)}`);
