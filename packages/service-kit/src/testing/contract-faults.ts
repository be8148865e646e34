import type { Endpoint } from "@cpts/api/Endpoint";
import { problemsOf } from "@cpts/api/OpenApi";
import type { TestAnswer } from "./test-service.ts";

/** A request outside any endpoint: the path is not ours, or cannot be read. */
const outside = ["not-found", "method-not-allowed", "malformed-request"];

/** What an answer is not as its contract has it; empty for a success, and for a good problem that the contract names. */
export const contractFaults = (endpoint: Endpoint, answer: TestAnswer): ReadonlyArray<string> => {
  const { headers, status } = answer;
  if (status < 400) return [];
  const { json } = answer;
  const documented = [...problemsOf(endpoint), ...outside].map((type) => `/problems/${type}`);
  const errors: ReadonlyArray<{ readonly pointer?: string; readonly message?: string }> = json.errors ?? [];
  return [
    ...(headers.get("content-type") === "application/problem+json" ? [] : ["content-type"]),
    ...(documented.includes(json.type) ? [] : [`not in the contract: ${json.type}`]),
    ...(json.status === status && typeof json.title === "string" && typeof json.traceId === "string" ? [] : ["members"]),
    ...(errors.every(({ message, pointer }) => typeof pointer === "string" && /\S/u.test(message ?? "")) ? [] : ["errors"]),
  ];
};
