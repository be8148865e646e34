import { expect, test } from "vitest";
import { traceOf } from "./trace.ts";

test("no two requests without a trace of their own get the same one, however many there are", () => {
  const traces = Array.from({ length: 1_000 }, () => traceOf(undefined));
  expect(new Set(traces.map(({ traceId }) => traceId)).size).toBe(1_000);
  expect(new Set(traces.map(({ traceparent }) => traceparent.slice(36, 52))).size).toBe(1_000);
  for (const { traceId, traceparent } of traces) expect(traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`, "u"));
});

test("the trace of the caller is continued by a span of our own", () => {
  const given = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";
  const { traceId, traceparent } = traceOf(given);
  expect(traceId).toBe("0123456789abcdef0123456789abcdef");
  expect(traceparent).not.toBe(given);
});
