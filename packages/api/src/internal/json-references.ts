/**
 * The references of a JSON document that lead nowhere within it.
 */
import type { Json } from "./schema-components.ts";

const valueAt = (document: Json, pointer: string): Json | undefined => {
  let at: Json | undefined = document;
  for (const part of pointer.split("/").slice(1)) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as { readonly [key: string]: Json })[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return at;
};

/** Every `$ref` of the document that does not resolve. */
export const unresolvedReferences = (document: Json): ReadonlyArray<string> => {
  const visit = (value: Json): ReadonlyArray<string> => {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      key === "$ref" && typeof inner === "string" ? (inner.startsWith("#/") && valueAt(document, inner.slice(1)) !== undefined ? [] : [inner]) : visit(inner as Json),
    );
  };
  return visit(document);
};
