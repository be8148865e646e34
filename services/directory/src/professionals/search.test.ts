import { activityRow } from "@cpts/testing/rpps-extract/extract";
import { activityColumns } from "@cpts/testing/rpps-extract/columns";
import { fakeRpps } from "@cpts/testing/rpps-extract/fake-number";
import { fakePerson, type FakePerson } from "@cpts/testing/rpps-extract/people";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operatorOf, type Operator } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let operator: Operator;
let cptsId: string;

const base = fakePerson(0, 1);
const site = { ...base.sites[0], commune: "37003", postalCode: "37400", place: "AMBOISE", finess: "", siret: "", structure: "F99000001" };
const person = (n: number, family: string, given: string, fields: Partial<FakePerson> = {}): FakePerson => ({ rpps: fakeRpps(n), family, given, title: "DR", profession: ["10", "Médecin"], skill: null, sites: [site], ...fields });
const people = [
  person(1, "LEFEVRE", "Hélène", { skill: ["SM54", "Médecine Générale (SM)"], sites: [site, { ...site, commune: "75108", structure: "F99000002" }, { ...site, commune: "", structure: "F99000003" }] }),
  person(2, "LEFÈVRE-DURE", "Ana", { skill: ["SM04", "Cardiologie (SM)"] }),
  person(3, "LEFEBVRE", "Jean", { profession: ["60", "Infirmier"], title: "M", sites: [{ ...site, mode: "S", commune: "20004" }] }),
  person(4, "DOS REMEDIOS", "Lou"),
  person(5, "ZINNIA", "Zoé", { profession: ["21", "Pharmacien"], title: "MME", sites: [{ ...site, commune: "28103", finess: "999000123" }] }),
];
const fileOf = (all: ReadonlyArray<FakePerson>) => Buffer.from([activityColumns.join("|"), ...all.flatMap((one) => one.sites.map((place) => activityRow(one, place))), ""].join("\n"));
/** Somebody of two professions: rows of one number. */
const double = [person(6, "AUBEPINE", "Noé", { profession: ["21", "Pharmacien"] }), person(6, "AUBEPINE", "Noé")];

beforeAll(async () => {
  world = await scene();
  operator = await operatorOf(world);
  cptsId = await world.learnCpts("28103");
  await operator.send(fileOf([...people, ...double]));
});
afterAll(() => world.service.stop());

const find = async (query: string, token?: string) => (await world.get(`/v1/professionals?${query}`, token)).json;
const names = async (query: string, token?: string) => (await find(query, token)).items.map(({ familyName }: { familyName: string }) => familyName);

