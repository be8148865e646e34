import { describe, expect, it } from "@effect/vitest";
import type { Pending } from "../log/seal.ts";
import { makeTail } from "./tail.ts";

const committed = (last: number, count = 1): Pending => ({
  events: Array.from({ length: count }, (_, index) => ({
    id: `id-${last - count + 1 + index}`,
    type: "cpts.sample.thing.made.v1",
    aggregateId: `thing-${last - count + 1 + index}`,
    aggregateVersion: 1,
    occurredAt: "2026-01-02T10:00:00.000Z",
    traceparent: null,
    data: {},
  })),
  answer: null,
  position: { logId: "log", position: last },
});

const positions = (tail: ReturnType<typeof makeTail>, after: number, limit = 100) => tail.pageAfter(after, limit)?.events.map(({ id, position }) => [id, position]) ?? null;

describe("the end of the log that a process has written itself", () => {
  it("gives what comes behind a position, each event at its place", () => {
    const tail = makeTail("sample");
    tail.add(committed(3, 2));
    tail.add(committed(4));
    expect(positions(tail, 1)).toEqual([["id-2", 2], ["id-3", 3], ["id-4", 4]]);
    expect(positions(tail, 1, 2)).toEqual([["id-2", 2], ["id-3", 3]]);
    expect(tail.pageAfter(2, 100)).toMatchObject({ source: "sample", logId: "log", head: 4, scannedTo: 4 });
  });

  it("ends before what another process wrote, and knows nothing of what comes there", () => {
    const tail = makeTail("sample");
    tail.add(committed(3));
    tail.add(committed(1));
    expect(positions(tail, 0)).toEqual([["id-1", 1]]);
    expect(positions(tail, 1)).toBeNull();
    expect(positions(tail, 2)).toEqual([["id-3", 3]]);
    expect(positions(tail, 3)).toBeNull();
  });

  it("forgets the oldest of many", () => {
    const tail = makeTail("sample");
    for (let position = 1; position <= 300; position += 1) tail.add(committed(position));
    expect(positions(tail, 0)).toBeNull();
    expect(positions(tail, 298)).toEqual([["id-299", 299], ["id-300", 300]]);
  });

  it("takes nothing of a transaction without events", () => {
    const tail = makeTail("sample");
    tail.add({ events: [], answer: null, position: null });
    expect(positions(tail, 0)).toBeNull();
  });
});
