import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

const time = settableClock("2026-11-22T10:00:00Z");
let world: Scene;
beforeAll(async () => {
  world = await scene(time);
});
afterAll(() => world.service.stop());

interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly on: string;
  readonly state: string;
  readonly missions: ReadonlyArray<string>;
  readonly metOn: string | null;
}
const document = { document: "Compte rendu" };
const signed = async (name: string, signature: Readonly<Record<string, unknown>>, missions = ["ACCES_SOINS", "QUALITE_PERTINENCE"]) => {
  const cptsId = await world.know(name);
  const id = await world.draft({ cptsId, kind: "aci", termYears: 5, missions: missions.map((code) => ({ code })) });
  expect((await world.sign(id, signature)).status).toBe(200);
  return { id, cptsId };
};
const deadlines = async (query: string): Promise<ReadonlyArray<Listed>> => (await world.read(`/v1/deadlines?${query}`)).json.items;
const states = async (query: string) => (await deadlines(query)).map(({ kind, on, state }) => `${kind} ${on} ${state}`);
const typesOf = async (id: string | undefined) => (await world.eventsOf(id ?? "")).map(({ type }) => type.split(".").at(-2));
const progress = (id: string, code: string, stage: string, fields: object, language = "en") => world.send("POST", `/v1/contracts/${id}/missions/${code}/${stage}`, fields, { headers: { "accept-language": language } });
const faults = ({ json, status }: Awaited<ReturnType<typeof progress>>) => [status, json.errors?.map(({ code, pointer }: { readonly code: string; readonly pointer: string }) => `${pointer} ${code}`)];

describe("a deadline", () => {
  test("is announced with the signature, in the order of days, each with its rule and source", async () => {
    const { cptsId, id } = await signed("CPTS Neuve", { signedOn: "2026-09-01" });
    const listed = await deadlines(`cptsId=${cptsId}`);
    expect(listed.map(({ kind, on, state }) => [kind, on, state])).toEqual([
      ["mission-start", "2027-03-01", "ahead"], ["contract-anniversary", "2027-09-01", "ahead"], ["mission-deployment", "2028-03-01", "ahead"], ["expiry-in-6-months", "2031-03-01", "ahead"],
    ]);
    expect(listed[0]).toMatchObject({ contractId: id, cptsName: "CPTS Neuve", missions: ["ACCES_SOINS"], certain: "yes", rule: { en: expect.stringContaining("within 6 months") }, source: expect.stringContaining("PAPS"), status: "verified" });
    expect((await world.eventsOf(listed[0]?.id ?? "")).map(({ data, type }) => [type, data])).toEqual([
      ["cpts.contracts.deadline.announced.v1", { deadlineId: listed[0]?.id, cptsId, contractId: id, kind: "mission-start", on: "2027-03-01", missions: ["ACCES_SOINS"], metOn: null }],
    ]);
    expect(await states(`contractId=${id}&from=2027-09-01&to=2028-03-01`)).toEqual(["contract-anniversary 2027-09-01 ahead", "mission-deployment 2028-03-01 ahead"]);
    const first = (await world.read(`/v1/deadlines?contractId=${id}&limit=3`)).json;
    expect([first.items.length, (await deadlines(`contractId=${id}&limit=3&cursor=${first.nextCursor}`)).length]).toEqual([3, 1]);
  });

  test("that is past already is told as reached with the signature, and is late until the mission starts", async () => {
    const { cptsId, id } = await signed("CPTS Tardive", { signedOn: "2025-03" });
    expect(await states(`cptsId=${cptsId}&late=true`)).toEqual(["mission-start 2025-09-30 late", "mission-deployment 2026-09-30 late"]);
    const [start] = await deadlines(`contractId=${id}&late=true`);
    expect(await typesOf(start?.id)).toEqual(["announced", "reached"]);
    expect((await progress(id, "ACCES_SOINS", "start", { on: "2026-01" })).json.standing).toBe("active");
    expect(await typesOf(start?.id)).toEqual(["announced", "reached", "announced"]);
    expect(await states(`cptsId=${cptsId}&late=true`)).toEqual(["mission-deployment 2026-09-30 late"]);
    expect((await deadlines(`contractId=${id}&late=false`))[0]).toMatchObject({ state: "met", metOn: "2026-01" });
  });

  test("is moved by an amendment and withdrawn when its contract ends", async () => {
    const { id } = await signed("CPTS Finie", { signedOn: "2026-09-01" });
    const amended = await world.send("PUT", `/v1/contracts/${id}/amendments/1`, { signedOn: "2026-11-01", changes: { missions: [{ code: "PREVENTION", label: null }] }, document }, { headers: { "if-match": '"v2"' } });
    expect(amended.status).toBe(200);
    expect((await states(`contractId=${id}`)).filter((text) => text.startsWith("mission"))).toEqual(["mission-start 2027-03-01 withdrawn", "mission-start 2027-11-01 ahead", "mission-deployment 2028-03-01 withdrawn", "mission-deployment 2028-11-01 ahead"]);
    expect((await world.send("POST", `/v1/contracts/${id}/steps`, { action: "terminate", on: "2026-11-20", document })).status).toBe(200);
    expect(new Set((await deadlines(`contractId=${id}`)).map(({ state }) => state))).toEqual(new Set(["withdrawn"]));
    const [first] = await deadlines(`contractId=${id}`);
    expect(await typesOf(first?.id)).toEqual(["announced", "withdrawn"]);
  });
});

