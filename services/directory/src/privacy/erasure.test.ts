import { exportErasures, replayErasures } from "@cpts/service-kit/files/erasures";
import { layer as databaseLayer } from "@cpts/service-kit/database/database";
import { Ids } from "@cpts/service-kit/ids";
import { queryRows } from "@cpts/testing/database";
import { Effect, Layer } from "effect";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";
import { directory } from "../service.ts";
import { holdings } from "./holdings.ts";
import { privacyKeyVariable } from "./key.ts";

const [familyName, givenName, rpps] = ["Quenouille-Effacée", "Bérengère", "19990000911"];
const number = "QE-77-externe";

let world: Scene;
let cptsId: string;
let other: string;
let operator: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  other = await world.learnCpts("38053");
  operator = await world.service.token({ role: "service-account", scope: "directory:erase directory:read directory:write" });
});
afterAll(() => world.service.stop());

const erase = (id: string, token?: string) => world.send("POST", `/v1/professionals/${id}/erasure`, { reason: "request", requestedBy: "person" }, { token: token ?? operator });

const asOwner = (text: string) => queryRows(world.service.database.adminUrl, text);

/** Tables, and what each holds, in which one of these texts stands in some form. */
const traces = async (...texts: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const tables = await world.rows("select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1");
  const found: Array<string> = [];
  for (const { name } of tables)
    for (const text of texts) {
      const [row] = await world.rows(`select count(*)::int as count from "${String(name)}" t where to_json(t)::text ilike '%${text}%' or to_json(t)::text ilike '%${Buffer.from(text).toString("hex")}%'`);
      if (Number(row?.["count"]) > 0) found.push(`${String(name)}: ${text}`);
    }
  return found;
};

const theirTexts = ["quenouille", "effac_e", "b_reng_re", "berengere", rpps, number];

/** Someone who left their name wherever one may be left. */
const someone = async () => {
  const { id } = await world.create("/v1/professionals", { familyName, givenName, title: "Dr", rpps, profession: "10", skills: ["SM54"], practiceMode: "L", visibility: "public", cptsId, externalIds: [{ system: "z", value: number }], provenance: { status: "sourced", source: { document: "Annuaire", quote: `Dr ${familyName}` } } });
  const organization = (await world.create("/v1/organizations", { name: "URPS Exemple", kind: "urps", provenance: { status: "sourced", source: { document: "Communiqué", quote: `présidée par ${givenName} ${familyName}` } } })).id;
  const paid = (await world.create("/v1/memberships", { cptsId, professionalId: id, commune: "37003", validFrom: "2024-02-01", fee: { year: 2024, amountCents: 2_000, paidOn: "2024-03" }, provenance: { status: "sourced", source: { document: `Bulletin de ${givenName} ${familyName}` } } })).id;
  await world.create("/v1/relationships", { kind: "represents", professionalId: id, of: organization, function: `Présidente (${familyName.toUpperCase()})`, cptsId });
  await world.create("/v1/meetings", { title: `Rencontre avec le Dr ${familyName}`, heldOn: "2025-03-02", commune: "37003", cptsId });
  return { id, organization, paid };
};

