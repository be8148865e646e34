import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { directory as directoryContract } from "@cpts/api/Directory";
import { foreignLog } from "@cpts/service-kit/testing/foreign-log";
import { directory } from "../subscriptions/directory.ts";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const referent = async (fields: object = {}) => accepted(await world.send("POST", "/v1/referents", { personId: crypto.randomUUID(), institution: "ars", regions: ["24"], ...fields })).json;
const entrust = (id: string, body: object, headers = {}) => world.send("POST", `/v1/referents/${id}/portfolio`, body, { headers });
const portfolio = async (id: string, asOf = "2025-06-15") => accepted(await world.send("GET", `/v1/referents/${id}/portfolio?asOf=${asOf}`)).json;
const names = (rows: ReadonlyArray<{ readonly cptsName: string }>) => rows.map(({ cptsName }) => cptsName);
const end = async (id: string, assignment: string, on: string, etag?: string) =>
  world.send("PUT", `/v1/referents/${id}/portfolio/${assignment}/end`, { on }, { headers: { "if-match": etag ?? accepted(await world.send("GET", `/v1/referents/${id}`)).headers.get("etag") ?? "" } });

describe("a referent", () => {
  test("follows CPTS from a day to another, and those whose dates are known in part are told apart", async () => {
    const { id } = await referent();
    const dates = { Passée: ["2020-01-01", "2024-01-01"], Présente: ["2024-03", undefined], Douteuse: ["2025", undefined], Future: ["2026-01-01", undefined], "Sans date": [undefined, undefined] } as const;
    for (const [name, [validFrom, validTo]] of Object.entries(dates)) accepted(await entrust(id, { cptsId: await world.register({ name }), validFrom, validTo }));
    const { asOf, items, perhaps } = await portfolio(id);
    expect([asOf, names(items), names(perhaps)]).toEqual(["2025-06-15", ["Présente", "Sans date"], ["Douteuse"]]);
    expect(names((await portfolio(id, "2023-12-31")).items)).toEqual(["Passée", "Sans date"]);
    expect(names((await portfolio(id, "2026-01-01")).items)).toEqual(["Douteuse", "Future", "Présente", "Sans date"]);
  });

  test("follows regions and departements that there are: each other one is named", async () => {
    const { json, status } = await world.send("POST", "/v1/referents", { personId: crypto.randomUUID(), institution: "ars", regions: ["24", "99"], departements: ["37", "979"] }, { headers: { "accept-language": "fr" } });
    expect([status, json.errors.map(({ message, pointer }: { message: string; pointer: string }) => [pointer, message])]).toEqual([422, [["#/regions/1", "région inconnue : 99"], ["#/departements/1", "département inconnu : 979"]]]);
  });

  test("is entrusted with a CPTS once when sent twice, and no second time while it is followed", async () => {
    const [{ id }, cptsId] = [await referent(), await world.register({})];
    const send = () => entrust(id, { cptsId, validFrom: "2024-01-01", source: { document: "Lettre de mission" } }, { "idempotency-key": `suivi-${id}` });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.text]).toEqual([201, first.text]);
    const again = await entrust(id, { cptsId, validFrom: "2025-01-01" });
    expect([again.status, again.json.errors]).toEqual([409, [expect.objectContaining({ pointer: "#/validFrom", code: "already-followed", message: expect.stringContaining("2024-01-01") })]]);
    const { assignmentId } = first.json;
    expect((await end(id, assignmentId, "2024-12-31")).json).toMatchObject({ validFrom: "2024-01-01", validTo: "2024-12-31" });
    expect((await entrust(id, { cptsId, validFrom: "2025-01-01" })).status).toBe(201);
    const events = await world.eventsOf(id);
    expect(events.map(({ aggregateversion, type }) => [aggregateversion, type.replace("cpts.registry.referent.", "")])).toEqual([[1, "registered.v1"], [2, "portfolio-changed.v1"], [3, "portfolio-changed.v1"], [4, "portfolio-changed.v1"]]);
    expect(events[2]?.data).toEqual({ referentId: id, assignmentId, cptsId, validFrom: "2024-01-01", validTo: "2024-12-31" });
  });

  test("is a person of the directory, of whom no event and no open list says who it is", async () => {
    const { id, personId } = await referent({ institution: "urps", departements: ["37"] });
    expect(JSON.stringify(await world.eventsOf(id))).not.toContain(personId);
    const list = await world.service.send("GET", "/v1/referents?limit=200");
    expect(list.json.items).toContainEqual({ id, institution: "urps", organizationId: null, regions: ["24"], departements: ["37"] });
    expect(list.text).not.toContain(personId);
    const seen = async (claims: Parameters<typeof world.service.token>[0]) => (await world.service.send("GET", `/v1/referents/${id}/portfolio`, { token: await world.service.token(claims) })).status;
    expect([await seen({ role: "ars-officer", regions: ["24"] }), await seen({ role: "cpam-officer", departements: ["37"] }), await seen({ role: "ars-officer", regions: ["84"] })]).toEqual([200, 200, 404]);
  });

  test("is registered once for each institution, in at least one place", async () => {
    const { id, personId } = await referent();
    const again = await world.send("POST", "/v1/referents", { personId, institution: "ars", regions: ["84"] });
    expect([again.status, again.json.errors]).toEqual([409, [expect.objectContaining({ pointer: "#/personId", message: expect.stringContaining(id) })]]);
    expect((await world.send("POST", "/v1/referents", { personId, institution: "urps", regions: ["24"] })).status).toBe(201);
    const bad = await world.send("POST", "/v1/referents", { personId: "Marie", institution: "ars", regions: ["99x"] });
    expect(bad.json.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual(["#/personId", "#/regions/0"]);
    expect((await world.send("POST", "/v1/referents", { personId, institution: "caisse" })).json.errors).toEqual([expect.objectContaining({ pointer: "#/regions", code: "referent.no-place" })]);
  });

  test("is refused what is no CPTS, a period that ends before it starts, and a change from a version that is gone", async () => {
    const [{ id }, cptsId] = [await referent(), await world.register({})];
    expect((await entrust(id, { cptsId: "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f" })).json).toMatchObject({ type: "/problems/unknown-reference", errors: [{ pointer: "#/cptsId" }] });
    expect((await entrust(id, { cptsId, validFrom: "2025", validTo: "2024" })).json.errors).toEqual([expect.objectContaining({ pointer: "#/validTo", code: "period.empty" })]);
    const { assignmentId } = accepted(await entrust(id, { cptsId, validFrom: "2025-05-05" })).json;
    expect((await end(id, assignmentId, "2025-05-05")).json.errors).toEqual([expect.objectContaining({ pointer: "#/on", code: "period.empty" })]);
    expect((await end(id, assignmentId, "2026", '"v1"')).status).toBe(412);
    expect((await end(id, crypto.randomUUID(), "2026")).status).toBe(404);
    expect((await end("018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f", assignmentId, "2026", '"v1"')).status).toBe(404);
  });
});

