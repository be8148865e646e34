import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { issuesOf } from "./IssueText.ts";
import * as Position from "./Position.ts";

const logId = Schema.decodeUnknownSync(Position.LogId);
const [mine, another] = [logId("log-00000001"), logId("log-00000002")];

/** A subscriber: applies what the rule says, reads gaps from the feed, counts what it applied. */
const follow = (deliveries: ReadonlyArray<number>, head: number): ReadonlyArray<number> => {
  const applied: Array<number> = [];
  let cursor: Position.Cursor = { logId: mine, position: 0 };
  const apply = (position: number) => {
    applied.push(position);
    cursor = Position.advance(cursor, { logId: mine, position });
  };
  const readFeed = ({ from, to }: { readonly from: number; readonly to: number }) => {
    for (let position = from; position <= to; position++) apply(position);
  };
  for (const position of deliveries) {
    const verdict = Position.judge(cursor, { logId: mine, position });
    if (typeof verdict === "object") readFeed(verdict.gap);
    if (verdict === "apply" || typeof verdict === "object") apply(position);
  }
  const atHead = Position.judgeHead(cursor, { logId: mine, position: head });
  if (typeof atHead === "object") readFeed(atHead.gap);
  return applied;
};

describe("following a log", () => {
  it("applies every event exactly once and in order, whatever the broker repeats, reorders or loses", () => {
    const run = fc.integer({ min: 1, max: 60 }).chain((head) => fc.tuple(fc.constant(head), fc.array(fc.integer({ min: 1, max: head }), { maxLength: 200 })));
    fc.assert(
      fc.property(run, ([head, deliveries]) => {
        expect(follow(deliveries, head)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
      }),
      { numRuns: 2000 },
    );
  });

  it("decides by comparing two integers", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.integer({ min: 1, max: 100 }), (at, incoming) => {
        const verdict = Position.judge({ logId: mine, position: at }, { logId: mine, position: incoming });
        const expected = incoming <= at ? "already-applied" : incoming === at + 1 ? "apply" : { gap: { from: at + 1, to: incoming - 1 } };
        expect(verdict).toEqual(expected);
      }),
    );
  });

  it("stops when the log is another one, even at a position that would fit", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.integer({ min: 1, max: 100 }), (at, incoming) => {
        expect(Position.judge({ logId: mine, position: at }, { logId: another, position: incoming })).toBe("log-changed");
        expect(Position.judgeHead({ logId: mine, position: at }, { logId: another, position: incoming })).toBe("log-changed");
      }),
    );
  });

  it("stops when the head is below the cursor: history was lost", () => {
    expect(Position.judgeHead({ logId: mine, position: 5 }, { logId: mine, position: 4 })).toBe("log-changed");
    expect(Position.judgeHead({ logId: mine, position: 5 }, { logId: mine, position: 5 })).toBe("up-to-date");
    expect(Position.judgeHead({ logId: mine, position: 5 }, { logId: mine, position: 9 })).toEqual({ gap: { from: 6, to: 9 } });
  });
});

describe("a position in a header", () => {
  const place = fc.record({
    source: fc.constantFrom("registry", "directory", "contracts", "prevention-2"),
    logId: fc.stringMatching(/^[0-9A-Za-z_-]{8,64}$/u).map((text) => logId(text)),
    position: fc.integer({ min: 0, max: Position.maxPosition }),
  });

  it("is read as it was written", () => {
    fc.assert(
      fc.property(place, (at) => {
        const text = Position.formatPosition(at);
        expect(Schema.decodeUnknownSync(Position.PositionFromString)(text)).toEqual(at);
        expect(Schema.encodeSync(Position.PositionFromString)(at)).toBe(text);
      }),
    );
  });

  it("is refused when it is not <service>@<log>:<number>", () => {
    for (const text of ["", "registry", "registry@log-00000001", "registry@log-00000001:", "registry@log-00000001:01", "registry@log-00000001:-1", "@log-00000001:1", "registry@log:1:2", "registry@log-00000001:1 "])
      expect(issuesOf(Position.PositionFromString, text)).toEqual([{ path: [], key: "position.format" }]);
    expect(issuesOf(Position.PositionFromString, "registry@log-00000001:2147483648").map(({ key }) => key)).toEqual(["position.range"]);
  });
});