describe("an erased person", () => {
  let known: Awaited<ReturnType<typeof someone>>;
  let before: ReadonlyArray<string>;
  let answers: ReadonlyArray<Awaited<ReturnType<typeof erase>>>;
  beforeAll(async () => {
    known = await someone();
    before = await traces(...theirTexts);
    const key = crypto.randomUUID();
    const twice = [1, 2].map(() => world.send("POST", `/v1/professionals/${known.id}/erasure`, { reason: "request", requestedBy: "person", requestedOn: "2026-11-20" }, { headers: { "idempotency-key": key }, token: operator }));
    answers = await Promise.all(twice);
  });

  test("was named in many places, and is answered alike when it is sent twice", () => {
    expect(before.length).toBeGreaterThan(6);
    expect(answers.map(({ status, text }) => [status, text])).toEqual([1, 2].map(() => [201, answers[0]?.text]));
  });

  test("leaves name, number and words about them in no table, the log among them", async () => {
    expect(await traces(...theirTexts)).toEqual([]);
    expect((await world.get(`/v1/professionals/${known.id}`)).status).toBe(404);
    expect((await world.get(`/v1/professionals?identifier=${rpps}`)).json.items).toEqual([]);
    expect((await world.get("/v1/meetings?cpts=" + cptsId)).json.items[0].title).toBe("Rencontre avec le Dr …-…");
    expect(world.service.log.filter((line) => /quenouille|19990000911/iu.test(JSON.stringify(line)))).toEqual([]);
  });

  test("is told to others once, by the pseudonym alone", async () => {
    const told = (await world.events()).filter(({ type }) => type === "cpts.directory.person.erased.v1");
    expect(told.map(({ data, subject }) => [subject, data])).toEqual([[known.id, { personId: known.id }]]);
    expect((await world.service.send("POST", "/v1/audit/verification", { token: await world.service.token({ role: "platform-admin" }) })).json.firstBad ?? null).toBeNull();
  });

  test("has left what the law asks to keep, said with its text and its last day", async () => {
    expect(answers[0]?.json.kept.map(({ kind, membershipId, source, status, until }: Record<string, unknown>) => [kind, membershipId, until, source, status])).toEqual([
      ["fee", known.paid, "2034-12-31", "Code de commerce, art. L. 123-22", "provisional"],
      ["suppression", null, null, "RGPD, art. 17 et 21", "provisional"],
    ]);
    const [row] = await world.rows(`select m.end_reason, m.commune, m.fee, m.provenance, p.profession, p.skills from membership m join professional p on p.id = m.professional_id where m.id = '${known.paid}'`);
    expect(row).toEqual({ end_reason: "erased", commune: null, fee: { year: 2024, amountCents: 2_000, paidOn: "2024-03" }, provenance: { status: "sourced" }, profession: "10", skills: [] });
    expect((await world.rows(`select at::text, state from due where kind = 'privacy.retention' and ref = '${known.paid}'`)).map(({ state }) => state)).toEqual(["waiting"]);
    expect((await world.get(`/v1/professionals/${known.id}/erasure`, operator)).json).toEqual(answers[0]?.json);
  });

  test("is not erased again, nor registered again by their number", async () => {
    expect((await erase(known.id)).json.type).toBe("/problems/illegal-transition");
    const again = await world.send("POST", "/v1/professionals", { familyName, givenName, rpps });
    expect([again.status, again.json.errors[0].code]).toEqual([422, "erased-person"]);
  });

  test("stays erased after the restore of a backup that still had them, and of one that did not know them yet", async () => {
    const database = Layer.merge(databaseLayer({ url: world.service.database.url, poolSize: 2, applicationName: "test" }), Ids.layer);
    const run = <A, E>(effect: Effect.Effect<A, E, Layer.Success<typeof database>>) => Effect.runPromise(Effect.provide(effect, database));
    const lines = await run(exportErasures);
    expect(theirTexts.filter((text) => lines.includes(text))).toEqual([]);
    // As in the backup: the person is there, what tells of the erasure is not.
    await asOwner(`delete from person_erasure`);
    await asOwner(`delete from erasure`);
    await asOwner(`delete from rpps_suppression`);
    await asOwner(`insert into professional_identity (professional_id, family_name, given_name, rpps, name_key, provenance) values ('${known.id}', '${familyName}', '${givenName}', '${rpps}', 'quenouille effacee berengere', '{"status": "declared"}')`);
    const replay = () => run(replayErasures(lines, (erasure) => directory.eraseAgain?.(erasure) ?? Effect.void));
    for (const _ of [1, 2]) expect(await replay()).toEqual({ subjects: 1, files: 0 });
    expect(await traces(...theirTexts)).toEqual([]);
    await asOwner(`delete from rpps_suppression`);
    await asOwner(`delete from erasure`);
    await replay();
    expect((await world.send("POST", "/v1/professionals", { familyName, givenName, rpps })).json.errors[0].code).toBe("erased-person");
    expect(await run(exportErasures)).toBe(lines);
    // The log still had it: nothing is told twice.
    expect((await world.events()).filter(({ type }) => type === "cpts.directory.person.erased.v1")).toHaveLength(1);
  });
});