describe("people of the national register", () => {
  test.each([
    ["q=lef", ["LEFEBVRE", "LEFÈVRE-DURE", "LEFEVRE"]],
    ["q=Lefèvre", ["LEFÈVRE-DURE", "LEFEVRE"]],
    ["q=LEFEVRE", ["LEFÈVRE-DURE", "LEFEVRE"]],
    ["q=hélène lefev", ["LEFEVRE"]],
    ["q=lefevre h", ["LEFEVRE"]],
    ["q=dos rem", ["DOS REMEDIOS"]],
    ["q=rem", []],
    ["q=%27-", []],
    ["q=lef&profession=10", ["LEFÈVRE-DURE", "LEFEVRE"]],
    ["profession=21", ["AUBEPINE", "ZINNIA"]],
    ["q=aub&profession=10", ["AUBEPINE"]],
    ["skill=SM04", ["LEFÈVRE-DURE"]],
    ["mode=S", ["LEFEBVRE"]],
    ["generalPractitioner=yes", ["LEFEVRE"]],
    ["generalPractitioner=no-speciality", ["AUBEPINE", "DOS REMEDIOS"]],
    ["commune=28103", ["ZINNIA"]],
    ["commune=2A004", ["LEFEBVRE"]],
    ["commune=75056", ["LEFEVRE"]],
    ["commune=75108&profession=10", ["LEFEVRE"]],
    ["structure=F99000002", ["LEFEVRE"]],
    ["structure=999000123", ["ZINNIA"]],
    [`identifier=${fakeRpps(4)}`, ["DOS REMEDIOS"]],
    [`identifier=rpps|${fakeRpps(4)}`, ["DOS REMEDIOS"]],
    ["identifier=finess|999000123", []],
    ["q=%EF%BF%BD", []],
    [`q=%EF%BF%BD&profession=10&commune=28103&identifier=${fakeRpps(4)}`, []],
  ])("are found by %s, whoever asks", async (query, expected) => expect([query, await names(query)]).toEqual([query, expected]));

  test("are those who practise in the territory of a CPTS, and its members", async () => {
    expect(await names(`cpts=${cptsId}`)).toEqual(["ZINNIA"]);
    const { id } = (await find(`identifier=${fakeRpps(4)}`)).items[0];
    const member = await world.create("/v1/professionals", { familyName: "Dos Remedios", givenName: "Lou", rpps: fakeRpps(4), visibility: "public" });
    expect(member.id).toBe(id);
    await world.create("/v1/memberships", { cptsId, professionalId: id });
    expect(await names(`cpts=${cptsId}`)).toEqual(["Dos Remedios", "ZINNIA"]);
  });

  test("are each one person over all their sites, of whom it is told whether they are a general practitioner", async () => {
    const { items } = await find("q=lefevre hel");
    expect(items[0]).toMatchObject({ rpps: fakeRpps(1), profession: "10", skills: ["SM54"], practiceMode: site.mode, visibility: "public", version: 1, register: { generalPractitioner: "yes" } });
    expect(items[0].register.activities.map(({ commune }: { commune: string | null }) => commune).toSorted()).toEqual(["37003", "75108", null]);
    expect((await world.get(`/v1/professionals/${items[0].id}`)).json).toEqual(items[0]);
  });

  test("come page by page, each once, with those who are registered here alone", async () => {
    await world.create("/v1/professionals", { familyName: "Lefort", givenName: "Alix", visibility: "public" });
    await world.create("/v1/professionals", { familyName: "Lefranc", givenName: "Alix", visibility: "private" });
    const all = await names("limit=200");
    expect(all).toEqual(["AUBEPINE", "Dos Remedios", "LEFEBVRE", "LEFÈVRE-DURE", "LEFEVRE", "Lefort", "ZINNIA"]);
    expect(await names("q=lefr", world.writer)).toEqual(["Lefranc"]);
    const paged: Array<string> = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { items, nextCursor }: { items: ReadonlyArray<{ familyName: string }>; nextCursor: string | null } = await find(`limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
      paged.push(...items.map(({ familyName }) => familyName));
      cursor = nextCursor;
    }
    expect(paged).toEqual(all);
  });
});

describe("a member of a CPTS", () => {
  test("whom the register tells otherwise is told of by one event, and stays when the register lets them go", async () => {
    const since = new Date().toISOString();
    const [listed] = (await find(`identifier=${fakeRpps(4)}`)).items;
    const about = async () => (await world.events()).filter(({ type }) => type.includes(".member.")).map(({ data, subject }) => [subject, (data as { change: string }).change]);
    expect(await about()).toEqual([]);
    const next = people.map((one) => (one.family === "DOS REMEDIOS" || one.family === "LEFEBVRE" ? { ...one, sites: [{ ...site, structure: "F99000009" }] as const } : one));
    await operator.send(fileOf([...next, ...double]));
    expect(await about()).toEqual([[listed.id, "changed"]]);
    expect(await names(`changedSince=${since}`)).toEqual(expect.arrayContaining(["Dos Remedios", "LEFEBVRE"]));
    expect(await names(`changedSince=${since}`)).toHaveLength(2);
    await operator.send(fileOf([...next.filter(({ family }) => family !== "DOS REMEDIOS"), ...double]), "?maxDropPercent=50");
    expect(await about()).toEqual([[listed.id, "changed"], [listed.id, "gone"]]);
    const gone = async () => (await world.get(`/v1/professionals/departures?since=${since}`)).json.items.map(({ id }: { id: string }) => id);
    expect(await gone()).toEqual([listed.id]);
    const { json } = await world.get(`/v1/professionals/${listed.id}`);
    expect([json.goneFromRegister, json.register, json.version]).toEqual([true, undefined, 3]);
    expect((await world.get(`/v1/memberships?professional=${listed.id}`, world.writer)).json.items).toHaveLength(1);
    await operator.send(fileOf([...next, ...double]));
    expect(await about()).toEqual([[listed.id, "changed"], [listed.id, "gone"], [listed.id, "listed"]]);
    expect(await gone()).toEqual([]);
    expect((await world.get(`/v1/professionals/${listed.id}`)).json).toMatchObject({ id: listed.id, register: { professions: ["10"] } });
  });

  test("registered by hand before the register knew them is the same person", async () => {
    const { id } = await world.create("/v1/professionals", { familyName: "Avant", givenName: "Claude", rpps: fakeRpps(7), visibility: "public" });
    await operator.send(fileOf([...people, ...double, person(7, "AVANT", "Claude")]));
    expect((await find(`identifier=${fakeRpps(7)}`)).items).toMatchObject([{ id, familyName: "Avant", register: { professions: ["10"] } }]);
  });
});

describe("numbers are resolved to the CPTS of a day", () => {
  const resolve = (rpps: ReadonlyArray<string>, fields: object = {}, token?: string) => world.send("POST", "/v1/resolutions", { rpps, ...fields }, token === undefined ? {} : { token });

  test("those of members, of people of none, and of nobody apart", async () => {
    const { json, status } = await resolve([fakeRpps(4), fakeRpps(1), fakeRpps(900)], { on: "2026-11-22" });
    expect([status, json]).toEqual([200, {
      on: "2026-11-22",
      resolved: [
        { rpps: fakeRpps(4), professionalId: expect.any(String), memberships: [{ membershipId: expect.any(String), cptsId, certainty: expect.stringMatching(/yes|unknown/u) }] },
        { rpps: fakeRpps(1), professionalId: expect.any(String), memberships: [] },
      ],
      unknown: [fakeRpps(900)],
    }]);
  });

  test("a thousand at once, and no more; of private members nothing is told to who may not see them", async () => {
    expect((await resolve(Array.from({ length: 1_000 }, (_, n) => fakeRpps(n)))).json.resolved.length).toBeGreaterThan(5);
    expect((await resolve(Array.from({ length: 1_001 }, (_, n) => fakeRpps(n)))).status).toBe(422);
    const secret = await world.create("/v1/professionals", { familyName: "Secret", givenName: "Sacha", rpps: fakeRpps(950) });
    await world.create("/v1/memberships", { cptsId, professionalId: secret.id });
    const outsider = await world.service.token({ role: "professional", cptsIds: [] });
    expect((await resolve([fakeRpps(950)], {}, outsider)).json).toMatchObject({ resolved: [], unknown: [fakeRpps(950)] });
    expect((await resolve([fakeRpps(950)])).json.resolved).toHaveLength(1);
  });
});
