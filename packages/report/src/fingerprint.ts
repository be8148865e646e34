import { createHash } from "node:crypto";
import { canonicalJson } from "@cpts/documents/canonical-json";

/** SHA-256 of the canonical form, in hexadecimal digits. */
export const fingerprint = (value: unknown): string => createHash("sha256").update(canonicalJson(value), "utf8").digest("hex");
