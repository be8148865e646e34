import type { LearnedContract } from "../platform.ts";
import { onDate } from "../words.ts";

/** A date of a document is kept apart from one that was concluded from others. */
const signing = ({ signedOn, inferredSignedOn }: Pick<LearnedContract, "signedOn" | "inferredSignedOn">): string => {
  const inferred = inferredSignedOn === null ? "" : ` (${onDate(inferredSignedOn)} par déduction)`;
  return `${signedOn === null ? "à une date inconnue" : onDate(signedOn)}${inferred}`;
};

/** What has become of a signed contract; nothing is said of one that goes on as it was signed. */
const since: Readonly<Partial<Record<LearnedContract["standing"], string>>> = { suspended: ", suspendu", renewed: ", renouvelé", expired: ", échu", terminated: ", résilié" };

/** Where a contract stands, with the dates that are known. */
export const contractState = ({ state, standing, signedOn, inferredSignedOn, announcedOn }: Pick<LearnedContract, "state" | "standing" | "signedOn" | "inferredSignedOn" | "announcedOn">): string => {
  if (state === "signed") return `signé ${signing({ signedOn, inferredSignedOn })}${since[standing] ?? ""}`;
  return announcedOn === null ? "en préparation" : `en préparation, signature annoncée ${onDate(announcedOn)}`;
};
