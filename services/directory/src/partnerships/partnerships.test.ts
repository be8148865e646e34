import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { partnershipEndpoints as endpoints } from "@cpts/api/Partnerships";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let hospital: string;
let association: string;
let coordinator: string;
let member: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  hospital = (await world.create("/v1/organizations", { name: "Centre hospitalier d'Amboise", kind: "hospital", competence: { level: "departemental", departements: ["37"] } })).id;
  association = (await world.create("/v1/organizations", { name: "Association du Cher", kind: "association", competence: { level: "departemental", departements: ["18"] } })).id;
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  member = await world.service.token({ role: "professional", cptsIds: [cptsId] });
});
afterAll(() => world.service.stop());

const partnership = (fields: object = {}) => ({ cptsId, organizationId: hospital, kind: "ville-hopital", state: "active", purpose: "Préparer les sorties", missions: ["PARCOURS"], validFrom: "2026-02-01", ...fields });
const known = async (fields: object = {}) => (await world.create("/v1/partnerships", partnership(fields))).id as string;
/** Sent twice with one key: the same answer, and no second trace. */
const twice = async (method: string, path: string, json: unknown, token = world.writer) => {
  const options = { headers: { "idempotency-key": crypto.randomUUID() }, token };
  const first = await world.send(method, path, json, options);
  const head = await world.head();
  const second = await world.send(method, path, json, options);
  expect([second.status, second.text, await world.head()]).toEqual([first.status, first.text, head]);
  return first;
};
const states = async (id: string, ...days: ReadonlyArray<string>) => {
  const told: Array<string> = [];
  for (const on of days) {
    const { json } = await world.get(`/v1/partnerships/${id}?asOf=${on}`, world.writer);
    told.push(`${json.state} ${json.certainty}`);
  }
  return told;
};
const listed = async (query: string, token = world.writer) => (await world.get(`/v1/partnerships?${query}`, token)).json.items.map(({ id }: { id: string }) => id);

