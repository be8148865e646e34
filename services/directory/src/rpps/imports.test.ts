import { attempt, Database } from "@cpts/service-kit/database/database";
import { skillExtract } from "@cpts/testing/rpps-extract/extract";
import { fakeRpps } from "@cpts/testing/rpps-extract/fake-number";
import { afterAll, beforeAll, expect, test } from "vitest";
import { extractOf, operatorOf, type Operator } from "../testing/extracts.ts";
import { markOf, privacyKeyVariable } from "../privacy/key.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let operator: Operator;
beforeAll(async () => {
  world = await scene();
  operator = await operatorOf(world);
});
afterAll(() => world.service.stop());

const mirror = () => world.rows("select rpps::text, family_name, given_name, title, name_key, professions, activity_skills, skills, modes, places, activities from rpps_professional order by rpps");
const file = extractOf({ people: 300 });

test("an extract becomes the people in it, each once, and one event that names nobody", async () => {
  const { json, status } = await operator.send(file, "?name=PS_LibreAcces_Personne_activite_202611010820.txt");
  const rows = file.toString().trimEnd().split("\n").length - 1;
  expect([status, json]).toMatchObject([201, { status: "completed", edition: "2026-11-01", bytes: file.length, counts: { rows, people: 300, added: 300, changed: 0, removed: 0, rejected: 0 } }]);
  expect(await mirror()).toHaveLength(300);
  const [told, ...others] = (await world.events()).filter(({ type }) => type.includes(".rpps.") || type.includes(".member."));
  expect(others).toEqual([]);
  expect(told).toMatchObject({ type: "cpts.directory.rpps.import-completed.v1", subject: json.id, data: { importId: json.id, edition: "2026-11-01", counts: { added: 300 } } });
  expect(JSON.stringify(told?.data)).not.toContain("1999");
});

test("the same file again changes nothing and tells nothing", async () => {
  const [before, head] = [await mirror(), await world.head()];
  const { json, status } = await operator.send(file);
  expect([status, json.status]).toEqual([201, "unchanged"]);
  expect([await mirror(), await world.head()]).toEqual([before, head]);
});

test("rows of one person that do not follow each other make the same person", async () => {
  const [header = "", ...rows] = file.toString().trimEnd().split("\n");
  const before = await mirror();
  const scattered = [...rows.filter((_, index) => index % 2 === 0), ...rows.filter((_, index) => index % 2 === 1).toReversed()];
  const { json } = await operator.send(Buffer.from(`${[header, ...scattered].join("\n")}\n`));
  expect(json).toMatchObject({ status: "completed", counts: { people: 300, added: 0, changed: 0, removed: 0 } });
  expect(await mirror()).toEqual(before);
});

test("the next edition brings who is new, changes who is said otherwise, and lets go who is no longer in it", async () => {
  const next = extractOf({ people: 310, each: (person) => (person.rpps.startsWith("199900003") ? null : person.rpps.startsWith("199900004") ? { ...person, family: "AUTREMENT" } : person) });
  const before = await mirror();
  expect((await operator.send(next)).json).toMatchObject({ status: "completed", counts: { people: 300, added: 10, changed: 10, removed: 10 } });
  const after = await mirror();
  const numbers = (rows: typeof after) => new Set(rows.map(({ rpps }) => rpps));
  expect(before.filter(({ rpps }) => !numbers(after).has(rpps))).toHaveLength(10);
  expect(after.filter(({ family_name: name }) => name === "AUTREMENT")).toHaveLength(10);
  const untouched = after.filter(({ rpps, family_name: name }) => name !== "AUTREMENT" && numbers(before).has(rpps));
  expect(untouched).toEqual(before.filter(({ rpps }) => numbers(untouched).has(rpps)));
});

test("a file that counts far fewer people than are known is refused, unless the drop is said to be right", async () => {
  const [before, head] = [await mirror(), await world.head()];
  const few = extractOf({ people: 50 });
  expect(await operator.refusal(few)).toEqual([422, "too-many-gone"]);
  expect([await mirror(), await world.head()]).toEqual([before, head]);
  const { json } = await world.service.send("GET", "/v1/imports?limit=1", { token: operator.token });
  expect(json.items[0]).toMatchObject({ status: "refused", refusal: [{ code: "too-many-gone" }] });
  expect((await operator.send(few, "?maxDropPercent=100")).json).toMatchObject({ status: "completed", counts: { people: 50 } });
  await operator.send(file);
});

test("the file of skills adds what activities do not say, and takes back what it said", async () => {
  const skills = Buffer.concat([...skillExtract({ people: 300, each: (person) => ({ ...person, skill: ["SM99", "Essai"] }) })]);
  expect((await operator.send(skills, "?kind=skills")).json).toMatchObject({ status: "completed", kind: "skills", counts: { people: 300, added: 0, changed: 300 } });
  expect((await mirror()).every(({ skills: said }) => String(said) === "SM99")).toBe(true);
  const fewer = Buffer.concat([...skillExtract({ people: 100, each: (person) => ({ ...person, skill: ["SM99", "Essai"] }) })]);
  expect((await operator.send(fewer, "?kind=skills")).json).toMatchObject({ counts: { changed: 200 } });
});

test("who was erased here stays out, whoever sends the file", async () => {
  await world.service.run(Database.use(({ pool }) => attempt(() => pool.query(`insert into rpps_suppression (hash, is_keyed) select ${markOf("$2", "$1")}, true`, [fakeRpps(1), Buffer.from(privacyKeyVariable.fallback)]))));
  const { json } = await operator.send(extractOf({ people: 299 }));
  expect(json.counts).toMatchObject({ people: 298, removed: 2, suppressed: 1 });
  expect((await mirror()).map(({ rpps }) => rpps)).not.toContain(fakeRpps(1));
  const [kept] = await world.rows("select encode(hash, 'escape') as hash from rpps_suppression");
  expect(kept?.["hash"]).not.toContain("1999");
});

test("of two imports at once the second is told to come back", async () => {
  const answers = await Promise.all([operator.send(extractOf({ people: 305 })), operator.send(extractOf({ people: 306 }))]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 503]);
});

test("only who operates the platform imports, and reads of imports", async () => {
  const coordinator = await world.service.token({ role: "coordinator" });
  const statuses = async (token?: string) => [
    (await world.service.send("POST", "/v1/imports", { ...(token === undefined ? {} : { token }), raw: new Uint8Array(file) })).status,
    (await world.get("/v1/imports", token)).status,
  ];
  expect([await statuses(), await statuses(coordinator)]).toEqual([[401, 401], [403, 403]]);
});
