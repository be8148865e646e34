import { onDate } from "../words.ts";
import type { Contract } from "./contracts-of.ts";

/** Where a contract stands, with the dates that are known. */
export const contractState = ({ state, signedOn, announcedOn }: Pick<Contract, "state" | "signedOn" | "announcedOn">): string => {
  if (state === "signed") return signedOn === null ? "signé, date inconnue" : `signé ${onDate(signedOn)}`;
  if (announcedOn !== null) return `en préparation, signature annoncée ${onDate(announcedOn)}`;
  return state === "draft" ? "en préparation" : state;
};