test("the referents of a CPTS on a date are told to its people", async () => {
  const cptsId = await world.register({ territory: communes("37003") });
  const [one, two] = [await referent(), await referent({ institution: "caisse" })];
  accepted(await entrust(one.id, { cptsId, validFrom: "2024-01-01", validTo: "2025-01-01" }));
  accepted(await entrust(two.id, { cptsId, validFrom: "2025" }));
  const read = async (asOf: string, token?: string) => (await world.service.send("GET", `/v1/cpts/${cptsId}/referents?asOf=${asOf}`, token === undefined ? {} : { token }));
  const coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  expect((await read("2024-06-01", coordinator)).json.items).toMatchObject([{ referent: { id: one.id, personId: one.personId }, certainty: "yes" }]);
  expect((await read("2025-06-01", coordinator)).json.items).toMatchObject([{ referent: { id: two.id }, certainty: "unknown" }]);
  expect((await read("2025-06-01")).status).toBe(404);
});

test("a referent whose person is erased stays without the person, and the portfolio as it was", async () => {
  const cptsId = await world.register({ territory: communes("37003") });
  const [one, other] = [await referent(), await referent()];
  accepted(await entrust(one.id, { cptsId, validFrom: "2024-01-01" }));
  const before = await world.send("GET", `/v1/referents/${one.id}`);
  const head = await world.head();
  const log = foreignLog(world.service, directory);
  for (const _ of ["once", "again"]) await log.hear({ definition: directoryContract.events.personErased, subject: one.personId, data: { personId: one.personId } });
  const after = await world.send("GET", `/v1/referents/${one.id}`);
  expect([before.json.personId, after.json]).toEqual([one.personId, { ...before.json, personId: null }]);
  expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
  expect((await world.send("GET", `/v1/referents/${one.id}/portfolio?asOf=2026-01-01`)).json.items).toMatchObject([{ cptsId }]);
  expect((await world.send("GET", `/v1/referents/${other.id}`)).json.personId).toBe(other.personId);
  expect([await world.head(), (await world.rows("select 1 from referent where person_id = $1", [one.personId])).length]).toEqual([head, 0]);
});
