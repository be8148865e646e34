import { createHash } from "node:crypto";
import { canonicalJson } from "@cpts/documents/canonical-json";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A column that is empty says nothing: one that a later version adds does not change the hash of what was there before. */
const said = (value: unknown): unknown => (isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null)) : value);

/** The hash of a content: what is in it, wherever it lies and in whatever order. 64 characters are held for each part. */
export const makeContentHash = () => {
  const parts = new Map<string, Array<string>>();
  return {
    add: (kind: string, value: unknown): void => {
      const hashes = parts.get(kind) ?? [];
      hashes.push(sha256(canonicalJson(said(value))));
      parts.set(kind, hashes);
    },
    digest: (): string => sha256([...parts].map(([kind, hashes]) => `${kind} ${hashes.length} ${sha256(hashes.toSorted().join("\n"))}\n`).toSorted().join("")),
  };
};
