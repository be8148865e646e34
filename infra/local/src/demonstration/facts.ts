import type { Connection } from "@cpts/sdk";

/** What the registry takes to register a CPTS. */
export type Registration = Parameters<Connection["registry"]["registerCpts"]>[0];

/** What it takes to note a fact. */
export type Fact = NonNullable<Registration["facts"]>[number];

type Said = Partial<Pick<Fact, "qualifier" | "date" | "note" | "unit">>;

const fact = (status: Fact["status"]) => (property: string, value: Fact["value"], source: Fact["source"], said: Said = {}): Fact => ({
  property,
  value,
  qualifier: "exactly",
  status,
  source,
  ...said,
});

/** What those concerned say of themselves. */
export const declared = fact("declared");

/** What someone else wrote about them. */
export const sourced = fact("sourced");

/** What an authority says where a document is wrong: both are kept. */
export const corrected = fact("corrected");

/** What we concluded: it never confirms anything. The note says from what. */
export const inferred = fact("inferred");

/** What those concerned declare, with the place in the document. */
export const said = (source: { readonly document: string; readonly published?: string }, locator: string, quote?: string) => ({
  status: "declared" as const,
  source: { ...source, locator, ...(quote === undefined ? {} : { quote }) },
});
