import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

const [familyName, givenName, rpps] = ["Passe-Muraille", "Dorothée", "19990000911"];

let home: Scene;
let away: Scene;
let one: string;
let other: string;
let sharedPerson: string;
let ownOfOther: string;
beforeAll(async () => {
  [home, away] = [await scene(), await scene()];
  [one, other] = [await home.learnCpts("37003"), await home.learnCpts("38053")];
  sharedPerson = (await home.create("/v1/professionals", { familyName, givenName, profession: "60", rpps })).id;
  ownOfOther = (await home.create("/v1/professionals", { familyName: "Tout-Ailleurs", givenName: "Casimir", profession: "60" })).id;
  for (const [cptsId, professionalId] of [[one, sharedPerson], [other, sharedPerson], [other, ownOfOther]]) await home.create("/v1/memberships", { cptsId, professionalId, validFrom: "2024-01" });
});
afterAll(() => Promise.all([home.service.stop(), away.service.stop()]));

const exporter = ({ service }: Scene) => service.token({ role: "service-account", scope: "platform:export" });
const operatorOf = ({ service }: Scene) => service.token({ role: "platform-admin" });

const archiveOf = async (world: Scene, cptsId: string) => {
  const answer = await world.send("GET", `/v1/cpts-archives/${cptsId}`, undefined, { token: await exporter(world) });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  return answer.text;
};
const take = async (world: Scene, archive: string) => world.send("POST", "/v1/cpts-archives", undefined, { token: await operatorOf(world), raw: archive });
const hashOf = (archive: string): string => JSON.parse(archive.trimEnd().split("\n").at(-1) ?? "").end.hash;
const identityOf = (world: Scene, id: string) => world.rows("select family_name from professional_identity where professional_id = $1", [id]);
/** The archive with a line for a row changed as a hand would, and a hash that is reckoned by nobody. */
const withRow = (archive: string, from: string, to: string): string => archive.replaceAll(from, to);

describe("the archives of two CPTS that share a person", () => {
  test("each hold that person, and nothing of the other", async () => {
    const [first, second] = [await archiveOf(home, one), await archiveOf(home, other)];
    expect([first.includes(familyName), second.includes(familyName)]).toEqual([true, true]);
    expect([first.includes(other), second.includes(one), first.includes(ownOfOther), first.includes("Tout-Ailleurs")]).toEqual([false, false, false, false]);
    expect(second).toContain("Tout-Ailleurs");
  });

  test("come in one after the other, in the log too, and go out as they were", async () => {
    const [first, second] = [await archiveOf(home, one), await archiveOf(home, other)];
    const before = await take(away, first);
    expect([before.status, before.json.present, before.json.erased]).toEqual([201, 0, 0]);
    const after = await take(away, second);
    // The person, the identity, and the event that registered them.
    expect([after.status, after.json.present]).toEqual([201, 3]);
    expect([hashOf(await archiveOf(away, one)), hashOf(await archiveOf(away, other))]).toEqual([hashOf(first), hashOf(second)]);
    const [there, here] = [await away.eventsAfter(0), await home.eventsAfter(0)];
    expect(there.map(({ subject, type }) => [type, subject]).toSorted()).toEqual(here.map(({ subject, type }) => [type, subject]).toSorted());
    expect(there.map(({ position }) => position)).toEqual(there.map((_, index) => index + 1));
  });

  test("change nothing a second time", async () => {
    const head = await away.head();
    const { json, status } = await take(away, await archiveOf(home, one));
    expect([status, json.rows, json.events, json.files]).toEqual([201, 0, 0, 0]);
    expect(await away.head()).toBe(head);
  });

  test("bring a person who has changed since as the later one has it", async () => {
    await home.rows("update professional set version = version + 1, practice_mode = 'L' where id = $1", [sharedPerson]);
    expect((await take(away, await archiveOf(home, other))).status).toBe(201);
    expect(await away.rows("select version, practice_mode from professional where id = $1", [sharedPerson])).toEqual([{ version: 2, practice_mode: "L" }]);
    // An older state does not come back over it.
    await home.rows("update professional set version = version - 1, practice_mode = null where id = $1", [sharedPerson]);
    expect((await take(away, await archiveOf(home, one))).status).toBe(201);
    expect(await away.rows("select version, practice_mode from professional where id = $1", [sharedPerson])).toEqual([{ version: 2, practice_mode: "L" }]);
  });
});

