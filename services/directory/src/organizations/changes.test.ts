import { organizationChangeEndpoints as endpoints } from "@cpts/api/OrganizationChanges";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let coordinator: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
});
afterAll(() => world.service.stop());

const near = { level: "departemental", departements: ["37"] };
const register = async (fields: object = {}) => (await world.create("/v1/organizations", { name: "PTA 37", kind: "dac", competence: near, ...fields })).id as string;
const patch = (path: string, json: object, version: number, token = world.writer) => world.send("PATCH", path, json, { headers: { "if-match": `"v${version}"` }, token });
const read = async (id: string) => (await world.get(`/v1/organizations/${id}`)).json;
const told = async (id: string) => (await world.eventsOf(id)).map(({ data, type }) => [type.split(".")[3], (data as { readonly why?: string }).why]);

describe("an organization", () => {
  test("is renamed with its version, found by its new name, and what was written stays", async () => {
    const id = await register({ shortName: "PTA" });
    expect((await patch(`/v1/organizations/${id}`, { why: "renamed", name: "x" }, 7)).status).toBe(412);
    const { json } = await patch(`/v1/organizations/${id}`, { why: "renamed", name: "DAC de Touraine", shortName: null, identifiers: { siren: "243800604" } }, 1, coordinator);
    expect(json).toMatchObject({ name: "DAC de Touraine", shortName: null, kind: "dac", identifiers: { siren: "243800604", finess: null }, version: 2 });
    expect((await world.get(`/v1/organizations?q=dac%20de%20touraine`)).json.items.map((one: { id: string }) => one.id)).toEqual([id]);
    expect((await world.get(`/v1/organizations/${id}`)).headers.get("etag")).toBe('"v2"');
    const { json: history } = await world.get(`/v1/organizations/${id}/history`);
    expect(history.items.map(({ name, why }: { name: string; why: string }) => [why, name])).toEqual([["registered", "PTA 37"], ["renamed", "DAC de Touraine"]]);
    expect(() => asDescribed(endpoints.readOrganizationHistory, history)).not.toThrow();
    expect(await told(id)).toEqual([["registered", undefined], ["changed", "renamed"]]);
    // Nothing new leaves no trace.
    expect((await patch(`/v1/organizations/${id}`, { why: "typing-error", name: "DAC de Touraine" }, 2)).json.version).toBe(2);
  });

  test("takes no number of another, and no place that does not exist", async () => {
    await register({ name: "Tenante", identifiers: { finess: "370000010" } });
    const id = await register();
    const wrong = async (json: object) => (await patch(`/v1/organizations/${id}`, json, 1)).json.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(await wrong({ why: "typing-error", identifiers: { finess: "370000010" } })).toEqual(["#/identifiers/finess"]);
    expect(await wrong({ why: "typing-error", competence: { level: "departemental", departements: ["00"] } })).toEqual(["#/competence/departements/0"]);
    expect((await read(id)).version).toBe(1);
  });

  test("is no more from a day on, once, and may be opened again", async () => {
    const id = await register({ name: "Réseau fermé" });
    expect((await world.create(`/v1/organizations/${id}/closure`, { on: "2025-12", reason: "dissolved" }))).toMatchObject({ closedOn: "2025-12", version: 2 });
    expect(await world.faults(`/v1/organizations/${id}/closure`, { on: "2026", reason: "dissolved" })).toEqual([409, "illegal-transition", "#/on"]);
    const listed = async (closed: string) => (await world.get(`/v1/organizations?q=reseau%20ferme&closed=${closed}`)).json.items.length;
    expect([await listed("true"), await listed("false")]).toEqual([1, 0]);
    const partner = (await world.create("/v1/partnerships", { cptsId, organizationId: id, kind: "other", state: "active", validFrom: "2024" })).id;
    expect((await world.get(`/v1/partnerships/${partner}`, world.writer)).json.warnings).toMatchObject([{ code: "organization-closed" }]);
    expect((await patch(`/v1/organizations/${id}`, { why: "reopened" }, 2)).json.closedOn).toBeNull();
    expect(await told(id)).toEqual([["registered", undefined], ["changed", "closed"], ["changed", "reopened"]]);
  });

  test("is changed by those within its area and the agency of its region", async () => {
    const status = async (token: string, departements: ReadonlyArray<string>) => (await patch(`/v1/organizations/${await register({ competence: { level: "departemental", departements } })}`, { why: "renamed", name: "Autre" }, 1, token)).status;
    const officer = await world.service.token({ role: "ars-officer", regions: ["24"] });
    const member = await world.service.token({ role: "professional", cptsIds: [cptsId] });
    expect([await status(coordinator, ["37"]), await status(coordinator, ["38"]), await status(officer, ["18"]), await status(officer, ["38"]), await status(member, ["37"])]).toEqual([200, 403, 200, 403, 403]);
  });
});

