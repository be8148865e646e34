import { prevention } from "@cpts/api/Prevention";
import { ownEndpoints } from "@cpts/service-kit/testing/own-endpoints";
import { Schema, SchemaAST, SchemaParser } from "effect";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

type Path = ReadonlyArray<string | number>;

const nir = "Vu 1 85 05 78 006 084 91 hier";
const named = "Vu Jean Dupont, né le 12/03/1950";
const plain = "Un texte quelconque";

/** A text that people type: whatever it says is taken, unless it holds a social-security number. */
const isFreeText = (ast: SchemaAST.AST): boolean => {
  const takes = SchemaParser.decodeUnknownExit(Schema.make<Schema.Codec<unknown>>(ast));
  return takes(plain)._tag === "Success";
};

/** Where people type in what an endpoint is sent. */
const typedIn = (ast: SchemaAST.AST, path: Path = []): ReadonlyArray<Path> => {
  if (SchemaAST.isString(ast)) return isFreeText(ast) ? [path] : [];
  if (SchemaAST.isObjects(ast)) return ast.propertySignatures.flatMap(({ name, type }) => typedIn(type, [...path, String(name)]));
  if (SchemaAST.isArrays(ast)) return ast.rest.flatMap((item) => typedIn(item, [...path, 0]));
  // The codes of an open list are words of a fixed form.
  if (SchemaAST.isUnion(ast)) return [...new Map(ast.types.flatMap((one) => typedIn(one, path)).map((one) => [one.join("/"), one])).values()];
  return [];
};

const withText = (value: unknown, [first, ...rest]: Path, text: string): unknown => {
  if (first === undefined) return text;
  const inner = withText((value as Record<string | number, unknown>)[first], rest, text);
  return Array.isArray(value) ? value.map((one, index) => (index === first ? inner : one)) : { ...(value as object), [first]: inner };
};
const has = (value: unknown, path: Path): boolean => typeof path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value) === "string";

let world: Scene;
const known: Record<string, string> = {};
beforeAll(async () => {
  world = await scene();
  const cptsId = await world.ready("37003");
  known["cpts"] = cptsId;
  known["actions"] = (await world.plan(cptsId)).json.id;
  known["sessions"] = (await world.planSession(known["actions"] ?? "")).json.id;
  known["pathways"] = (await world.send("POST", "/v1/pathways", { cptsId, title: "Diabète", theme: "diabete", steps: [] })).json.id;
  known["crisis-plans"] = (await world.send("POST", "/v1/crisis-plans", { cptsId, title: "Plan", roles: [], resources: [] })).json.id;
  known["crises"] = (await world.send("POST", "/v1/crises", { cptsId, level: "2", theme: "canicule", reason: "Chaleur" })).json.id;
});
afterAll(() => world.service.stop());

const provenance = { status: "declared", note: plain, source: { document: plain, locator: plain, quote: plain } };
const action = { title: plain, objective: plain, audience: plain, place: plain, provenance };
const pathway = { title: plain, theme: "diabete", objective: plain, audience: plain, steps: [{ id: "one", title: plain, actor: { label: plain }, does: plain, condition: plain, next: [{ step: "one", when: plain }] }] };
const plan = { title: plain, procedure: plain, roles: [{ id: "lead", title: plain, duties: plain }], resources: [{ label: plain, place: plain }] };
const place = { commune: "37003", address: plain };
const times = { start: { date: "2026-10-13", time: "09:00" }, end: { date: "2026-10-13", time: "12:00" } };

/** A body with every text that an endpoint takes. */
const wholes = (cptsId: string): Readonly<Record<string, unknown>> => ({
  "action.plan": { cptsId, mission: "PREVENTION", communes: ["37003"], ...action },
  "action.change": action,
  "action-conduct.step": { to: "postponed", reason: plain },
  "session.plan": { place, ...times },
  "session.change": { place },
  "session.postpone": { reason: plain },
  "session.cancel": { reason: plain },
  "session.record": { byAge: [], screened: 0, referred: 0, reason: plain },
  "pathway.draft": { cptsId, ...pathway },
  "pathway.change": pathway,
  "crisis-plan.draft": { cptsId, ...plan },
  "crisis-plan.change": plan,
  "crisis-plan.exercise.record": { heldOn: "2026-06-11", scenario: plain, findings: plain, participants: 3 },
  "crisis-plan.contact.add": { label: plain, phone: "04 74 00 00 00" },
  "crisis.activate": { cptsId, level: "2", theme: "canicule", reason: plain },
  "crisis.log.add": { text: plain },
  "crisis.task.add": { title: plain },
  "crisis.close": { report: plain, lessons: plain },
});

const fields = ownEndpoints(prevention.endpoints).flatMap((endpoint) => (endpoint.body === null ? [] : typedIn(endpoint.body.ast).map((path) => ({ endpoint, path, name: `${endpoint.id} ${path.join(".")}` }))));

describe("every text that people type", () => {
  test("is met here: a new one is added to the bodies of this test", () => {
    const bodies = wholes("");
    expect(fields.filter(({ endpoint: { id }, path }) => !has(bodies[id], path)).map(({ name }) => name)).toEqual([]);
    expect(fields.length).toBeGreaterThan(40);
  });

  test.each(fields.map((field) => [field.name, field] as const))("%s: a social-security number is refused, a name beside a date of birth is to be confirmed", async (_, { endpoint, path }) => {
    const body = wholes(known["cpts"] ?? "")[endpoint.id];
    const address = endpoint.path.replace("{id}", known[endpoint.path.split("/")[2] ?? ""] ?? "");
    const faultsOf = async (text: string) => {
      const answer = await world.send(endpoint.method, address, withText(body, path, text), { headers: { "if-match": '"v1"' } });
      return [answer.status, (answer.json.errors ?? []).filter(({ pointer }: { pointer: string }) => pointer === `#/${path.join("/")}`).map(({ code }: { code: string }) => code)];
    };
    expect([await faultsOf(nir), await faultsOf(named)]).toEqual([[422, ["free-text.social-security-number"]], [422, ["name-beside-birth-date"]]]);
  });

  test("that is confirmed is kept, without the confirmation", async () => {
    const { json, status } = await world.send("POST", "/v1/pathways", { cptsId: known["cpts"], ...pathway, title: named, acknowledged: ["name-beside-birth-date"] });
    expect([status, json.draft.title, JSON.stringify(await world.rows("select * from pathway where id = $1", [json.id])).includes("acknowledged")]).toEqual([201, named, false]);
  });
});