describe("a partnership", () => {
  test("is recorded with its agreement, and read again as it was", async () => {
    const agreement = { reference: "Convention 12", signedOn: "2026-01-15", endsOn: "2028-12-31", noticeMonths: 3 };
    const provenance = { status: "sourced", source: { document: "Projet de santé", locator: "p. 12" }, note: "relu" };
    const externalIds = [{ system: "ancien", value: "p-1" }];
    const view = await world.create("/v1/partnerships", partnership({ agreement, provenance, externalIds }));
    expect(view).toMatchObject({ organizationName: "Centre hospitalier d'Amboise", organizationKind: "hospital", state: "active", certainty: "yes", agreement, provenance, externalIds, files: [], warnings: [], version: 1 });
    expect(() => asDescribed(endpoints.readPartnership, view)).not.toThrow();
    expect(await listed("identifier=ancien|p-1")).toEqual([view.id]);
    const [event] = await world.eventsOf(view.id);
    // What it is for, in words, stays here.
    expect(event?.data).toEqual({ partnershipId: view.id, cptsId, organizationId: hospital, kind: "ville-hopital", missions: ["PARCOURS"], plannedOn: null, began: true, validFrom: "2026-02-01", validTo: null, agreedUntil: "2028-12-31", tacitRenewal: false });
  });

  test("is planned, begins once and ends with its reason, each step dated", async () => {
    const id = await known({ state: "planned", validFrom: undefined, plannedOn: "2025-03" });
    expect(await states(id, "2025-02-28", "2025-03-10", "2025-04-01")).toEqual(["planned unknown", "planned unknown", "planned yes"]);
    expect(await world.faults(`/v1/partnerships/${id}/start`, { on: "2025-02-28" })).toEqual([422, "invalid-request", "#/on"]);
    expect((await twice("POST", `/v1/partnerships/${id}/start`, { on: "2025-09-01", agreement: { signedOn: "2025-08" } }, coordinator)).json).toMatchObject({ state: "active", agreement: { signedOn: "2025-08" }, version: 2 });
    expect(await world.faults(`/v1/partnerships/${id}/start`, { on: "2025-10-01" })).toEqual([409, "illegal-transition", "#/on"]);
    expect(await world.faults(`/v1/partnerships/${id}/end`, { on: "2025-09-01", reason: "other" })).toEqual([422, "invalid-request", "#/on"]);
    expect((await twice("POST", `/v1/partnerships/${id}/end`, { on: "2026-06-01", reason: "purpose-reached" })).json).toMatchObject({ state: "ended", validTo: "2026-06-01", endReason: "purpose-reached", version: 3 });
    expect(await states(id, "2025-08-31", "2025-09-01", "2026-05-31", "2026-06-01")).toEqual(["planned yes", "active yes", "active yes", "ended yes"]);
    expect(await world.faults(`/v1/partnerships/${id}/end`, { on: "2026-07-01", reason: "other" })).toEqual([409, "illegal-transition", "#/reason"]);
    expect((await world.eventsOf(id)).map(({ type, aggregateversion }) => [type.split(".")[3], aggregateversion])).toEqual([["recorded", 1], ["changed", 2], ["ended", 3]]);
    const { json: history } = await world.get(`/v1/partnerships/${id}/history`, member);
    expect(history.items.map(({ began, why }: { began: boolean; why: string }) => [why, began])).toEqual([["recorded", false], ["started", true], ["ended", true]]);
    expect(() => asDescribed(endpoints.readPartnershipHistory, history)).not.toThrow();
  });

  test("is given up while it is planned, and only then", async () => {
    const id = await known({ state: "planned", validFrom: undefined });
    expect(await world.faults(`/v1/partnerships/${id}/end`, { on: "2026-06-01", reason: "notice" })).toEqual([409, "illegal-transition", "#/reason"]);
    expect((await twice("POST", `/v1/partnerships/${id}/end`, { on: "2026-06-01", reason: "given-up" })).json).toMatchObject({ began: false, validTo: "2026-06-01", endReason: "given-up" });
    expect(await states(id, "2026-05-31", "2026-06-01")).toEqual(["planned unknown", "ended yes"]);
  });

  test("is not left by one party before the term of its agreement, nor without its notice, and the refusal says by which article", async () => {
    const fixed = await known({ agreement: { endsOn: "2028-12-31", noticeMonths: 6 } });
    const early = await world.send("POST", `/v1/partnerships/${fixed}/end`, { on: "2027-01-01", reason: "notice", noticeOn: "2026-06-01" }, { headers: { "accept-language": "fr" } });
    expect([early.status, early.json.errors[0].code, early.json.errors[0].message]).toEqual([422, "before-term", expect.stringContaining("code civil, art. 1212")]);
    expect((await twice("POST", `/v1/partnerships/${fixed}/end`, { on: "2027-01-01", reason: "mutual-agreement" })).status).toBe(201);
    const open = await known({ agreement: { noticeMonths: 3 } });
    const end = (fields: object) => world.faults(`/v1/partnerships/${open}/end`, { on: "2027-01-01", reason: "notice", ...fields });
    expect(await end({})).toEqual([422, "invalid-request", "#/noticeOn"]);
    expect(await end({ noticeOn: "2026-10-02" })).toEqual([422, "invalid-request", "#/on"]);
    expect((await twice("POST", `/v1/partnerships/${open}/end`, { on: "2027-01-01", reason: "notice", noticeOn: "2026-10-01" })).status).toBe(201);
  });

  test("ends by itself after the term of its agreement, unless that goes on tacitly; and its reader is told why", async () => {
    const fixed = await known({ agreement: { endsOn: "2026-06-30" } });
    expect(await states(fixed, "2026-06-30", "2026-07-01")).toEqual(["active yes", "ended yes"]);
    expect(await world.faults(`/v1/partnerships/${fixed}/end`, { on: "2026-08-01", reason: "other" })).toEqual([409, "illegal-transition", "#/reason"]);
    const tacit = await known({ agreement: { endsOn: "2026-06-30", tacitRenewal: true } });
    const { json } = await world.get(`/v1/partnerships/${tacit}?asOf=2026-07-01&explain=true`, member);
    expect([json.state, json.warnings.map(({ code }: { code: string }) => code)]).toEqual(["active", ["term-passed"]]);
    expect(json.explanations[0]).toMatchObject({ figure: "partnership.state", sources: expect.arrayContaining([{ name: "code civil, art. 1215", status: "provisional" }]) });
    expect(json.explanations[0].inputs.find(({ name }: { name: string }) => name === "agreement.endsOn").value).toBe("2026-06-30");
  });

  test("of which a document tells no date is certain on the day of that document only", async () => {
    const id = await known({ validFrom: undefined, provenance: { status: "sourced", source: { document: "Projet", published: "2018-09-22" } } });
    expect(await states(id, "2018-09-21", "2018-09-22", "2026-01-01")).toEqual(["active unknown", "active yes", "active unknown"]);
    const over = await known({ state: "ended", validFrom: "2019", validTo: undefined });
    expect(await states(over, "2018-12-31", "2020-01-01", "2026-12-01")).toEqual(["planned unknown", "active unknown", "ended yes"]);
  });

  test("is corrected with its version, and what was written stays", async () => {
    const id = await known();
    const stale = await world.send("PATCH", `/v1/partnerships/${id}`, { why: "typing-error", validFrom: "2026-03-01" }, { headers: { "if-match": '"v7"' } });
    expect(stale.status).toBe(412);
    expect((await world.send("PATCH", `/v1/partnerships/${id}`, { why: "better-source", validFrom: "2026-03", purpose: null }, { headers: { "if-match": '"v1"' } })).json).toMatchObject({ validFrom: "2026-03", purpose: null, version: 2 });
    expect((await world.send("PATCH", `/v1/partnerships/${id}`, { why: "better-source", validFrom: "2026-03" }, { headers: { "if-match": '"v2"' } })).json.version).toBe(2);
    expect((await world.send("PATCH", `/v1/partnerships/${id}`, { why: "typing-error", validTo: "2027" }, { headers: { "if-match": '"v2"' } })).json.errors).toMatchObject([{ pointer: "#/validTo", code: "partnership.end-of-unended" }]);
    await world.send("POST", `/v1/partnerships/${id}/end`, { on: "2026-09-01", reason: "breach" });
    expect((await world.send("PATCH", `/v1/partnerships/${id}`, { why: "ended-by-mistake", validTo: null }, { headers: { "if-match": '"v3"' } })).json).toMatchObject({ endReason: null, validTo: null, version: 4 });
    expect((await world.send("PATCH", `/v1/partnerships/${id}`, { why: "recorded-in-error" }, { headers: { "if-match": '"v4"' } })).status).toBe(200);
    expect((await listed(`cpts=${cptsId}&limit=200`)).includes(id)).toBe(false);
    expect((await world.eventsOf(id)).at(-1)?.data).toMatchObject({ withdrawn: true, why: "recorded-in-error" });
  });

  test("links who and what is known, with dates that hold together", async () => {
    const faults = (fields: object) => world.faults("/v1/partnerships", partnership(fields));
    const nobody = "0198c0de-0000-7000-8000-0000000000ff";
    expect(await faults({ organizationId: nobody })).toEqual([422, "unknown-reference", "#/organizationId"]);
    expect(await faults({ cptsId: nobody })).toEqual([422, "unknown-reference", "#/cptsId"]);
    expect(await faults({ state: "planned" })).toEqual([422, "invalid-request", "#/validFrom"]);
    expect(await faults({ validTo: "2027" })).toEqual([422, "invalid-request", "#/validTo"]);
    expect(await faults({ state: "ended", validTo: "2026-02-01" })).toEqual([422, "invalid-request", "#/validTo"]);
    expect(await faults({ plannedOn: "2026-03" })).toEqual([422, "invalid-request", "#/validFrom"]);
    expect(await faults({ agreement: { tacitRenewal: true } })).toEqual([422, "invalid-request", "#/agreement/tacitRenewal"]);
    expect(await faults({ agreement: { signedOn: "2027", endsOn: "2026-12-31" } })).toEqual([422, "invalid-request", "#/agreement/endsOn"]);
  });
});

