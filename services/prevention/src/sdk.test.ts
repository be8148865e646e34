import { connect, type Connection } from "@cpts/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

let world: Scene;
let cpts: Connection;
beforeAll(async () => {
  world = await scene();
  cpts = connect({ urls: { prevention: await world.service.listen() }, token: world.writer });
});
afterAll(() => world.service.stop());

const pdf = Uint8Array.from(Buffer.from("%PDF-1.7\nprotocole"));

describe("through the SDK", () => {
  test("a document of a pathway is sent as bytes, and comes back the same", async () => {
    const cptsId = await world.ready("37003");
    const { data: pathway } = await cpts.prevention.draftPathway({ cptsId, title: "Parcours", theme: "t", steps: [] });
    const { data: file } = await cpts.prevention.addPathwayDocument({ id: pathway.id, name: "protocole.pdf" }, pdf);
    expect([file.name, file.type]).toEqual(["protocole.pdf", "application/pdf"]);
    const { data } = await cpts.prevention.readPathwayDocument({ id: pathway.id, file: file.id });
    expect(Buffer.from(data).equals(pdf)).toBe(true);
  });

  test("a calendar is a text, the same calendar as JSON its entries, and a private link shows its secret in the answer that makes it", async () => {
    const cptsId = await world.ready("37003");
    const professionalId = await world.professional(cptsId);
    const { json: action } = await world.plan(cptsId);
    await world.publish(action.id);
    const { json: session } = await world.planSession(action.id);
    const { data: text } = await cpts.prevention.readCptsCalendar({ id: cptsId });
    expect([text.startsWith("BEGIN:VCALENDAR\r\n"), text.includes(`UID:session-${session.id}@cpts`)]).toEqual([true, true]);
    const { data: listed } = await cpts.prevention.listCptsCalendar({ id: cptsId });
    expect(listed.items.map(({ uid }) => uid)).toContain(`session-${session.id}@cpts`);
    const once = { idempotencyKey: crypto.randomUUID() };
    const [{ data: first }, { data: again }] = [await cpts.prevention.createCalendarLink({ cptsId, professionalId }, once), await cpts.prevention.createCalendarLink({ cptsId, professionalId }, once)];
    expect([typeof first.secret, again]).toEqual(["string", { ...first, secret: null }]);
    const { data: mine } = await cpts.prevention.readPrivateCalendar({ secret: first.secret ?? "" });
    expect(mine.endsWith("END:VCALENDAR\r\n")).toBe(true);
  });

  test("a calendar that is not there is a problem, as any other answer", async () => {
    await expect(cpts.prevention.readCptsCalendar({ id: crypto.randomUUID() })).rejects.toMatchObject({ type: "not-found", status: 404 });
  });
});