describe("a mission", () => {
  test("starts and is deployed once each, sent twice, and tells it in one event", async () => {
    const { cptsId, id } = await signed("CPTS Active", { signedOn: "2026-09-01" });
    const started = await world.twice("POST", `/v1/contracts/${id}/missions/ACCES_SOINS/start`, { on: "2026-10", document });
    expect([started.status, started.json.standing, started.json.version]).toEqual([200, "active", 3]);
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({ type: "cpts.contracts.contract.mission-progressed.v1", aggregateversion: 3, data: { contractId: id, cptsId, code: "ACCES_SOINS", stage: "started", on: "2026-10" } });
    expect((await world.twice("POST", `/v1/contracts/${id}/missions/ACCES_SOINS/deployment`, { on: "2026-11-01" })).status).toBe(200);
    expect((await states(`contractId=${id}`)).filter((text) => text.startsWith("mission"))).toEqual(["mission-start 2027-03-01 met", "mission-deployment 2028-03-01 met"]);
    const again = await progress(id, "ACCES_SOINS", "start", { on: "2026-11-02" }, "fr");
    expect([again.status, again.json.detail]).toEqual([409, "Le démarrage de cette mission est déjà noté : octobre 2026."]);
    expect((await world.read(`/v1/contracts/${id}/life?asOf=2026-10-31`)).json.inForce.missions[0].startedOn).toBe("2026-10");
  });

  test("that is not of the contract, or on a day that cannot be, is refused at each place", async () => {
    const { id } = await signed("CPTS Fautive", { signedOn: "2026-09-01" });
    expect(faults(await progress(id, "OTHER", "start", { on: "2026-08" }))).toEqual([422, ["code not-a-mission", "#/on before-signature"]]);
    expect(faults(await progress(id, "ACCES_SOINS", "start", { on: "2026-12" }))).toEqual([422, ["#/on in-the-future"]]);
    await progress(id, "ACCES_SOINS", "start", { on: "2026-10-01" });
    expect(faults(await progress(id, "ACCES_SOINS", "deployment", { on: "2026-09-30" }))).toEqual([422, ["#/on before-start"]]);
    const draft = await world.draft({ cptsId: await world.know("CPTS Projet"), missions: [{ code: "PREVENTION" }] });
    expect((await progress(draft, "PREVENTION", "start", { on: "2026-10" })).status).toBe(409);
  });
});

describe("the clock", () => {
  test("tells that a day has passed without the start, and that an anniversary has come, then the next one", async () => {
    const [left, kept] = [await signed("CPTS Oublieuse", { signedOn: "2026-10-01" }), await signed("CPTS Assidue", { signedOn: "2026-10-01" })];
    await progress(kept.id, "ACCES_SOINS", "start", { on: "2026-11" });
    const idOf = async (of: string, kind: string) => (await deadlines(`contractId=${of}`)).find((one) => one.kind === kind)?.id;
    const [start, met, anniversary] = [await idOf(left.id, "mission-start"), await idOf(kept.id, "mission-start"), await idOf(left.id, "contract-anniversary")];
    time.set("2027-04-01T21:59:00Z");
    expect((await states(`contractId=${left.id}&late=true`))).toEqual([]);
    time.set("2027-04-01T22:00:01Z");
    await expect.poll(() => typesOf(start)).toEqual(["announced", "reached"]);
    expect(await states(`contractId=${left.id}&late=true`)).toEqual(["mission-start 2027-04-01 late"]);
    time.set("2027-09-30T22:00:01Z");
    await expect.poll(() => typesOf(anniversary)).toEqual(["announced", "reached"]);
    await expect.poll(async () => (await states(`contractId=${left.id}`)).filter((text) => text.startsWith("contract"))).toEqual(["contract-anniversary 2027-10-01 passed", "contract-anniversary 2028-10-01 ahead"]);
    expect(await typesOf(met)).toEqual(["announced", "announced"]);
  });
});
