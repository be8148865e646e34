/**
 * Tells the arguments of a call apart: `method(where, body, options)`, each left out where the endpoint has none.
 *
 * @since 0.1.0
 */
import type { Endpoint } from "@cpts/api/Endpoint";
import type { CallOptions } from "./method.ts";
import { takesWhere } from "./transport/http-request.ts";

/** The arguments by what they are; `body` is undefined where the endpoint has none. */
export const splitArguments = (endpoint: Endpoint, args: ReadonlyArray<unknown>): { readonly where: unknown; readonly body: unknown; readonly options: CallOptions } => {
  const rest = [...args];
  const where = takesWhere(endpoint) ? (rest.shift() ?? {}) : {};
  const body = endpoint.body === null && endpoint.transfer !== "upload" ? undefined : rest.shift();
  // The types of the call put each argument in its place.
  return { where, body, options: (rest.shift() ?? {}) as CallOptions };
};