describe("what stands against an archive", () => {
  test("is a person of the same RPPS under another id, told without the number, and nothing is taken in", async () => {
    const third = await scene();
    const there = (await third.create("/v1/professionals", { familyName, givenName, profession: "60", rpps })).id;
    const head = await third.head();
    const { json, status, text } = await take(third, await archiveOf(home, one));
    expect([status, json.type, json.errors.map(({ code, pointer }: Record<string, string>) => [code, pointer])]).toEqual([409, "/problems/already-exists", [["taken", `#/professional_identity/${sharedPerson}`]]]);
    expect([text.includes(rpps), there === sharedPerson, await third.head()]).toEqual([false, false, head]);
    expect(await third.rows("select from membership")).toEqual([]);
    await third.service.stop();
  });

  test("is a row that says something else here", async () => {
    const [{ id } = { id: "" }] = await away.rows("select id from membership where cpts_id = $1", [one]);
    await away.rows("update membership set role = 'elsewhere' where id = $1", [id]);
    const { json, status } = await take(away, await archiveOf(home, one));
    expect([status, json.errors]).toEqual([409, [{ in: "body", pointer: `#/membership/${String(id)}`, code: "exists-otherwise", message: "is here already, with another content" }]]);
    await away.rows("update membership set role = null where id = $1", [id]);
  });

  test("is one that was cut, changed, or is of another service", async () => {
    const archive = await archiveOf(home, one);
    const codes = async (text: string) => {
      const { json, status } = await take(away, text);
      return [status, json.errors?.[0]?.code];
    };
    expect(await codes(archive.trimEnd().split("\n").slice(0, -1).join("\n"))).toEqual([422, "cut"]);
    const fresh = withRow(archive, sharedPerson, "0198c0de-0000-7000-8000-0000000000ff");
    expect(await codes(fresh.replaceAll(rpps, "19990000929"))).toEqual([422, "damaged"]);
    expect(await codes(archive.replace('"service":"directory"', '"service":"registry"'))).toEqual([422, "other-service"]);
    expect(await codes("{}\n")).toEqual([422, "unreadable"]);
    expect(await away.rows("select from professional where id = '0198c0de-0000-7000-8000-0000000000ff'")).toEqual([]);
  });
});

describe("who was erased", () => {
  const erase = async (world: Scene, id: string) => {
    const token = await world.service.token({ role: "service-account", scope: "directory:erase directory:read directory:write" });
    expect((await world.send("POST", `/v1/professionals/${id}/erasure`, { reason: "request", requestedBy: "person" }, { token })).status).toBeLessThan(300);
  };

  test("where an archive arrives, under another id, does not come back with it: not a moment, and followers are told", async () => {
    const archive = await archiveOf(home, one);
    const third = await scene();
    const there = (await third.create("/v1/professionals", { familyName, givenName, profession: "60", rpps })).id;
    await erase(third, there);
    const { json, status } = await take(third, archive);
    expect([status, json.erased]).toEqual([201, 1]);
    expect(await identityOf(third, sharedPerson)).toEqual([]);
    expect((await third.eventsOf(sharedPerson)).at(-1)?.type).toBe("cpts.directory.person.erased.v1");
    expect((await third.rows("select to_json(p)::text as row from person_erasure p")).some(({ row }) => String(row).includes(familyName))).toBe(false);
    await third.service.stop();
  });

  test("there after one CPTS came, stays so when the other comes with an older archive", async () => {
    const third = await scene();
    const [first, second] = [await archiveOf(home, one), await archiveOf(home, other)];
    expect((await take(third, first)).status).toBe(201);
    await erase(third, sharedPerson);
    const { json, status } = await take(third, second);
    expect([status, json.erased]).toEqual([201, 1]);
    expect(await identityOf(third, sharedPerson)).toEqual([]);
    expect((await third.rows("select to_json(i)::text as row from professional_identity i")).length).toBe(1);
    await third.service.stop();
  });

  test("here, goes out as erased: no name, and the erasure beside it", async () => {
    await erase(home, sharedPerson);
    const archive = await archiveOf(home, one);
    expect([archive.includes(familyName), archive.includes(rpps)]).toEqual([false, false]);
    const third = await scene();
    expect((await take(third, archive)).status).toBe(201);
    expect([await identityOf(third, sharedPerson), hashOf(await archiveOf(third, one))]).toEqual([[], hashOf(archive)]);
    await third.service.stop();
  });
});

describe("who may take a CPTS out", () => {
  test("is its coordinator or an account with the right; who, and when, is noted for those who run the platform", async () => {
    const status = async (claims: Parameters<Scene["service"]["token"]>[0], cptsId: string) => (await home.send("GET", `/v1/cpts-archives/${cptsId}`, undefined, { token: await home.service.token(claims) })).status;
    expect(await status({ role: "coordinator", cptsIds: [one] }, one)).toBe(200);
    expect(await status({ role: "coordinator", cptsIds: [one] }, other)).toBe(403);
    for (const role of ["platform-admin", "ars-officer", "board-member", "professional"]) expect([role, await status({ role, cptsIds: [one], regions: ["24"], departements: ["37"] }, one)]).toEqual([role, 403]);
    const { json } = await home.send("GET", "/v1/cpts-archives", undefined, { token: await operatorOf(home) });
    expect(json.items[0]).toMatchObject({ kind: "export", cptsId: one, role: "coordinator", by: expect.any(String), at: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{64}$/u) });
    expect((await home.send("POST", "/v1/cpts-archives", undefined, { token: await home.service.token({ role: "coordinator", cptsIds: [one] }), raw: "{}" })).status).toBe(403);
  });
});
