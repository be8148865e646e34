import type { FieldError, FieldFault } from "@cpts/api/Problem";

type Path = ReadonlyArray<PropertyKey>;

/** PostgreSQL's text has no character 0; half of a surrogate pair is no character at all (RFC 8259 §8.2 leaves it open). */
const isUnstorable = (text: string): boolean => text.includes("\0") || !text.isWellFormed();

const faultAt = (place: FieldError["in"], path: Path): FieldFault => ({
  in: place,
  path,
  code: "unusable-character",
  message: { fr: "contient un caractère inutilisable (nul ou incomplet)", en: "contains an unusable character (null or incomplete)" },
});

/** Every text of a request that no database could hold: its keys and values. */
export const unstorableTexts = (value: unknown, place: FieldError["in"], path: Path = []): ReadonlyArray<FieldFault> => {
  if (typeof value === "string") return isUnstorable(value) ? [faultAt(place, path)] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (isUnstorable(key) ? [faultAt(place, path)] : unstorableTexts(inner, place, [...path, key])));
};
