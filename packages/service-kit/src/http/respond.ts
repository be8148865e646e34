import { hash } from "node:crypto";
import type { Bilingual } from "@cpts/api/Endpoint";
import { detailsOf, problemTypes, type Problem } from "@cpts/api/Problem";

/** Headers of every answer: nothing here is ever a document for a browser to run. */
export const baseHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  vary: "accept-language, authorization",
};

/** Beside them, of an answer that comes piece by piece: nothing on the way keeps it back. */
export const streamHeaders: Readonly<Record<string, string>> = {
  vary: "accept, accept-language, authorization",
  "x-accel-buffering": "no",
  // Said outright, the HTTP server does not read ahead to find out the length.
  "transfer-encoding": "chunked",
};

/** Answers a problem in the reader's language. */
export const problemResponse = (problem: Problem, language: keyof Bilingual, traceId: string): Response => {
  const { status } = problemTypes[problem.type];
  const headers: Record<string, string> = { ...baseHeaders, "content-type": "application/problem+json", "content-language": language, "cache-control": "no-store" };
  if (status === 401) headers["www-authenticate"] = "Bearer";
  if (problem.retryAfterSeconds !== undefined) headers["retry-after"] = String(problem.retryAfterSeconds);
  return new Response(JSON.stringify(detailsOf(problem, language, traceId)), { status, headers });
};

/** French unless English is preferred: the platform's people read French. */
export const languageOf = (acceptLanguage: string | null): keyof Bilingual => {
  if (acceptLanguage === null) return "fr";
  const wanted = acceptLanguage
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.find((parameter) => parameter.trim().startsWith("q="));
      return { tag: tag.slice(0, 2), quality: quality === undefined ? 1 : Number(quality.trim().slice(2)) };
    })
    .filter(({ tag, quality }) => (tag === "fr" || tag === "en") && quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return wanted[0]?.tag === "en" ? "en" : "fr";
};

/** The ETag of a version; `variant` tells apart answers of one version. */
export const etagOf = (version: number, variant?: string): string => `"v${version}${variant === undefined ? "" : `-${variant}`}"`;

/** The ETag of a version, another one since words were last cut out of it: no version tells that. */
export const stampedEtag = (etag: string, stamp: string): string => (stamp === "" ? etag : `${etag.slice(0, -1)}-${stamp}"`);

/** The ETag of what has no version of its own: the same bytes, the same tag. */
export const digestOf = (body: string | Uint8Array): string => `"${hash("sha256", body, "base64url").slice(0, 22)}"`;

/** True when the reader already has this answer. */
export const isCurrent = (ifNoneMatch: string | null, etag: string): boolean =>
  ifNoneMatch !== null && (ifNoneMatch.trim() === "*" || ifNoneMatch.split(",").some((candidate) => candidate.trim().replace(/^W\//u, "") === etag));

/** `Link: rel="next"` of a page that is not the last, relative to the address that was asked, whatever stands before it. */
export const nextPage = (url: string, body: unknown): Readonly<Record<string, string>> => {
  if (typeof body !== "object" || body === null || !("nextCursor" in body) || typeof body.nextCursor !== "string") return {};
  const query = new URLSearchParams(new URL(url).search);
  query.set("cursor", body.nextCursor);
  return { link: `<?${query.toString()}>; rel="next"` };
};