describe("a duplicate", () => {
  test("is merged: what named it is about the one that was known already, which takes its numbers", async () => {
    const kept = await register({ name: "Centre hospitalier", kind: "hospital", identifiers: { siren: "263700049" } });
    const twin = await register({ name: "CH d'Amboise", kind: "hospital", identifiers: { finess: "370000481" }, externalIds: [{ system: "gestion", value: "12" }] });
    const third = await register({ name: "Hôpital", kind: "hospital" });
    const someone = (await world.create("/v1/professionals", { familyName: "Directeur", givenName: "Un", visibility: "public" })).id;
    await world.create("/v1/relationships", { kind: "represents", professionalId: someone, of: twin, capacity: "director", validFrom: "2020" });
    await world.create("/v1/memberships", { cptsId, organizationId: twin, validFrom: "2020" });
    await world.create("/v1/partnerships", { cptsId, organizationId: twin, kind: "ville-hopital", state: "active", validFrom: "2020" });
    await world.create(`/v1/organizations/${third}/merger`, { into: twin });
    const merged = await world.send("POST", `/v1/organizations/${twin}/merger`, { into: kept });
    expect([merged.status, merged.json.identifiers, merged.json.externalIds]).toEqual([201, { siren: "263700049", finess: "370000481", rna: null, siret: null }, [{ system: "gestion", value: "12" }]]);
    expect((await read(twin)).mergedInto).toBe(kept);
    expect((await read(third)).mergedInto).toBe(kept);
    expect((await world.get("/v1/organizations?kind=hospital&limit=200")).json.items.map(({ id }: { id: string }) => id)).toEqual([kept]);
    expect((await read(kept)).representatives).toMatchObject([{ professionalId: someone, capacity: "director" }]);
    const about = async (path: string) => (await world.get(`/v1/${path}?organization=${kept}`, world.writer)).json.items.length;
    expect([await about("memberships"), await about("relationships"), await about("partnerships")]).toEqual([1, 1, 1]);
    expect(await told(twin)).toEqual([["registered", undefined], ["merged", undefined]]);
    expect(await told(kept)).toEqual([["registered", undefined], ["changed", "merged"]]);
    expect(await world.faults("/v1/memberships", { cptsId, organizationId: twin })).toEqual([422, "unknown-reference", "#/organizationId"]);
    expect(await world.faults("/v1/memberships", { cptsId, organizationId: kept })).toEqual([409, "already-exists", "#/organizationId"]);
    expect(await world.faults(`/v1/organizations/${twin}/merger`, { into: kept })).toEqual([409, "illegal-transition"]);
  });

  test("is none where official numbers differ, where both are members at once, or where it is itself", async () => {
    const [one, other] = [await register({ identifiers: { siren: "200070571" } }), await register({ identifiers: { siren: "200066330" } })];
    expect(await world.faults(`/v1/organizations/${one}/merger`, { into: other })).toEqual([409, "illegal-transition"]);
    expect(await world.faults(`/v1/organizations/${one}/merger`, { into: one })).toEqual([422, "invalid-request", "#/into"]);
    expect(await world.faults(`/v1/organizations/${one}/merger`, { into: "0198c0de-0000-7000-8000-0000000000ff" })).toEqual([422, "unknown-reference", "#/into"]);
    const [a, b] = [await register(), await register()];
    for (const organizationId of [a, b]) await world.create("/v1/memberships", { cptsId, organizationId, validFrom: "2021" });
    expect(await world.faults(`/v1/organizations/${a}/merger`, { into: b })).toEqual([409, "illegal-transition"]);
  });
});

describe("who represents an organization", () => {
  test("does so in a capacity, until a day, and what was written stays", async () => {
    const of = await register({ name: "Union représentée", kind: "union" });
    const someone = (await world.create("/v1/professionals", { familyName: "Déléguée", givenName: "Une", visibility: "public" })).id;
    const relationship = await world.create("/v1/relationships", { kind: "represents", professionalId: someone, of, capacity: "delegate", function: "déléguée", validFrom: "2024-01-01", cptsId });
    const path = `/v1/relationships/${relationship.id}`;
    expect((await patch(path, { why: "ended", validTo: "2023" }, 1)).json.errors).toMatchObject([{ pointer: "#/validTo" }]);
    expect((await patch(path, { why: "ended", validTo: "2026-06-30" }, 1, coordinator)).json).toMatchObject({ capacity: "delegate", validTo: "2026-06-30", version: 2 });
    expect((await patch(path, { why: "typing-error", capacity: "elected" }, 1)).status).toBe(412);
    const representatives = async (asOf: string) => (await world.get(`/v1/organizations/${of}?asOf=${asOf}`)).json.representatives.length;
    expect([await representatives("2026-06-29"), await representatives("2026-06-30")]).toEqual([1, 0]);
    expect((await patch(path, { why: "recorded-in-error" }, 2)).json.withdrawn).toBe(true);
    expect([await representatives("2026-01-01"), (await world.get(`/v1/relationships?organization=${of}&asOf=2026-01-01`)).json.items]).toEqual([0, []]);
    expect((await patch(path, { why: "ended", validTo: "2026" }, 3)).status).toBe(409);
    expect((await world.eventsOf(relationship.id)).map(({ data }) => (data as { readonly withdrawn?: boolean }).withdrawn)).toEqual([undefined, false, true]);
    expect(() => asDescribed(endpoints.readRelationship, relationship)).not.toThrow();
  });
});
