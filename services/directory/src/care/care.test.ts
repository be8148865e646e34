import { careEndpoints } from "@cpts/api/CareEndpoints";
import { pathOf } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { roles } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declareTwice, kindsOf } from "../testing/declare-twice.ts";
import { extractOf, operatorOf } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let other: string;
let tokens: Readonly<Record<string, string>>;
const people: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  other = await world.learnCpts("38053");
  const token = (role: string, of: string) => world.service.token({ role, cptsIds: [of] });
  tokens = { coordinator: await token("coordinator", cptsId), member: await token("professional", cptsId), board: await token("board-member", cptsId), elsewhere: await token("coordinator", other) };
  for (const [familyName, skills] of [["Généraliste", ["SM54"]], ["Cardiologue", ["SM04"]], ["Remplaçante", ["SM26"]]] as const)
    people.push((await world.create("/v1/professionals", { familyName, givenName: "Camille", profession: "10", skills, visibility: "cpts", cptsId })).id);
});
afterAll(() => world.service.stop());

const participation = (of: number, kind: string, more: object = {}) => ({ cptsId, professionalId: people[of], kind, validFrom: "2025-01-01", ...more });
const rows = async (query: string, token?: string) => (await world.get(`/v1/care-participations?${query}`, token)).json.items.map(({ certainty, kind, name }: Record<string, unknown>) => [kind, name, certainty]);

describe("who takes part in care", () => {
  test("is recorded with dates, kind and source, once for each kind at a time, and told by ids", async () => {
    const { events, json } = await declareTwice(world, "/v1/care-participations", participation(0, "unscheduled-care", { remark: "deux demi-journées par semaine", provenance: { status: "sourced", source: { document: "Enquête 2025" } } }));
    expect(json).toMatchObject({ kind: "unscheduled-care", certainty: "yes", remark: "deux demi-journées par semaine", provenance: { source: { document: "Enquête 2025" } }, version: 1 });
    expect([kindsOf(events), events[0]?.data]).toEqual([["care-participation.recorded"], { participationId: json.id, cptsId, professionalId: people[0], kind: "unscheduled-care", validFrom: "2025-01-01", validTo: null }]);
    expect(await world.faults("/v1/care-participations", participation(0, "unscheduled-care", { validFrom: "2026-01-01" }))).toEqual([409, "already-exists", "#/kind"]);
    await world.create("/v1/care-participations", participation(0, "sas"));
    await world.create("/v1/care-participations", participation(1, "treating-doctor", { validFrom: "2026" }));
  });

  test("is listed as of a day: only those who take part then, a partly known date said to be so", async () => {
    expect(await rows(`cpts=${cptsId}&asOf=2026-03-01`, tokens["member"])).toEqual([
      ["unscheduled-care", "Camille Généraliste", "yes"],
      ["sas", "Camille Généraliste", "yes"],
      ["treating-doctor", "Camille Cardiologue", "unknown"],
    ]);
    expect(await rows(`cpts=${cptsId}&kind=sas&asOf=2025-03-01`, tokens["member"])).toHaveLength(1);
    expect(await rows(`cpts=${cptsId}&asOf=2024-12-31`, tokens["member"])).toEqual([]);
  });

  test("is for the members of the CPTS, not for the public nor another CPTS", async () => {
    expect([await rows(`cpts=${cptsId}`), await rows(`cpts=${cptsId}`, tokens["elsewhere"])]).toEqual([[], []]);
  });

  test("ends on a day, once", async () => {
    const { id } = (await world.create("/v1/care-participations", participation(2, "sas"))) as { readonly id: string };
    const path = `/v1/care-participations/${id}/end`;
    expect(await world.faults(path, { on: "2024-01-01" })).toEqual([422, "invalid-request", "#/on"]);
    const { events, json } = await declareTwice(world, path, { on: "2025-06-01" });
    expect([json.validTo, json.version, kindsOf(events)]).toEqual(["2025-06-01", 2, ["care-participation.ended"]]);
    expect((await world.send("POST", path, { on: "2025-07-01" })).status).toBe(409);
    await world.create("/v1/care-participations", participation(2, "sas", { validFrom: "2025-06-01", validTo: "2025-09-01" }));
  });

  test("is never told with anything of a patient", async () => {
    expect(await world.faults("/v1/care-participations", participation(1, "sas", { remark: "suit 1 85 05 78 006 084 91" }))).toEqual([422, "invalid-request", "#/remark"]);
    expect(await world.faults("/v1/care-participations", { ...participation(1, "sas"), slots: [] })).toEqual([422, "invalid-request", "#/slots"]);
  });
});

