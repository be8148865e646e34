import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let coordinator: string;
let member: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  const token = (role: string) => world.service.token({ role, cptsIds: [cptsId] });
  [coordinator, member] = await Promise.all([token("coordinator"), token("professional")]);
});
afterAll(() => world.service.stop());

/** A POST that leaves no event, sent twice with one key. */
const sentTwice = async (path: string, json: object, token = coordinator, events = 0) => {
  const before = await world.head();
  const headers = { "idempotency-key": crypto.randomUUID() };
  const answers = [await world.send("POST", path, json, { headers, token }), await world.send("POST", path, json, { headers, token })];
  expect(answers.map(({ status, text }) => [status, text])).toEqual([[201, answers[0]?.text], [201, answers[0]?.text]]);
  expect(await world.head()).toBe(before + events);
  return answers[0]?.json;
};
const person = async (familyName: string, more: object = {}) => (await world.create("/v1/professionals", { familyName, givenName: "Camille", profession: "60", visibility: "cpts", cptsId, ...more })).id as string;
const values = async (id: string, token?: string) => (await world.get(`/v1/professionals/${id}/contacts`, token)).json.items.map(({ value }: { value: string }) => value);
const email = (value: string, more: object = {}) => ({ cptsId, kind: "email", value, ...more });

describe("a contact", () => {
  test("is private unless said, and each is shown as far as it says, without an event", async () => {
    const id = await person("Visible", { visibility: "public" });
    const kept = await sentTwice(`/v1/professionals/${id}/contacts`, email("prive@exemple.fr"));
    expect([kept.visibility, kept.keptUntil]).toEqual(["private", expect.stringMatching(/^\d{4}-\d\d-\d\d$/u)]);
    for (const visibility of ["public", "cpts", "board"]) await sentTwice(`/v1/professionals/${id}/contacts`, email(`${visibility}@exemple.fr`, { visibility }));
    expect([await values(id), await values(id, member), await values(id, coordinator)]).toEqual([["public@exemple.fr"], ["public@exemple.fr", "cpts@exemple.fr"], ["public@exemple.fr", "cpts@exemple.fr", "board@exemple.fr"]]);
    expect(await values(id, world.writer)).toHaveLength(4);
  });

  test("of somebody whom the reader may not see is not shown either", async () => {
    const id = await person("Discrète", { visibility: "board" });
    await sentTwice(`/v1/professionals/${id}/contacts`, email("ouverte@exemple.fr", { visibility: "public" }), coordinator);
    expect([await values(id), await values(id, member), await values(id, coordinator)]).toEqual([[], [], ["ouverte@exemple.fr"]]);
  });

  test("holds no number of a patient, and an address that is one", async () => {
    const path = `/v1/professionals/${await person("Fausse")}/contacts`;
    expect(await world.faults(path, email("nul"))).toEqual([422, "invalid-request", "#/value"]);
    expect(await world.faults(path, { ...email("x"), kind: "address", value: "1 85 05 78 006 084 91" })).toEqual([422, "invalid-request", "#/value"]);
  });
});

