import { afterAll, beforeAll, expect, test } from "vitest";
import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let person: string;
let hospital: string;
const time = settableClock("2026-11-23T09:00:00Z");
const provenance = { status: "sourced", source: { document: "PV", published: "2026-11-01" } };
beforeAll(async () => {
  world = await scene(time);
  cptsId = await world.learnCpts("37003");
  person = (await world.create("/v1/professionals", { familyName: "Longue", givenName: "Vue", visibility: "public" })).id;
  hospital = (await world.create("/v1/organizations", { name: "Hôpital", kind: "hospital" })).id;
});
afterAll(() => world.service.stop());

const refused = async (path: string, json: object) => {
  const { json: answer, status } = await world.send("POST", path, json, { headers: { "accept-language": "fr" } });
  return [status, ...(answer.errors ?? []).map(({ code, message, pointer }: Record<string, string>) => `${pointer} ${code} ${message}`)];
};
const tooFar = (field: string) => [422, `#/${field} date.too-far au plus tard le 2036-11-23 (règle de la plateforme)`];
const tooEarly = (field: string) => [422, `#/${field} date.too-early au plus tôt le 1901-07-01 (loi du 1er juillet 1901)`];

test("a membership neither begins before there were associations nor ends in another century, be it recorded, corrected or ended", async () => {
  const membership = { cptsId, professionalId: person };
  expect(await refused("/v1/memberships", { ...membership, validFrom: "1066" })).toEqual(tooEarly("validFrom"));
  expect(await refused("/v1/memberships", { ...membership, validTo: "2199-01" })).toEqual(tooFar("validTo"));
  const { id } = await world.create("/v1/memberships", { ...membership, validFrom: "2020" });
  expect(await refused(`/v1/memberships/${id}/end`, { on: "2199-01-01", reason: "resigned" })).toEqual(tooFar("on"));
  const patched = await world.send("PATCH", `/v1/memberships/${id}`, { why: "typing-error", validTo: "2199" }, { headers: { "if-match": '"v1"' } });
  expect([patched.status, patched.json.errors[0].pointer]).toEqual([422, "#/validTo"]);
});

test("nor does an office, a seat, the term of an election or a body; an election is declared once it was held", async () => {
  const base = `/v1/cpts/${cptsId}`;
  const office = { office: "PRESIDENT", holders: [{ professionalId: person }], provenance };
  expect(await refused(`${base}/offices`, { ...office, validTo: "2199" })).toEqual(tooFar("validTo"));
  const { id: officeId } = await world.send("POST", `${base}/offices`, office).then(({ json }) => json);
  expect(await refused(`${base}/offices/${officeId}/corrections`, { why: "mandate-ended", validTo: "2199" })).toEqual(tooFar("validTo"));
  expect(await refused(`${base}/bodies`, { kind: "board", provenance, validFrom: "0900" })).toEqual(tooEarly("validFrom"));
  const { id: bodyId } = await world.send("POST", `${base}/bodies`, { kind: "board", provenance }).then(({ json }) => json);
  expect(await refused(`${base}/bodies/${bodyId}/changes`, { why: "closed", validTo: "2199" })).toEqual(tooFar("validTo"));
  const seats = `${base}/bodies/${bodyId}/seats`;
  expect(await refused(seats, { professionalId: person, provenance, validTo: "2199-03-01" })).toEqual(tooFar("validTo"));
  const { id: seatId } = await world.create(seats, { professionalId: person, provenance });
  expect(await refused(`${seats}/${seatId}/corrections`, { why: "term-ended", validTo: "2199" })).toEqual(tooFar("validTo"));
  const election = { on: "2026-11-02", seatsOpen: 1, candidates: [{ professionalId: person, elected: true }], provenance };
  const elections = `${base}/bodies/${bodyId}/elections`;
  expect(await refused(elections, { ...election, termEndsOn: "2199-11-02" })).toEqual(tooFar("termEndsOn"));
  expect(await refused(elections, { ...election, on: "2026-12-02" })).toEqual([422, expect.stringContaining("#/on in-the-future")]);
  expect((await refused(elections, election))[0]).toBe(201);
});

test("a planned partnership is given up when it is, by tomorrow; one under way ends within ten years", async () => {
  const planned = { cptsId, organizationId: hospital, kind: "ville-hopital", state: "planned" };
  const { id } = await world.create("/v1/partnerships", planned);
  expect(await refused(`/v1/partnerships/${id}/end`, { on: "2199-01-01", reason: "given-up" })).toEqual([422, expect.stringMatching(/^#\/on in-the-future .*2026-11-24/u)]);
  expect(await refused(`/v1/partnerships/${id}/start`, { on: "2199-01-01" })).toEqual(tooFar("on"));
  expect((await refused(`/v1/partnerships/${id}/end`, { on: "2026-11-24", reason: "given-up" }))[0]).toBe(201);
  expect(await refused("/v1/partnerships", { ...planned, state: "active", agreement: { endsOn: "2199-12-31" } })).toEqual([422, expect.stringContaining("#/agreement/endsOn date.too-far")]);
  const active = await world.create("/v1/partnerships", { ...planned, state: "active", validFrom: "2020" });
  expect(await refused(`/v1/partnerships/${active.id}/end`, { on: "2199-01-01", reason: "mutual-agreement" })).toEqual(tooFar("on"));
});

test("nor does a participation in care, nor who stands for whom", async () => {
  const nurse = (await world.create("/v1/professionals", { familyName: "Courte", givenName: "Vue", profession: "60", visibility: "public" })).id;
  expect(await refused("/v1/care-participations", { cptsId, professionalId: nurse, kind: "sas", validTo: "2199" })).toEqual(tooFar("validTo"));
  expect(await refused("/v1/relationships", { kind: "represents", professionalId: nurse, of: hospital, validFrom: "1100" })).toEqual(tooEarly("validFrom"));
});
