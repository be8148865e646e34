import type { Source } from "@cpts/domain/Source";

/** A document and the place in it, as explanations name them. */
export const citationOf = ({ document, locator }: Pick<typeof Source.Encoded, "document" | "locator">): string => (locator === undefined ? document : `${document}, ${locator}`);
