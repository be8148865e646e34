import { bodySeatEndpoints as endpoints } from "@cpts/api/BodySeats";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../../testing/scene.ts";

let world: Scene;
let cptsId: string;
let coordinator: string;
const people: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  for (const [index, profession] of ["10", "60", "60", null].entries()) people.push((await world.create("/v1/professionals", { familyName: `Siège${index}`, givenName: "Camille", profession, visibility: index === 3 ? "private" : "public" })).id);
});
afterAll(() => world.service.stop());

const [sourced, minutes] = [{ status: "sourced", source: { document: "Statuts" } }, { status: "sourced", source: { document: "PV de l'assemblée", published: "2026-03-02" } }] as const;
const body = async (fields: object = {}) => (await world.send("POST", `/v1/cpts/${cptsId}/bodies`, { kind: "board", provenance: sourced, ...fields })).json.id as string;
const at = (id: string) => `/v1/cpts/${cptsId}/bodies/${id}`;
const who = (index: number): string => people[index] ?? "";
const sit = async (id: string, index: number, fields: object = {}) => (await world.create(`${at(id)}/seats`, { professionalId: who(index), validFrom: "2026-01-01", provenance: minutes, ...fields })).id as string;
/** Sent twice with one key: the same answer, and no second trace. */
const twice = async (path: string, json: unknown, token = world.writer) => {
  const options = { headers: { "idempotency-key": crypto.randomUUID() }, token };
  const first = await world.send("POST", path, json, options);
  const head = await world.head();
  const second = await world.send("POST", path, json, options);
  expect([second.status, second.text, await world.head()]).toEqual([first.status, first.text, head]);
  return first;
};
const read = async (id: string, query = "", token = world.writer) => {
  const { json, status } = await world.get(`${at(id)}?${query}`, token);
  expect(status).toBe(200);
  expect(() => asDescribed(endpoints.readBody, json)).not.toThrow();
  return json;
};
const sitting = async (id: string, on: string) => (await read(id, `asOf=${on}`)).seats.map(({ professionalId }: { professionalId: string }) => people.indexOf(professionalId)).toSorted();

describe("an election", () => {
  test("gives its seats to whoever is elected, until the end of the term: who sat on a date is told", async () => {
    const id = await body();
    const candidates = [{ professionalId: who(0), votes: 31, elected: true }, { professionalId: who(1), votes: 28, elected: true }, { professionalId: who(2), votes: 12, elected: false }];
    const { json, status } = await twice(`${at(id)}/elections`, { on: "2026-03-02", college: "Libéraux", seatsOpen: 2, candidates, termEndsOn: "2029-03-02", provenance: minutes }, coordinator);
    expect([status, json.candidates.length]).toEqual([201, 3]);
    expect(() => asDescribed(endpoints.recordElection, json)).not.toThrow();
    expect([await sitting(id, "2026-03-01"), await sitting(id, "2026-03-02"), await sitting(id, "2029-03-01"), await sitting(id, "2029-03-02")]).toEqual([[], [0, 1], [0, 1], []]);
    const seats = (await world.get(`/v1/seats?body=${id}&asOf=2027-01-01`, world.writer)).json.items;
    expect(seats).toMatchObject([{ college: "Libéraux", electionId: json.id, validTo: "2029-03-02", certainty: "yes" }, { electionId: json.id }]);
    expect((await world.get(`/v1/seats?professional=${who(0)}&asOf=2027-01-01`)).json.items.map(({ bodyId }: { bodyId: string }) => bodyId)).toEqual([id]);
    expect((await world.get(`/v1/elections?body=${id}`)).json.items).toMatchObject([{ id: json.id, seatsOpen: 2 }]);
    const told = (await world.eventsOf(json.id))[0];
    expect(told?.data).toEqual({ electionId: json.id, bodyId: id, cptsId, on: "2026-03-02", seatsOpen: 2, candidates: 3, electedIds: [who(0), who(1)] });
  });

  test("elects no more people than seats were open, each once, for a term that lasts", async () => {
    const id = await body();
    const faults = (fields: object) => world.faults(`${at(id)}/elections`, { on: "2026-03-02", seatsOpen: 1, candidates: [{ professionalId: who(0), elected: true }], provenance: minutes, ...fields });
    const two = [who(0), who(1)].map((professionalId) => ({ professionalId, elected: true }));
    expect(await faults({ candidates: two })).toEqual([422, "invalid-request", "#/candidates"]);
    expect(await faults({ seatsOpen: 2, candidates: [two[0], two[0]] })).toEqual([422, "invalid-request", "#/candidates/1"]);
    expect(await faults({ termEndsOn: "2026-03-02" })).toEqual([422, "invalid-request", "#/termEndsOn"]);
    expect(await faults({ candidates: [{ professionalId: "0198c0de-0000-7000-8000-0000000000ff", elected: true }] })).toEqual([422, "unknown-reference", "#/candidates/0/professionalId"]);
  });
});

