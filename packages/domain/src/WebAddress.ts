/**
 * Addresses of web pages.
 *
 * @example
 * ```ts
 * import * as WebAddress from "@cpts/domain/WebAddress";
 * import { Schema } from "effect";
 *
 * Schema.is(WebAddress.WebAddress)("https://www.cpts-exemple.fr"); // => true
 * Schema.is(WebAddress.WebAddress)("javascript:alert(1)"); // => false
 * ```
 */
import { Schema } from "effect";

/** An absolute `http` or `https` address of at most 2,000 visible ASCII characters, without user or password. Issue: `web-address.format`. */
export const WebAddress = Schema.String.annotate({
  title: "WebAddress",
  description: "Address of a web page, http or https",
  format: "uri",
  examples: ["https://www.cpts-exemple.fr"],
}).pipe(
  Schema.check(
    Schema.isMaxLength(2000, { message: "web-address.format" }),
    Schema.isPattern(/^https?:\/\/[0-9A-Za-z][0-9A-Za-z.-]*(?::\d{1,5})?(?:[/?#][!#-;=?-[\]_a-z~]*)?$/u, {
      message: "web-address.format",
    }),
  ),
);

/** Address of a web page. */
export type WebAddress = typeof WebAddress.Type;
