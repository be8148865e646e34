import type { LearnedContract } from "../platform.ts";
import { onDate } from "../words.ts";

/** A date of a document is kept apart from one that was concluded from others. */
const signing = ({ signedOn, inferredSignedOn }: Pick<LearnedContract, "signedOn" | "inferredSignedOn">): string => {
  const inferred = inferredSignedOn === null ? "" : ` (${onDate(inferredSignedOn)} par déduction)`;
  return `${signedOn === null ? "à une date inconnue" : onDate(signedOn)}${inferred}`;
};

/** Where a contract stands, with the dates that are known. */
export const contractState = ({ state, signedOn, inferredSignedOn, announcedOn }: Pick<LearnedContract, "state" | "signedOn" | "inferredSignedOn" | "announcedOn">): string => {
  if (state === "signed") return `signé ${signing({ signedOn, inferredSignedOn })}`;
  return announcedOn === null ? "en préparation" : `en préparation, signature annoncée ${onDate(announcedOn)}`;
};