describe("a seat", () => {
  test("ends, is corrected or taken back; who names nobody who is known is refused", async () => {
    const id = await body();
    const seat = await sit(id, 0);
    const correct = (json: object, token = world.writer) => twice(`${at(id)}/seats/${seat}/corrections`, json, token);
    expect(await world.faults(`${at(id)}/seats/${seat}/corrections`, { why: "resigned", validTo: "2025" })).toEqual([422, "invalid-request", "#/validTo"]);
    expect((await correct({ why: "resigned", validTo: "2026-09-01", part: "substitute" }, coordinator)).json).toMatchObject({ validTo: "2026-09-01", part: "substitute", version: 2 });
    expect([await sitting(id, "2026-08-31"), await sitting(id, "2026-09-01")]).toEqual([[0], []]);
    expect((await correct({ why: "recorded-in-error" })).json.withdrawn).toBe(true);
    expect(await world.faults(`${at(id)}/seats/${seat}/corrections`, { why: "typing-error", validTo: "2027" })).toEqual([409, "illegal-transition"]);
    expect(await sitting(id, "2026-08-31")).toEqual([]);
    expect((await world.eventsOf(seat)).map(({ data }) => (data as { readonly withdrawn?: boolean }).withdrawn)).toEqual([undefined, false, true]);
    expect(await world.faults(`${at(id)}/seats`, { professionalId: "0198c0de-0000-7000-8000-0000000000ff", provenance: minutes })).toEqual([422, "unknown-reference", "#/professionalId"]);
    expect((await world.get(at("0198c0de-0000-7000-8000-0000000000ff"))).status).toBe(404);
  });

  test("for which documents name different people stands twice, and the contradiction is told", async () => {
    const id = await body({ rules: { maxSize: 3, minSize: 1, source: { document: "Statuts" } } });
    const ids = [await sit(id, 0, { college: "Médecins", seat: "1" }), await sit(id, 1, { college: "Médecins", seat: "1", provenance: sourced })];
    await sit(id, 2, { college: "Médecins", seat: "2" });
    const { checks, conflicts } = await read(id, "asOf=2026-06-01");
    expect(conflicts).toEqual([{ college: "Médecins", seat: "1", seatIds: ids, sentence: { fr: expect.stringContaining("2 personnes"), en: expect.stringContaining("2 different people") } }]);
    expect(checks).toMatchObject([{ counted: 1, perhaps: 2, verdict: "cannot-verify" }]);
  });

  test("of someone whom the reader may not see is there without their name", async () => {
    const id = await body({ kind: "working-group", name: "Groupe Siège3" });
    await sit(id, 3, { college: "Amis de Camille Siège3" });
    const { text } = await world.get(at(id));
    expect([text.includes(who(3)), /siège3/iu.test(text)]).toEqual([true, false]);
    expect((await read(id)).seats[0].name).toBe("Camille Siège3");
  });
});