describe("who may erase", () => {
  test("a CPTS erases whom it alone knows; another's members are for who answers for both", async () => {
    const coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
    const mine = (await world.create("/v1/professionals", { familyName: "Une", givenName: "Seule", cptsId })).id;
    const shared = (await world.create("/v1/professionals", { familyName: "Une", givenName: "Partagée", cptsId })).id;
    await world.create("/v1/memberships", { cptsId: other, professionalId: shared });
    const elsewhere = (await world.create("/v1/professionals", { familyName: "Une", givenName: "Autre", cptsId: other })).id;
    expect([(await erase(mine, coordinator)).status, (await erase(shared, coordinator)).json.type, (await erase(elsewhere, coordinator)).status]).toEqual([201, "/problems/illegal-transition", 403]);
    expect((await erase(shared)).json.kept).toEqual([]);
    expect(await world.rows(`select 1 from membership where professional_id = '${shared}'`)).toEqual([]);
    for (const role of ["professional", "board-member", "ars-officer", "cpam-officer", "urps-referent", "platform-admin"]) expect((await erase(elsewhere, await world.service.token({ role, cptsIds: [other], regions: ["84"], departements: ["38"] }))).status).toBe(403);
    expect((await world.service.send("POST", `/v1/professionals/${elsewhere}/erasure`, { json: {} })).status).toBe(401);
  });
});

describe("the key of the fingerprints", () => {
  test("stands in no table: with a copy of the database alone nobody's number can be tried", async () => {
    const key = privacyKeyVariable.fallback;
    expect(await traces(key, Buffer.from(key).toString("base64"))).toEqual([]);
    const [row] = await world.rows("select count(*)::int as all, count(*) filter (where is_keyed)::int as keyed from rpps_suppression");
    expect([Number(row?.["all"]) > 0, row?.["all"]]).toEqual([true, row?.["keyed"]]);
  });

  test("covers the hashes of before there was one, so that those people stay out", async () => {
    const before = "19990000929";
    await asOwner(`insert into rpps_suppression (hash) select rpps_suppression_hash(${before})`);
    await asOwner(`insert into erasure (subject_id, erased_at, mark) select 'of-before', now(), encode(rpps_suppression_hash(${before}), 'hex')`);
    const replica = await world.service.replica();
    expect((await world.send("POST", "/v1/professionals", { familyName, givenName, rpps: before })).json.errors[0].code).toBe("erased-person");
    const [told] = await world.rows("select mark from erasure where subject_id = 'of-before'");
    expect(await world.rows("select 1 from rpps_suppression where 'k:' || encode(hash, 'hex') = $1", [told?.["mark"]])).toHaveLength(1);
    await replica.stop();
  });

  test("is the one they were made with, or the service does not start", async () => {
    await expect(world.service.replica({ PRIVACY_KEY: "another-key-of-at-least-thirty-two-characters" })).rejects.toThrow("PRIVACY_KEY");
  });
});

test("every table that refers to people is a holding: what is added must say what becomes of it", async () => {
  const referring = await world.rows("select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid in ('professional'::regclass, 'membership'::regclass, 'relationship'::regclass) order by 1");
  const named = new Set(holdings.map(({ table }) => table));
  expect(referring.map(({ name }) => String(name)).filter((name) => !named.has(name))).toEqual([]);
});
