import { queryRows } from "@cpts/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { extractOf, operatorOf, type Operator } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let whole: Scene;
let operator: Operator;
beforeAll(async () => {
  [world, whole] = [await scene(), await scene()];
  operator = await operatorOf(world);
});
afterAll(() => Promise.all([world.service.stop(), whole.service.stop()]));

const [first, second] = [extractOf({ people: 1_500 }), extractOf({ people: 1_600, from: 20, seed: 2 })];
const mirrorOf = (one: Scene) => one.rows("select rpps, version, family_name, given_name, title, name_key, professions, activity_skills, modes, places, activities, digest_a, digest_b from rpps_professional order by rpps");
const eventsOf = async (one: Scene) => (await one.events()).filter(({ type }) => type.includes(".rpps."));

/** Ends the session of the import at its server after so long, whatever it is doing: for the directory the same as a process that is killed. */
const killAfter = async (milliseconds: number): Promise<void> => {
  await new Promise((resolve) => void setTimeout(resolve, milliseconds));
  await queryRows(world.service.database.adminUrl, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cpts-directory-import' and datname = current_database()");
};

/** A body that breaks off after so many bytes. */
const brokenOff = (file: Buffer, after: number): ReadableStream<Uint8Array> => {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= after) return controller.error(new Error("the connection is lost"));
      controller.enqueue(new Uint8Array(file.subarray(sent, Math.min(sent + 65_536, after))));
      sent += 65_536;
    },
  });
};

test("an import that is ended at any point leaves the directory as it was; run again it is as if nothing had been, with one event", async () => {
  const other = await operatorOf(whole);
  for (const file of [first, second]) expect((await other.send(file, "?maxDropPercent=100")).json.status).toBe("completed");
  for (const file of [first, second]) {
    const before = await mirrorOf(world);
    for (const part of [0.2, 0.6, 0.95]) {
      const { status } = await world.service.running.app.request("/v1/imports", { method: "POST", body: brokenOff(file, Math.round(file.length * part)), duplex: "half", headers: { authorization: `Bearer ${operator.token}` } } as RequestInit);
      expect([status, await mirrorOf(world)]).toEqual([400, before]);
    }
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const [{ json, status }] = await Promise.all([operator.send(file, "?maxDropPercent=100"), killAfter(5 + Math.random() * 400)]);
      // A kill that came too late: it was done, or had been done before.
      expect(["201 completed", "201 unchanged", "503 undefined"]).toContain(`${status} ${json.status === 503 ? undefined : json.status}`);
    }
    const { json } = await operator.send(file, "?maxDropPercent=100");
    expect(["completed", "unchanged"]).toContain(json.status);
  }
  expect(await mirrorOf(world)).toEqual(await mirrorOf(whole));
  const told = (events: Awaited<ReturnType<typeof eventsOf>>) => events.map(({ data }) => ({ ...(data as object), importId: "" }));
  expect(told(await eventsOf(world))).toEqual(told(await eventsOf(whole)));
});
