import { WebAddress } from "@cpts/domain/WebAddress";
import { Option, Schema } from "effect";
import type { Platform } from "../platform.ts";

/** What documents and data, or two documents, do not agree on. The SDK does not have this call yet: it is decoded here. */
const Discrepancy = Schema.Struct({
  service: Schema.String,
  code: Schema.String,
  verdict: Schema.String,
  sentence: Schema.Struct({ fr: Schema.String }),
  sources: Schema.Array(
    Schema.Struct({
      document: Schema.String,
      locator: Schema.optionalKey(Schema.String),
      quote: Schema.optionalKey(Schema.String),
      url: Schema.optionalKey(WebAddress),
      published: Schema.optionalKey(Schema.String),
    }),
  ),
});
export type Discrepancy = typeof Discrepancy.Type;

const decode = Schema.decodeUnknownOption(Schema.Struct({ items: Schema.Array(Discrepancy) }));

/** The discrepancies of a CPTS; null where the registry does not tell them. */
export const readDiscrepancies = async (platform: Platform, id: string, signal: AbortSignal): Promise<ReadonlyArray<Discrepancy> | null> =>
  Option.getOrNull(decode(await platform.readJson("registry", `/v1/cpts/${id}/discrepancies?explain=true`, signal)))?.items ?? null;