describe("the counts of a year", () => {
  const count = (measure: string, many: number, more: object = {}) => ({ cptsId, year: 2025, measure, count: many, ...more });

  test("are recorded once for the CPTS and once for each professional, and corrected under their version", async () => {
    const { events, json } = await declareTwice(world, "/v1/care-counts", count("unscheduled-visits", 120));
    expect(events.map(({ data }) => data)).toEqual([{ countId: json.id, cptsId, professionalId: null, year: 2025, measure: "unscheduled-visits" }]);
    expect(await world.faults("/v1/care-counts", count("unscheduled-visits", 7))).toEqual([409, "already-exists", "#/measure"]);
    expect(await world.faults("/v1/care-counts", count("sas-visits", 7, { year: 2027 }))).toEqual([422, "invalid-request", "#/year"]);
    for (const [of, many] of [[0, 70], [1, 4]] as const) await world.create("/v1/care-counts", count("unscheduled-visits", many, { professionalId: people[of] }));
    await world.create("/v1/care-counts", count("treating-doctor-found", 8));
    const patch = (version: number, body: object) => world.send("PATCH", `/v1/care-counts/${json.id}`, body, { headers: { "if-match": `"v${version}"` } });
    expect([(await patch(1, { count: 130 })).json.count, (await patch(1, { count: 130 })).status, (await patch(2, { count: 130 })).json.version]).toEqual([130, 412, 2]);
  });

  test("are for the board one by one; the public reads totals without the small ones, nor what would give them away", async () => {
    const listed = async (token?: string) => (await world.get(`/v1/care-counts?cpts=${cptsId}&year=2025`, token)).json.items.length;
    expect([await listed(tokens["board"]), await listed(tokens["member"]), await listed()]).toEqual([4, 0, 0]);
    const totals = async (token?: string) => (await world.get(`/v1/cpts/${cptsId}/care?year=2025&asOf=2026-03-01`, token)).json;
    const inside = await totals(tokens["member"]);
    expect([inside.isMasked, inside.counts.map(({ difference, measure, summed, value }: Record<string, unknown>) => [measure, value, summed, difference])]).toEqual([false, [["treating-doctor-found", 8, null, null], ["unscheduled-visits", 130, 74, 56]]]);
    expect(inside.participation.map(({ kind, participants, perhaps }: Record<string, unknown>) => [kind, participants, perhaps])).toEqual([["sas", 1, 0], ["treating-doctor", 0, 1], ["unscheduled-care", 1, 0]]);
    const outside = await totals();
    expect([outside.isMasked, outside.counts.map(({ difference, summed, value }: Record<string, unknown>) => [value, summed, difference]), outside.rate]).toEqual([true, [[null, null, null], [130, null, null]], null]);
    expect(new Set(outside.participation.flatMap(({ generalPractitioners, participants, perhaps }: Record<string, unknown>) => [participants, perhaps, generalPractitioners]))).toEqual(new Set([null]));
    const explained = (await world.get(`/v1/cpts/${cptsId}/care?year=2025&explain=true`)).json.explanations;
    expect(explained.find(({ figure }: { figure: string }) => figure === "counts.treating-doctor-found").inputs).toEqual([{ name: "year", value: "2025" }, { name: "declared", value: "unknown" }]);
  });

  test("make an indicator for the contract, or say why they cannot", async () => {
    const path = `/v1/cpts/${cptsId}/care/proposals`;
    const ofYear = { indicator: "MT-03", from: "2025-01-01", to: "2026-01-01" };
    expect(await world.faults(path, ofYear)).toEqual([422, "invalid-request", "#/indicator"]);
    await world.create("/v1/care-counts", count("treating-doctor-requests", 20));
    expect(await world.faults(path, { ...ofYear, to: "2025-07-01" })).toEqual([422, "invalid-request", "#/to"]);
    const { events, json } = await declareTwice(world, path, ofYear);
    expect([json.proposal, kindsOf(events)]).toEqual([expect.objectContaining({ indicator: "MT-03", numerator: 8, denominator: 20, value: 0.4, unit: "ratio" }), ["indicator.proposed"]]);
    expect(json.explanations.map(({ figure }: { figure: string }) => figure)).toEqual(["counts.treating-doctor-found", "counts.treating-doctor-requests"]);
    expect((await world.send("POST", path, { indicator: "SNP-02", from: "2026-01-01", to: "2027-01-01" })).json.errors[0].code).toBe("not-computable");
  });
});