describe("partnerships", () => {
  test("are listed by CPTS, organization, kind, mission and state as of a date, the same as each of them says", async () => {
    const elsewhere = await world.learnCpts("38053");
    const given = { cptsId: elsewhere, organizationId: association };
    const ids = [
      await known({ ...given, state: "planned", validFrom: undefined, plannedOn: "2025" }),
      await known({ ...given, validFrom: "2025-06", agreement: { endsOn: "2026-12-31" }, missions: ["PREVENTION"] }),
      await known({ ...given, state: "ended", validFrom: "2024", validTo: "2025-07", kind: "means" }),
      await known({ ...given, validFrom: undefined, provenance: { status: "sourced", source: { document: "Affiche" } } }),
    ];
    for (const on of ["2023-12-31", "2024-05-01", "2025-01-01", "2025-06-10", "2025-07-31", "2026-01-01", "2027-01-01", "2031-01-01"]) {
      const all: Array<string> = [];
      for (const state of ["planned", "active", "ended"]) {
        const found = await listed(`cpts=${elsewhere}&asOf=${on}&state=${state}`);
        for (const id of found) expect([on, id, (await states(id, on))[0]?.split(" ")[0]]).toEqual([on, id, state]);
        all.push(...found);
      }
      expect([on, (await listed(`organization=${association}&asOf=${on}`)).toSorted()]).toEqual([on, all.toSorted()]);
    }
    expect(await listed(`cpts=${elsewhere}&asOf=2026-01-01&mission=PREVENTION`)).toEqual([ids[1]]);
    expect(await listed(`cpts=${elsewhere}&asOf=2026-01-01&kind=means`)).toEqual([ids[2]]);
    expect(await listed(`cpts=${elsewhere}&asOf=2026-01-01&organizationKind=hospital`)).toEqual([]);
    // The association works in the Cher, the CPTS is in Isère.
    expect((await world.get(`/v1/partnerships/${ids[1]}`, world.writer)).json.warnings.map(({ code }: { code: string }) => code)).toContain("elsewhere");
  });

  test("are shown to those who may see them, and what they are for to the members of the CPTS", async () => {
    const open = await known({ visibility: "public", agreement: { reference: "Convention secrète", signedOn: "2026" } });
    const shared = await known({ visibility: "cpts" });
    const negotiated = await known({ visibility: "board", state: "planned", validFrom: undefined });
    const seen = async (token?: string) => {
      const ids = (await world.get(`/v1/partnerships?cpts=${cptsId}&limit=200`, token)).json.items.map(({ id }: { id: string }) => id);
      return [open, shared, negotiated].map((id) => ids.includes(id));
    };
    expect([await seen(), await seen(member), await seen(coordinator)]).toEqual([[true, false, false], [true, true, false], [true, true, true]]);
    const { json, text } = await world.get(`/v1/partnerships/${open}`);
    expect([json.purpose, json.files, /secr/u.test(text)]).toEqual([null, null, false]);
    expect((await world.get(`/v1/partnerships/${open}/history`)).status).toBe(404);
    expect((await world.get(`/v1/partnerships/${negotiated}`, member)).status).toBe(404);
  });

  test("keep their agreement as a file, for the members", async () => {
    const id = await known({ visibility: "public" });
    const bytes = new TextEncoder().encode("%PDF-1.4\n%âãÏÓ\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
    const sent = await world.service.send("POST", `/v1/partnerships/${id}/files?name=convention.pdf`, { token: coordinator, raw: bytes, headers: { "content-type": "application/pdf" } });
    expect([sent.status, sent.json.name]).toEqual([201, "convention.pdf"]);
    expect((await world.get(`/v1/partnerships/${id}`, member)).json.files).toMatchObject([{ id: sent.json.id, type: "application/pdf" }]);
    expect((await world.get(`/v1/partnerships/${id}/files/${sent.json.id}`, member)).status).toBe(200);
    expect((await world.get(`/v1/partnerships/${id}/files/${sent.json.id}`)).status).toBe(404);
  });

  test("are taken out as CSV and XLSX", async () => {
    const id = await known({ agreement: { reference: "=1+1" } });
    const csv = await world.get(`/v1/partnerships/export?cpts=${cptsId}&format=csv`, coordinator);
    expect([csv.status, csv.text.includes("Centre hospitalier d'Amboise;hôpital ou clinique;lien ville-hôpital;en cours;oui"), csv.text.includes(id)]).toEqual([200, true, true]);
    expect(csv.text.includes(";=1+1")).toBe(false);
    const json = (await world.get(`/v1/partnerships/export?cpts=${cptsId}&format=json`, coordinator)).json;
    expect(json.partnerships.find((row: { id: string }) => row.id === id)).toMatchObject({ state: "en cours", organization: "Centre hospitalier d'Amboise" });
    expect((await world.get(`/v1/partnerships/export?cpts=${cptsId}&format=xlsx`, coordinator)).headers.get("content-type")).toContain("spreadsheetml");
  });
});
