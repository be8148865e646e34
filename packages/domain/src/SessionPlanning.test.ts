import { Result, Schema } from "effect";
import { describe, expect, test } from "vitest";
import { NewSession, type Session, SessionPatch } from "./Session.ts";
import { cancelSession, changeSession, holdSession, planSession, postponeSession, type SessionOwner } from "./SessionPlanning.ts";

const id = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
const owner = { id, actionId: id, cptsId: id } as unknown as SessionOwner;
const morning = { start: { date: "2026-10-13", time: "09:00" }, end: { date: "2026-10-13", time: "12:00" } };
const input = (fields: object = {}) => Schema.decodeUnknownSync(NewSession)({ place: { commune: "37003" }, ...morning, ...fields });
const patch = (fields: object) => Schema.decodeUnknownSync(SessionPatch)(fields);
const planned = (fields: object = {}): Session => Result.getOrThrow(planSession(owner, input(fields)));
const moved = { start: { date: "2026-10-20", time: "09:00" }, end: { date: "2026-10-20", time: "12:00" } };
const problemsOf = (fields: object) => {
  const plan = planSession(owner, input(fields));
  return Result.isFailure(plan) ? plan.failure.problems.map(({ _tag, path }) => [_tag, path.join("/")]) : [];
};

describe("a session", () => {
  test("has the instants of its clock in Paris", () => {
    expect(planned()).toMatchObject({ state: "planned", startsAt: "2026-10-13T07:00:00Z", endsAt: "2026-10-13T10:00:00Z", capacity: null, sequence: 0, version: 1 });
    expect(planned({ start: { date: "2026-01-13", time: "09:00" }, end: { date: "2026-01-13", time: "12:00" } }).startsAt).toBe("2026-01-13T08:00:00Z");
  });

  test("is refused in a time that does not exist, comes twice, ends before it starts, or lasts for days", () => {
    expect(problemsOf({ start: { date: "2026-03-29", time: "02:15" }, end: { date: "2026-10-25", time: "02:15" } })).toEqual([["TimeSkipped", "start/time"], ["TimeRepeated", "end/time"]]);
    expect(problemsOf({ end: morning.start })).toEqual([["EndNotAfterStart", "end"]]);
    expect(problemsOf({ end: { date: "2026-10-17", time: "09:00" } })).toEqual([["TooLong", "end"]]);
  });

  test("over the hour that comes twice lasts an hour more than its clock says", () => {
    const night = planned({ start: { date: "2026-10-25", time: "02:30", occurrence: "first" }, end: { date: "2026-10-25", time: "02:30", occurrence: "second" } });
    expect([night.startsAt, night.endsAt]).toEqual(["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]);
  });

  test("that changes tells calendars of its date and place, and of nothing else", () => {
    const capacity = Result.getOrThrow(changeSession(planned(), patch({ capacity: 4 })));
    expect([capacity.version, capacity.sequence]).toEqual([2, 0]);
    const place = Result.getOrThrow(changeSession(capacity, patch({ place: { commune: "37027" } })));
    expect([place.version, place.sequence]).toEqual([3, 1]);
    expect(changeSession(place, patch({ place: { commune: "37027" }, capacity: 4 }))).toEqual(Result.succeed(place));
  });

  test("put off without a date waits for one, and is planned again by it", () => {
    const waiting = Result.getOrThrow(postponeSession(planned(), "Vaccins en retard", null));
    expect(waiting).toMatchObject({ state: "postponed", reason: "Vaccins en retard", sequence: 1 });
    expect(holdSession(waiting, Date.UTC(2027, 0, 1))).toMatchObject({ failure: { _tag: "SessionWithoutDate" } });
    expect(Result.getOrThrow(changeSession(waiting, patch(moved)))).toMatchObject({ state: "planned", reason: null, sequence: 2, startsAt: "2026-10-20T07:00:00Z" });
  });

  test("is held once it has begun, and neither moves nor is cancelled afterwards", () => {
    expect(holdSession(planned(), Date.UTC(2026, 9, 13, 6, 59, 59))).toMatchObject({ failure: { _tag: "SessionNotBegun" } });
    const held = Result.getOrThrow(holdSession(planned(), Date.UTC(2026, 9, 13, 7)));
    expect(held.state).toBe("held");
    for (const refused of [cancelSession(held, "Neige"), postponeSession(held, "Neige", null), changeSession(held, patch({ capacity: 1 })), holdSession(held, Date.UTC(2027, 0, 1))])
      expect(refused).toMatchObject({ failure: { _tag: "SessionClosed", state: "held" } });
  });
});
