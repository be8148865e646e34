import { directory } from "@cpts/api/Directory";
import { verify } from "@cpts/service-kit/subscriptions/rebuild";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";
import { knownMeetings } from "./meetings.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const { meetingCancelled, meetingChanged, meetingHeld, meetingMoved, meetingPlanned } = directory.events;

const convene = async (fields: object = {}) => {
  const cptsId = await world.ready("37003");
  const meetingId = crypto.randomUUID();
  const place = { time: "20:00", durationMinutes: 90, commune: "37003", remote: false };
  await world.directory.tell(meetingPlanned, meetingId, { ...meetingPlanned.example, meetingId, cptsId, on: "2026-12-03", ...place, ...fields }, 1);
  const member = await world.service.token({ role: "professional", cptsIds: [cptsId] });
  const read = async (token = member) => {
    const { text } = await world.service.send("GET", `/v1/calendars/cpts/${cptsId}/calendar.ics`, { token });
    const found = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").find((component) => String(component.getFirstPropertyValue("uid")).includes(meetingId));
    if (found === undefined) return null;
    const { endDate, location, sequence, startDate, summary } = new ICAL.Event(found);
    return { title: summary, place: location, start: startDate.toString(), end: endDate.toString(), sequence, status: found.getFirstPropertyValue("status") };
  };
  return { cptsId, meetingId, place, read };
};

describe("a meeting that the directory convenes", () => {
  test("stands in the calendar of its CPTS with its end, moves, is cancelled, and comes again when that was a mistake", async () => {
    const { cptsId, meetingId, place, read } = await convene();
    expect(await read()).toEqual({ title: "Réunion", place: "Amboise", start: "2026-12-03T20:00:00", end: "2026-12-03T21:30:00", sequence: 0, status: "CONFIRMED" });
    await world.directory.tell(meetingMoved, meetingId, { meetingId, cptsId, from: "2026-12-03", on: "2026-12-10", ...place, time: "23:00", remote: true }, 2);
    expect(await read()).toEqual({ title: "Réunion", place: "À distance, Amboise", start: "2026-12-10T23:00:00", end: "2026-12-11T00:30:00", sequence: 1, status: "CONFIRMED" });
    await world.directory.tell(meetingCancelled, meetingId, { meetingId, cptsId, on: "2026-12-10", reason: "no-quorum" }, 3);
    expect(await read()).toMatchObject({ start: "2026-12-10T23:00:00", sequence: 2, status: "CANCELLED" });
    await world.directory.tell(meetingPlanned, meetingId, { ...meetingPlanned.example, meetingId, cptsId, on: "2026-12-10", ...place }, 4);
    expect(await read()).toMatchObject({ start: "2026-12-10T20:00:00", sequence: 3, status: "CONFIRMED" });
    await world.directory.tell(meetingHeld, meetingId, { meetingId, cptsId, on: "2026-12-10" }, 5);
    expect(await read()).toMatchObject({ sequence: 3, status: "CONFIRMED" });
  });

  test("of the board is in the calendar of those who may see it, and in no other; made open to the members, it is in theirs", async () => {
    const { cptsId, meetingId, read } = await convene({ visibility: "board" });
    const board = await world.service.token({ role: "board-member", cptsIds: [cptsId] });
    expect([await read(), await read(board)]).toEqual([null, expect.objectContaining({ start: "2026-12-03T20:00:00" })]);
    await world.directory.tell(meetingMoved, meetingId, { meetingId, cptsId, from: "2026-12-03", on: "2026-12-10", time: "20:00", durationMinutes: 90, commune: "37003", remote: false }, 2);
    expect([await read(), await read(board)]).toEqual([null, expect.objectContaining({ start: "2026-12-10T20:00:00" })]);
    await world.directory.tell(meetingChanged, meetingId, { meetingId, cptsId, kind: "board", visibility: "cpts" }, 3);
    expect(await read()).toMatchObject({ start: "2026-12-10T20:00:00" });
    await world.directory.tell(meetingChanged, meetingId, { meetingId, cptsId, kind: "other" }, 4);
    expect(await read()).not.toBeNull();
  });

  test("of a whole day has no end, and one over the change of the clocks ends by the clock of then", async () => {
    expect(await (await convene({ time: null })).read()).toMatchObject({ start: "2026-12-03" });
    expect(await (await convene({ on: "2026-10-25", time: "01:30", durationMinutes: 60 })).read()).toMatchObject({ start: "2026-10-25T01:30:00", end: "2026-10-25T00:30:00Z" });
    expect(await (await convene({ on: "2026-10-25", time: "01:30", durationMinutes: 120 })).read()).toMatchObject({ end: "2026-10-25T01:30:00Z" });
    expect(await (await convene({ on: "2026-10-25", time: "01:30", durationMinutes: 180 })).read()).toMatchObject({ end: "2026-10-25T03:30:00" });
  });

  test("is learned anew from the first event as it was learned", async () => {
    expect(await world.service.run(verify(knownMeetings, world.directory.pages))).toMatchObject({ differing: [] });
  });
});
