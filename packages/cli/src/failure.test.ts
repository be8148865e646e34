import { CptsDecodeError, CptsNetworkError, CptsProblem } from "@cpts/sdk";
import { expect, it } from "vitest";
import { failureOf } from "./failure.ts";
import { usageError } from "./refusal.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";

it.each([
  [new CptsProblem({ type: "not-found", title: "Introuvable", status: 404, traceId }), 1],
  [new CptsProblem({ type: "forbidden", title: "Action non permise", status: 403, traceId }), 3],
  [new CptsProblem({ type: "not-found", title: "HTTP 404", status: 404 }), 3],
  [new CptsProblem({ type: "unavailable", title: "HTTP 502", status: 502 }), 4],
  [new CptsProblem({ type: "unavailable", title: "Service momentanément indisponible", status: 503, traceId }), 3],
  [new CptsNetworkError({ url: "http://127.0.0.1:1/registry/v1/cpts", timedOut: false, attempts: 1, cause: "x" }), 4],
  [new CptsDecodeError({ url: "http://127.0.0.1:1/", status: 200, cause: "x" }), 4],
  [usageError("non", "no"), 2],
  [new TypeError("undefined is not a function"), 70],
])("%s ends with its exit code, and without a stack", (error, code) => {
  const failure = failureOf(error, "fr");
  expect(failure.code).toBe(code);
  expect(failure.lines.length).toBeGreaterThan(0);
  expect(failure.lines.join("\n")).not.toMatch(/^\s+at /mu);
});

it("a refusal names each faulty field, with what was probably meant", () => {
  const errors = [{ in: "path", pointer: "code", code: "wrong-format", message: "unexpected format", suggestion: "01004" }] as const;
  const { lines } = failureOf(new CptsProblem({ type: "malformed-request", title: "Malformed request", status: 400, errors, traceId }), "en");
  expect(lines).toEqual(["Malformed request (400 malformed-request)", "  code: unexpected format (perhaps 01004?)", `trace ${traceId}`]);
});
