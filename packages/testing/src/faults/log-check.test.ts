import { describe, expect, it } from "vitest";
import { checkLog, tokenOf, type LogRow } from "./log-check.ts";
import { recoveryAfter, worstGap, type Call } from "./recorder.ts";

const call = (number: number, changed: Partial<Call> = {}): Call => ({
  token: tokenOf(1, number),
  method: "POST",
  path: "/v1/things",
  key: `key-${number}`,
  startedAt: number * 10,
  endedAt: number * 10 + 5,
  status: 201,
  problem: null,
  position: `sample@log:${number}`,
  events: 1,
  ...changed,
});
const row = (number: number, changed: Partial<LogRow> = {}): LogRow => ({
  position: number,
  logId: "log",
  id: `event-${number}`,
  type: "made",
  aggregateId: `aggregate-${number}`,
  aggregateVersion: 1,
  data: JSON.stringify({ title: `Thing ${tokenOf(1, number)}` }),
  ...changed,
});
const fine = { acked: 3, lost: [], twice: [], faults: [] };

describe("the checker", () => {
  it("finds nothing wrong with a log that holds what was acknowledged", () => {
    expect(checkLog([call(1), call(2), call(3)], [row(1), row(2), row(3)])).toEqual(fine);
  });

  it("takes a write whose answer never came for done or not done, and a repetition for the same write", () => {
    const unknown = call(4, { status: null, position: null });
    expect(checkLog([call(1), call(2), call(3), unknown], [row(1), row(2), row(3)])).toEqual(fine);
    expect(checkLog([call(1), call(2), call(2), call(3), unknown], [row(1), row(2), row(3), row(4)])).toEqual(fine);
  });

  it("finds an acknowledged write that the log does not hold", () => {
    expect(checkLog([call(1), call(2)], [row(1)]).lost).toEqual([tokenOf(1, 2)]);
  });

  it("finds an effect that took place twice, whether or not it was acknowledged", () => {
    const rows = [row(1), row(2, { data: row(1).data })];
    expect(checkLog([call(1)], rows).twice).toEqual([tokenOf(1, 1)]);
    expect(checkLog([call(1, { status: null, position: null })], rows).twice).toEqual([tokenOf(1, 1)]);
  });

  it.each([
    ["a gap between positions", [call(1)], [row(1), row(3)], /positions are not/u],
    ["a gap between the versions of an aggregate", [call(1)], [row(1), row(2, { aggregateId: "aggregate-1", aggregateVersion: 3 })], /aggregate-1 has 3 after 1/u],
    ["another position than was told", [call(1, { position: "sample@log:2" })], [row(1)], /was told sample@log:2/u],
    ["a position of another log", [call(1, { position: "sample@other:1" })], [row(1)], /was told sample@other:1/u],
    ["a failure that is not to be tried again", [call(1, { status: 500, problem: "/problems/internal", position: null })], [], /500 to POST/u],
    ["a refusal that is no problem document", [call(1, { status: 503, problem: "not-a-problem", position: null })], [], /503 \/v1\/things/u],
  ] as const)("finds %s", (_, calls, rows, fault) => {
    expect(checkLog(calls, rows).faults).toEqual([expect.stringMatching(fault)]);
  });
});

describe("the times of a record", () => {
  const calls = [call(1), call(2), call(50, { status: 503 }), call(100), call(101)];

  it("hold the longest time without an accepted write", () => {
    expect(worstGap(calls)).toBe(980);
  });

  it("hold the time from a fault to the next accepted write that was sent after it", () => {
    expect(recoveryAfter(calls, [11, 21])).toBe(984);
    expect(recoveryAfter(calls, [5_000])).toBeNull();
  });
});
