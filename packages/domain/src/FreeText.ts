/**
 * Text that people type: trimmed, bounded, and never holding a social-security number.
 *
 * The platform stores no patient (art. L. 1111-8 CSP would make it a host of health data). The NIR is the base of the
 * national health identity (INS), so a text that holds one is refused, with or without spaces or dots, Corsica included.
 *
 * Thirteen digits without key: refused when spelled "1 85 05 78 006 084", which nothing else looks like; accepted in one
 * block, where no key tells a NIR from a bar code (EAN-13) or a time in milliseconds, and one such number in
 * ten would be refused for nothing.
 *
 * @example
 * ```ts
 * import * as FreeText from "@cpts/domain/FreeText";
 *
 * FreeText.containsNir("vu ce jour 1 85 05 78 006 084 91"); // => true
 * FreeText.containsNir("01 85 05 78 06"); // => false
 * ```
 */
import { Schema, SchemaTransformation } from "effect";
import { namesSomeoneBorn } from "./internal/bornText.ts";
import { containsNir as find } from "./internal/nir.ts";
import type { LocalDate } from "./LocalDate.ts";

/** Whether the text holds a French social-security number (NIR). Time is linear in the length of the text. */
export const containsNir = (text: string): boolean => find(text);

/**
 * Whether the text seems to name somebody beside a date of birth: a name within some words of a day before `today`. A warning,
 * not a refusal: the name may be that of a street, the day that of a report.
 */
export const seemsToNameSomeoneBorn = (text: string, today: LocalDate): boolean => namesSomeoneBorn(text, today);

/** Whether the text holds a control character other than tab and new line (C0, DEL, C1). */
const hasControl = (text: string): boolean => {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code < 32 && code !== 9 && code !== 10) || (code >= 127 && code < 160)) return true;
  }
  return false;
};

/**
 * Whether the text holds a character that overrides or isolates the direction of what follows (U+202A to U+202E, U+2066 to
 * U+2069): a line that holds one may show its words, and those of others, in another order than they stand (Unicode
 * Standard Annex 9, §2; Unicode Technical Report 36). Right-to-left words need none.
 */
const turnsAround = (text: string): boolean => {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code >= 0x20_2a && code <= 0x20_2e) || (code >= 0x20_66 && code <= 0x20_69)) return true;
  }
  return false;
};

/** How long the text may be, in characters (code points, as JSON Schema counts them), and what it is. */
export interface FreeTextOptions {
  readonly max: number;
  readonly title?: string;
  readonly description?: string;
}

const normalise = (text: string): string => text.replaceAll(/\r\n?/gu, "\n").trim();

/**
 * A non-empty text of at most `max` characters. Decoding and encoding trim it and write its line ends `\n`.
 * Issues: `free-text.empty`, `free-text.too-long`, `free-text.control-character`, `free-text.direction-character`
 * (overrides or isolates a direction of writing), `free-text.malformed` (half of a surrogate pair),
 * `free-text.social-security-number`.
 */
export const freeText = ({ max, title = "FreeText", description = "Text without any patient data" }: FreeTextOptions) =>
  Schema.String.annotate({ title, description }).pipe(
    Schema.check(
      Schema.isMinLength(1, { message: "free-text.empty" }),
      Schema.isMaxCodePoints(max, { message: "free-text.too-long" }),
    ),
    Schema.decodeTo(
      Schema.String.pipe(
        Schema.check(
          Schema.isMinLength(1, { message: "free-text.empty" }),
          Schema.makeFilter((text: string) => text.length === 0 || text.trim().length > 0 || "free-text.empty"),
          Schema.makeFilter((text: string) => !hasControl(text) || "free-text.control-character"),
          Schema.makeFilter((text: string) => !turnsAround(text) || "free-text.direction-character"),
          Schema.makeFilter((text: string) => text.isWellFormed() || "free-text.malformed"),
          Schema.makeFilter((text: string) => !find(text) || "free-text.social-security-number"),
        ),
      ),
      SchemaTransformation.transform({ decode: normalise, encode: normalise }),
    ),
  );
