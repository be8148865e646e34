import { CptsNetworkError, CptsProblem } from "@cpts/sdk";

/** The service behind a page did not answer, or answered that it cannot: not the visitor's fault. */
export const isServiceDown = (failure: unknown): boolean =>
  failure instanceof CptsNetworkError ||
  (failure instanceof CptsProblem && failure.status >= 500) ||
  (failure instanceof DOMException && (failure.name === "TimeoutError" || failure.name === "AbortError")) ||
  // What fetch of Node rejects with when there is nobody.
  (failure instanceof TypeError && failure.message === "fetch failed");