test("general practitioners who take part in unscheduled care are set over those who practise, by the mirror of the RPPS", async () => {
  const operator = await operatorOf(world);
  await operator.send(extractOf({ people: 300 }), "?name=PS_LibreAcces_Personne_activite_202611010820.txt");
  const isPractitioner = "'10' = any(professions) and activity_skills && '{SM26,SM53,SM54}'";
  const [most] = await world.rows(`select place, count(*)::int as n from rpps_professional, unnest(places) as place where place ~ '^[0-9]{5}$' and ${isPractitioner} group by place order by n desc, place limit 1`);
  const here = await world.learnCpts(String(most?.["place"]));
  for (const kind of ["unscheduled-care", "sas"]) await world.create("/v1/care-participations", { ...participation(0, kind), cptsId: here });
  await world.create("/v1/care-participations", { ...participation(1, "sas"), cptsId: here });
  const { explanations, practisingGeneralPractitioners, rate } = (await world.get(`/v1/cpts/${here}/care?asOf=2026-11-10&explain=true`, world.writer)).json;
  // The cardiologist takes part too, and is none.
  expect([practisingGeneralPractitioners, rate]).toEqual([most?.["n"], 1 / Number(most?.["n"])]);
  expect(explanations.find(({ figure }: { figure: string }) => figure === "rate").sources).toContainEqual({ name: "RPPS, extrait du 2026-11-01", status: "sourced" });
  const { json } = await declareTwice(world, `/v1/cpts/${here}/care/proposals`, { indicator: "SNP-02", from: "2026-01-01", to: "2027-01-01" });
  expect(json.proposal).toMatchObject({ indicator: "SNP-02", numerator: 1, denominator: most?.["n"], rule: "participating-gp-over-practising-gp" });
});

describe("who keeps it", () => {
  test.each(roles)("%s", async (role) => {
    const token = await world.service.token({ role, cptsIds: [cptsId], regions: ["24"], departements: ["37"], scope: "directory:write" });
    const { json } = await world.send("POST", "/v1/professionals", { familyName: "Autre", givenName: "Personne", profession: "60", visibility: "cpts", cptsId });
    const { status } = await world.send("POST", "/v1/care-participations", { cptsId, professionalId: json.id, kind: "sas" }, { token });
    expect(status).toBe(role === "coordinator" || role === "service-account" ? 201 : 403);
  });
});

test.each(Object.entries(careEndpoints).filter(([, { method }]) => method === "GET"))("the answer of %s is the one described, with nothing more", async (_, endpoint) => {
  const { json, status } = await world.get(`${pathOf(endpoint, { id: cptsId })}${endpoint.id === "care-year.read" ? "?year=2025&explain=true" : ""}`, world.writer);
  expect(status).toBe(200);
  expect(() => asDescribed(endpoint, json)).not.toThrow();
});
