import { gunzipSync } from "node:zlib";
import type { PreparedAnswer } from "./bind.ts";
import { digestOf, isCurrent } from "./respond.ts";

/** What its address names never changes: nobody on the way has to ask again (RFC 8246). */
const forever = "public, max-age=31536000, immutable";

const takesGzip = (acceptEncoding: string | null): boolean =>
  (acceptEncoding ?? "").split(",").some((part) => {
    const [name = "", quality] = part.trim().toLowerCase().split(/\s*;\s*q=/u);
    return (name === "gzip" || name === "*") && (quality === undefined || Number(quality) > 0);
  });

/** The answer that hands out what was packed once, to everyone alike. */
export const preparedAnswer = async ({ packed, tag }: PreparedAnswer, request: Headers) => {
  const etag = digestOf(tag);
  const headers = { "content-type": "application/json", "cache-control": forever, vary: "accept-encoding", etag };
  if (isCurrent(request.get("if-none-match"), etag)) return { status: 304, headers, body: null };
  const isPacked = takesGzip(request.get("accept-encoding"));
  const bytes = await packed();
  const body = Uint8Array.from(isPacked ? bytes : gunzipSync(bytes));
  return { status: 200, headers: { ...headers, "content-length": String(body.length), ...(isPacked ? { "content-encoding": "gzip" } : {}) }, body };
};
