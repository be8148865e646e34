import { Schema } from "effect";
import { passesLuhn } from "./luhn.ts";

const nineDigits = /^\d{9}$/u;

/** Nine digits, the last one by Luhn: the number of legal units, and of the EPCI among them. */
export const sirenChecks = [
  Schema.isPattern(nineDigits, { message: "siren.format" }),
  Schema.makeFilter((text: string) => !nineDigits.test(text) || passesLuhn(text) || "siren.luhn"),
] as const;
