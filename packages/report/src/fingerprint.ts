import { createHash } from "node:crypto";

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([key, inner]) => [key, ordered(inner)]));
};

/** JSON in its canonical form (RFC 8785): no space, names in the order of their UTF-16 units. The same content is the same text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(ordered(value));

/** SHA-256 of the canonical form, in hexadecimal digits. */
export const fingerprint = (value: unknown): string => createHash("sha256").update(canonicalJson(value), "utf8").digest("hex");
