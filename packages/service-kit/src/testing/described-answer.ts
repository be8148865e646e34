import type { Endpoint } from "@cpts/api/Endpoint";
import { Schema } from "effect";

/** What an endpoint describes of a success, read strictly: throws where an answer is another one, or holds more. */
export const asDescribed = (endpoint: Endpoint, json: unknown): unknown =>
  // A response needs no service: it travels.
  Schema.decodeUnknownSync(endpoint.response as Schema.Codec<unknown, unknown>, { onExcessProperty: "error" })(json);
