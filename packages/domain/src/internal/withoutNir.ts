import { Schema } from "effect";
import { containsNir } from "./nir.ts";

/** Codes and numbers are stored and travel in events: they are no way around what a text refuses. Issue: `free-text.social-security-number`. */
export const withoutNir = Schema.makeFilter((text: string) => !containsNir(text) || "free-text.social-security-number");