describe("the statutes", () => {
  const rules = { minSize: 2, maxSize: 4, colleges: [{ college: "Médecins", min: 1 }], minProfessions: 2, membersOnly: true, parity: true, source: { document: "Statuts", locator: "art. 9" } };

  test("are kept, broken or not to be verified, each rule with what is missing and why", async () => {
    const id = await body({ declaredSize: { value: 2 }, rules });
    await sit(id, 0, { college: "Médecins" });
    expect((await read(id, "asOf=2026-06-01")).checks.map(({ rule, verdict }: { rule: string; verdict: string }) => [rule, verdict])).toEqual([["size", "cannot-verify"], ["college", "kept"], ["professions", "cannot-verify"], ["members-only", "cannot-verify"], ["parity", "cannot-verify"]]);
    await sit(id, 1, { college: "Infirmiers" });
    for (const professionalId of [who(0), who(1)]) await world.create("/v1/memberships", { cptsId, professionalId, validFrom: "2020-01-01" });
    const { checks, composition, explanations } = await read(id, "asOf=2026-06-01&explain=true");
    expect(checks.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["kept", "kept", "kept", "kept", "cannot-verify"]);
    expect(composition).toBe("cannot-verify");
    expect(checks[4].missing).toEqual([{ code: "gender-not-kept", count: null, sentence: { fr: expect.stringContaining("genre"), en: expect.stringContaining("gender") } }]);
    expect(explanations[0]).toMatchObject({ figure: "composition.size", sources: [{ name: expect.stringContaining("Statuts"), status: "sourced" }] });
    const crowded = await body({ rules: { maxSize: 1, source: { document: "Statuts" } } });
    for (const index of [0, 1]) await sit(crowded, index);
    expect((await read(crowded, "asOf=2026-06-01")).composition).toBe("broken");
  });

  test("that contradict themselves are refused", async () => {
    const faults = (wrong: object) => world.faults(`/v1/cpts/${cptsId}/bodies`, { kind: "board", provenance: sourced, rules: { source: { document: "Statuts" }, ...wrong } });
    expect(await faults({ minSize: 5, maxSize: 4 })).toEqual([422, "invalid-request", "#/rules/maxSize"]);
    expect(await faults({ colleges: [{ college: "A", min: 2, max: 1 }] })).toEqual([422, "invalid-request", "#/rules/colleges/0/max"]);
  });
});

describe("a working group", () => {
  test("has a name, missions, a lead, members with their dates, and meetings of its own", async () => {
    expect(await world.faults(`/v1/cpts/${cptsId}/bodies`, { kind: "working-group", provenance: sourced })).toEqual([422, "invalid-request", "#/name"]);
    const id = await body({ kind: "working-group", name: "Parcours diabète", missions: ["PARCOURS"] });
    await sit(id, 0, { part: "lead", validFrom: "2026-01-10", provenance: { status: "declared" } });
    await sit(id, 1, { validFrom: "2026-02-01", validTo: "2026-05-01", provenance: { status: "declared" } });
    expect(await read(id, "asOf=2026-03-01")).toMatchObject({ kind: "working-group", name: "Parcours diabète", missions: ["PARCOURS"], seats: [{ part: "lead", certainty: "yes" }, { part: "member" }] });
    expect([await sitting(id, "2026-01-09"), await sitting(id, "2026-05-01")]).toEqual([[], [0]]);
    expect((await world.get(`/v1/seats?cpts=${cptsId}&kind=working-group&part=lead&asOf=2026-03-01`)).json.items).toMatchObject([{ bodyId: id, professionalId: who(0) }]);
    const meeting = await world.create("/v1/convened-meetings", { cptsId, bodyId: id, kind: "working-group", title: "Première réunion", visibility: "cpts", on: "2026-03-05", agenda: [], invited: [{ professionalId: who(0) }] });
    expect((await world.get(`/v1/convened-meetings?body=${id}`, coordinator)).json.items).toMatchObject([{ id: meeting.id }]);
  });
});
