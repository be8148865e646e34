/**
 * What Effect's own checks, and those of `Nothing` and of the feed, say when they fail, in French and English, by their names. The checks of `@cpts/domain` have
 * their texts there (`IssueText`).
 *
 * @example
 * ```ts
 * import { checkMessages } from "@cpts/api/CheckMessages"
 *
 * checkMessages.isMaxLength.en // => "too long"
 * ```
 *
 * @since 0.1.0
 */
import type { Bilingual } from "./Endpoint.ts";

interface Row extends Bilingual {
  /** The code in the answer, where it is not the name of the row. */
  readonly code?: string;
}

/** Messages by check. */
export const checkMessages = {
  isPattern: { code: "wrong-format", fr: "format inattendu", en: "unexpected format" },
  isMaxLength: { code: "too-long", fr: "trop long", en: "too long" },
  isMinLength: { code: "too-short", fr: "trop court", en: "too short" },
  isNonEmpty: { code: "too-short", fr: "ne peut pas être vide", en: "cannot be empty" },
  isLengthBetween: { code: "wrong-length", fr: "longueur inattendue", en: "unexpected length" },
  isInt: { code: "not-an-integer", fr: "nombre entier attendu", en: "integer expected" },
  isFinite: { code: "not-a-number", fr: "nombre attendu", en: "number expected" },
  isBetween: { code: "out-of-range", fr: "hors des bornes", en: "out of range" },
  isGreaterThanOrEqualTo: { code: "out-of-range", fr: "trop petit", en: "too small" },
  isLessThanOrEqualTo: { code: "out-of-range", fr: "trop grand", en: "too large" },
  isGreaterThan: { code: "out-of-range", fr: "trop petit", en: "too small" },
  isLessThan: { code: "out-of-range", fr: "trop grand", en: "too large" },
  noParameter: { code: "unknown-property", fr: "propriété inconnue", en: "unknown property" },
  oneBeginning: { code: "exclusive", fr: "`after` ou `since`, pas les deux", en: "`after` or `since`, not both" },
  isUnique: { code: "listed-twice", fr: "un élément est présent deux fois", en: "an element is listed twice" },
} as const satisfies Record<string, Row>;

/** The name of a row. */
export type CheckCode = keyof typeof checkMessages;
