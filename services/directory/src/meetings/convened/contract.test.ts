import { convenedMeetingEndpoints as endpoints } from "@cpts/api/ConvenedMeetings";
import { pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { permissionMatrix, placeNames, places, roles, type Place } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../../testing/scene.ts";

let world: Scene;
let professionalId: string;
const ids = new Map<Place, string>();
const own = () => ids.get("own") ?? "";
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) ids.set(place, await world.learnCpts(places[place].commune));
  professionalId = (await world.create("/v1/professionals", { familyName: "Exemple", givenName: "Dominique", visibility: "public" })).id;
});
afterAll(() => world.service.stop());

const meeting = (more: object = {}) => ({ cptsId: own(), kind: "board", title: "Réunion", visibility: "cpts", on: "2026-03-02", agenda: [], invited: [], ...more });
/** A meeting in the state from which the step is possible. */
const before: Readonly<Record<string, ReadonlyArray<readonly [path: string, body?: object]>>> = {
  "convened-meeting.reinstate": [["cancellation", { reason: "other" }]],
  "attendance.close": [["holding"]],
  "attendance.correct": [["holding"], ["attendance/closure", { durationMinutes: 60 }]],
  "meeting-decision.record": [["holding"]],
  "follow-up.change": [["follow-ups", { what: "Écrire" }]],
};
const prepared = async (endpoint: Endpoint, more: object = {}) => {
  const { json } = await world.send("POST", "/v1/convened-meetings", meeting(more));
  for (const [path, body] of before[endpoint.id] ?? []) expect((await world.send("POST", `/v1/convened-meetings/${json.id}/${path}`, body)).status).toBe(201);
  return json.id as string;
};
const example = (endpoint: Endpoint, cptsId: string): object | undefined =>
  endpoint.example === undefined ? undefined : JSON.parse(JSON.stringify(endpoint.example).replaceAll("0198c0de-0000-7000-8000-000000000001", cptsId).replaceAll("0198c0de-0000-7000-8000-000000000020", professionalId));
const steps: ReadonlyArray<readonly [string, Endpoint]> = Object.values(endpoints).flatMap((endpoint: Endpoint) => (endpoint.method === "POST" && !("transfer" in endpoint) ? [[endpoint.id, endpoint] as const] : []));
const reads: ReadonlyArray<readonly [string, Endpoint]> = Object.values(endpoints).flatMap((endpoint: Endpoint) => (endpoint.method === "GET" && !("transfer" in endpoint) ? [[endpoint.id, endpoint] as const] : []));

describe("the contract of convened meetings", () => {
  test.each(steps)("shows an example of %s that works, and describes its answer, with nothing more", async (_, endpoint) => {
    const { json, status } = await world.send("POST", pathOf(endpoint, { id: await prepared(endpoint), number: "1" }), example(endpoint, own()));
    expect([status, json.errors]).toEqual([endpoint.status, undefined]);
    expect(() => asDescribed(endpoint, json)).not.toThrow();
  });

  test.each(reads)("describes the answer of %s, with nothing more", async (_, endpoint) => {
    const id = await prepared({ ...endpoint, id: "attendance.correct" }, { quorum: { rules: [{ percent: 50 }], proxiesCount: true, source: { document: "Statuts" } }, invited: [{ professionalId }] });
    await world.send("POST", `/v1/convened-meetings/${id}/decisions`, { title: "Budget", outcome: "adopted" });
    await world.send("POST", `/v1/convened-meetings/${id}/follow-ups`, { what: "Écrire" });
    const { json, status } = await world.get(`${pathOf(endpoint, { id })}${endpoint.id === "attendance.read" ? "?explain=true" : ""}`, world.writer);
    expect([status, json.items?.length]).not.toEqual([200, 0]);
    expect(status).toBe(200);
    expect(() => asDescribed(endpoint, json)).not.toThrow();
  });
});

const matrix = permissionMatrix({
  scope: "directory:write",
  cptsOf: (place) => ids.get(place) ?? "",
  about: () => ({ visibility: "cpts" }),
  attempt: async (endpoint, place, token) =>
    (await world.service.send("POST", pathOf(endpoint, { id: endpoint.id === "meeting.convene" ? "" : await prepared(endpoint, { cptsId: ids.get(place) }), number: "1" }), { json: endpoint.id === "meeting.convene" ? meeting({ cptsId: ids.get(place) }) : { reason: "other" }, ...(token === undefined ? {} : { token }) })).status,
  token: (claims) => world.service.token(claims),
});

describe("convening and cancelling", () => {
  test.each(roles)("as a %s is answered as the policy says, in the own CPTS, another, and one of another region", async (role) => {
    for (const endpoint of [endpoints.conveneMeeting, endpoints.cancelMeeting]) expect([endpoint.id, await matrix.answers(role, endpoint)]).toEqual([endpoint.id, matrix.policy(role, endpoint)]);
  });
});
