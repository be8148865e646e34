import { calendarEndpoints } from "@cpts/api/Calendars";
import { pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { withstands } from "@cpts/service-kit/testing/hostile-property";
import { named, ownEndpoints, ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { permissionMatrix, placeNames, places, roles, type Place } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
const cpts = new Map<Place, string>();
const who = new Map<Place, string>();
beforeAll(async () => {
  world = await scene();
  for (const place of placeNames) {
    const cptsId = await world.register({ communes: [places[place].commune] });
    cpts.set(place, cptsId);
    who.set(place, await world.professional(cptsId));
  }
});
afterAll(() => world.service.stop());

const newLink = (place: Place) => ({ cptsId: cpts.get(place), professionalId: who.get(place) });
const link = async (place: Place): Promise<{ readonly id: string; readonly secret: string }> => (await world.send("POST", "/v1/calendar-links", newLink(place))).json;

/** What the parameters of a path stand for, at a place. */
const paramsOf = async ({ path }: Endpoint, place: Place): Promise<Readonly<Record<string, string>>> => {
  if (path.includes("{theme}")) return { theme: "PREVENTION" };
  if (path.includes("{secret}")) return { secret: (await link(place)).secret };
  return { id: path.includes("/cpts/{id}") ? (cpts.get(place) ?? "") : path.includes("{id}") ? (await link(place)).id : "" };
};
const bodyOf = (endpoint: Endpoint, place: Place): unknown => (endpoint.body === null ? undefined : newLink(place));

const attempt = async (endpoint: Endpoint, place: Place, token?: string): Promise<number> => {
  const path = pathOf(endpoint, token === undefined ? { id: "0198c0de-0000-7000-8000-000000000060" } : await paramsOf(endpoint, place));
  const json = bodyOf(endpoint, place);
  return (await world.service.send(endpoint.method, path, { ...(json === undefined ? {} : { json }), ...(token === undefined ? {} : { token }) })).status;
};

const matrix = permissionMatrix({
  scope: "prevention:write prevention:read",
  cptsOf: (place) => cpts.get(place) ?? "",
  about: () => ({ visibility: "cpts" }),
  attempt,
  token: (claims) => world.service.token(claims),
});

describe("permissions on calendar links", () => {
  test.each(roles)("of a %s: every write is answered as the policy says", async (role) => {
    for (const endpoint of ownWrites(calendarEndpoints)) expect([endpoint.id, await matrix.answers(role, endpoint)]).toEqual([endpoint.id, matrix.policy(role, endpoint)]);
  });

  test("a visitor writes nothing", async () => {
    const statuses = [];
    for (const endpoint of ownWrites(calendarEndpoints)) statuses.push(await attempt(endpoint, "own"));
    expect(new Set(statuses)).toEqual(new Set([401]));
  });
});

const all = ownEndpoints(calendarEndpoints);
// What lists the links of a CPTS says which.
const queryOf = ({ id }: Endpoint): string => (id === "calendar-link.list" ? `?cpts=${cpts.get("own")}` : "");

describe("the contract of calendars", () => {
  test.each(named(all))("bad input never breaks %s, is answered by a problem of its contract, and leaves no event", async (_, endpoint) => {
    const known = Object.values(await paramsOf(endpoint, "own"))[0] ?? "";
    const example = bodyOf(endpoint, "own");
    await withstands({ ...endpoint, ...(example === undefined ? {} : { example }) }, { service: "prevention", known, head: world.head, send: (method, path, request) => world.send(method, path, undefined, request) });
  });

  const answerOf = async (endpoint: Endpoint) => {
    const answer = await world.send(endpoint.method, pathOf(endpoint, await paramsOf(endpoint, "own")) + queryOf(endpoint), bodyOf(endpoint, "own"));
    expect([answer.status, answer.text]).toEqual([endpoint.status, expect.any(String)]);
    return answer;
  };
  const [feeds, documents] = [all.filter(({ transfer }) => transfer === "calendar"), all.filter(({ status, transfer }) => transfer === undefined && status !== 204)];

  test.each(named(documents))("the answer of %s is the one it describes, with nothing more", async (_, endpoint) => {
    const { json } = await answerOf(endpoint);
    expect(() => asDescribed(endpoint, json)).not.toThrow();
  });

  test.each(named(feeds))("the answer of %s is a calendar", async (_, endpoint) => {
    const { headers, text } = await answerOf(endpoint);
    expect([headers.get("content-type"), text]).toEqual(["text/calendar; charset=utf-8", expect.stringMatching(/^BEGIN:VCALENDAR\r\n[^]*\r\nEND:VCALENDAR\r\n$/u)]);
  });

  test("a renewal that is sent twice gives one new secret, shown once: the repetition does not shut out who has it", async () => {
    const { id, secret } = await link("own");
    const renew = () => world.send("POST", `/v1/calendar-links/${id}/rotation`, undefined, { headers: { "idempotency-key": `renew-${id}` } });
    const [first, second] = [await renew(), await renew()];
    expect([second.json, second.headers.get("idempotency-replayed")]).toEqual([{ ...first.json, secret: null }, "true"]);
    const status = async (one: string) => (await world.service.send("GET", `/v1/calendars/private/${one}`)).status;
    expect([await status(secret), await status(first.json.secret)]).toEqual([404, 200]);
  });
});