describe("an objection", () => {
  test("to being listed takes back what was shown beyond the board, and nothing shows it again", async () => {
    const id = await person("Opposée", { visibility: "public" });
    await world.create("/v1/memberships", { cptsId, professionalId: id, validFrom: "2024-01-01" });
    const contact = await sentTwice(`/v1/professionals/${id}/contacts`, email("opposee@exemple.fr", { visibility: "public" }));
    expect(await sentTwice(`/v1/professionals/${id}/objections`, { scope: "listing", on: "2026-11-01" }, coordinator, 1)).toEqual({ items: [{ scope: "listing", on: "2026-11-01" }] });
    expect([await values(id), await values(id, member), await values(id, coordinator)]).toEqual([[], [], ["opposee@exemple.fr"]]);
    const names = async (token?: string) => (await world.get(`/v1/professionals?q=opposee`, token)).json.items.length;
    expect([await names(), await names(member), await names(coordinator)]).toEqual([0, 0, 1]);
    const listed = (await world.get(`/v1/memberships?cpts=${cptsId}&professional=${id}`, member)).json.items[0];
    expect(listed.name).toBeNull();
    expect((await world.get(`/v1/memberships/export?cpts=${cptsId}`, member)).text).not.toContain("Opposée");
    const widened = await world.send("PATCH", `/v1/contacts/${contact.id}`, { visibility: "cpts" }, { token: coordinator, headers: { "if-match": '"v2"' } });
    expect([widened.status, widened.json.type]).toEqual([409, "/problems/illegal-transition"]);
    expect((await world.send("POST", `/v1/professionals/${id}/contacts`, email("autre@exemple.fr", { visibility: "public" }), { token: coordinator })).status).toBe(409);
  });

  test("is withdrawn: the person is shown as before, their contacts and consents are not, and subscribers are told both by ids", async () => {
    const id = await person("Revenue", { visibility: "public" });
    await world.create("/v1/memberships", { cptsId, professionalId: id, validFrom: "2024-01-01" });
    await sentTwice(`/v1/professionals/${id}/contacts`, email("revenue@exemple.fr", { visibility: "public" }));
    const withdraw = (json: object) => world.faults(`/v1/professionals/${id}/objections/withdrawals`, json);
    expect(await withdraw({ scope: "listing", on: "2026-11-01" })).toEqual([409, "illegal-transition"]);
    await sentTwice(`/v1/professionals/${id}/objections`, { scope: "listing", on: "2026-11-01" }, coordinator, 1);
    expect([await withdraw({ scope: "listing", on: "2026-10-31" }), await withdraw({ scope: "listing", on: "2199-01-01" })]).toEqual([1, 2].map(() => [422, "invalid-request", "#/on"]));
    const shown = async () => (await world.get(`/v1/professionals?q=revenue`)).json.items.length;
    expect(await shown()).toBe(0);
    expect(await sentTwice(`/v1/professionals/${id}/objections/withdrawals`, { scope: "listing", on: "2026-11-20" }, coordinator, 1)).toEqual({ items: [] });
    expect([await shown(), await values(id), await values(id, coordinator)]).toEqual([1, [], ["revenue@exemple.fr"]]);
    const told = (await world.eventsOf(id)).filter(({ type }) => type.includes("objection")).map(({ data }) => data);
    expect(told).toEqual([{ professionalId: id, scope: "listing", on: "2026-11-01", objects: true }, { professionalId: id, scope: "listing", on: "2026-11-20", objects: false }]);
    expect((await world.send("POST", `/v1/professionals/${id}/objections/withdrawals`, { scope: "listing", on: "2026-11-20" }, { token: member })).status).toBe(403);
  });

  test("is recorded by who keeps the person's CPTS", async () => {
    const id = await person("Quelqu'une");
    expect((await world.send("POST", `/v1/professionals/${id}/objections`, { scope: "mailing", on: "2026-11-01" }, { token: member })).status).toBe(403);
  });
});

test("contacts and consents go by themselves three years after the last membership, and stay while there is one", async () => {
  const clock = settableClock("2026-01-10T12:00:00Z");
  const travelling = await scene({ clock: clock.clock });
  try {
    const here = await travelling.learnCpts("37003");
    const made = async (familyName: string) => {
      const { id } = await travelling.create("/v1/professionals", { familyName, givenName: "Camille", visibility: "cpts", cptsId: here });
      const membership = (await travelling.create("/v1/memberships", { cptsId: here, professionalId: id, validFrom: "2024-01-01" })).id as string;
      expect((await travelling.send("POST", `/v1/professionals/${id}/contacts`, { cptsId: here, kind: "mobile", value: "06 00 00 00 00", visibility: "board" })).json.keptUntil).toBeNull();
      return { id: id as string, membership };
    };
    const [leaving, staying] = [await made("Partante"), await made("Restante")];
    await travelling.create(`/v1/memberships/${leaving.membership}/end`, { on: "2026-01-10", reason: "resigned" });
    const kept = async ({ id }: { readonly id: string }) => (await travelling.get(`/v1/professionals/${id}/contacts`, travelling.writer)).json.items.map(({ keptUntil }: { keptUntil: string | null }) => keptUntil);
    expect([await kept(leaving), await kept(staying)]).toEqual([["2029-01-10"], [null]]);
    clock.set("2029-01-09T20:00:00Z");
    await expect.poll(async () => (await travelling.rows("select state from due where kind = 'privacy.contacts' and key < '2029-01-09' and state <> 'done'")).length, { timeout: 30_000 }).toBe(0);
    expect(await kept(leaving)).toHaveLength(1);
    clock.set("2029-01-10T12:00:00Z");
    await expect.poll(() => kept(leaving), { timeout: 30_000 }).toEqual([]);
    expect(await kept(staying)).toEqual([null]);
  } finally {
    await travelling.service.stop();
  }
});
